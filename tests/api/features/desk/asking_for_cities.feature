Feature: Asking for cities
  A list that comes in pages, and can be searched.

  Scenario: The first page is full
    When a client sends GET "/cities"
    Then the status is ok
    And the content type is "application/json"
    And the number of items in "items" is 3
    And the items of "items" are:
      | name   |
      | Athens |
      | Bergen |
      | Cork   |

  Scenario: The next page is linked until there is none
    When a client sends GET "/cities" with the query:
      | name  | value |
      | page  | 3     |
    Then the header "Link" is absent
    And the JSON body is:
      """json
      {"items": [{"name": "Ghent"}], "total": 7}
      """

  Scenario: A page tells where the next one is
    When a client sends GET "/cities?page=2"
    Then the header "Link" is containing "page=3"
    And the header "Content-Length" is at least 20

  Scenario: A search finds parts of names in any case
    When a client sends GET "/cities" with the query:
      | name  | value |
      | name  | ER    |
    Then the field "items[0].name" is Bergen
    And the field "total" is 1

  Scenario: Cities are sorted by name
    When a client sends GET "/cities?size=10"
    Then the items of "items" are sorted by "name"
    And each item of "items" has the fields:
      | field | value                 |
      | name  | matching "^[A-Z]\w+$" |
    And an item of "items" has the fields:
      | field | value |
      | name  | Espoo |
    And no item of "items" has the fields:
      | field | value |
      | name  | Oslo  |
    And the values at "$.items[?@.name > 'E'].name" are ["Espoo", "Faro", "Ghent"]

  Scenario: The order can be left open
    When a client sends GET "/cities?size=2"
    Then the items of "items" are in any order:
      | name   |
      | Bergen |
      | Athens |
    And the JSON body includes:
      """json
      {"items": in any order [{"name": "Bergen"}, {"name": starting with "A"}]}
      """

  Scenario Outline: A page that cannot be is refused
    When a client sends GET "/cities" with the query:
      | name    | value   |
      | <field> | <value> |
    Then the status is unprocessable content
    And the JSON body includes:
      """json
      {"detail": [{"loc": ["query", "<field>"], "type": <type>}]}
      """

    Examples:
      | field | value | type                 |
      | page  | 0     | "greater_than_equal" |
      | size  | 11    | "less_than_equal"    |
      | size  | many  | starting with "int"  |

  Scenario: Many cities are imported at once
    When a client sends POST "/cities/import" with the items:
      | name   | people |
      | Oslo   | 700000 |
      | Bergen | 290000 |
      | Narvik |        |
    Then the JSON body is:
      """json
      {"imported": 2, "known": ["Bergen"], "people": about 990000 within 1000}
      """

  Scenario: An import that means nothing is refused
    When a client sends POST "/cities/import" with a body of 2000 bytes
    Then the status is unprocessable content
