Feature: Finding books
  Readers look along the shelves, page by page.

  Background:
    Given the table "books" has the rows:
      | isbn          | title      | shelf    | price | published  |
      | 9780000000001 | Cosmos     | science  | 12.00 | 1980-10-12 |
      | 9780000000002 | Emma       | fiction  | 8.50  | 1815-12-23 |
      | 9780000000003 | Momo       | children | 9.90  | null       |
      | 9780000000004 | Dracula    | fiction  | 7.00  | 1897-05-26 |
      | 9780000000005 | Persuasion | fiction  | 8.00  | 1817-12-20 |

  Scenario: Readers see all books by title
    When a client sends GET "/books"
    Then the number of items in the body is 5
    And the items of the body are sorted by "title"
    And each item of the body matches the component "BookOut"
    And each item of the body has the fields:
      | field | value            |
      | id    | any integer      |
      | isbn  | any string       |
      | price | greater than 5.5 |
      | title | not empty        |

  Scenario: A shelf holds its own books only
    When a client sends GET "/books" with the query:
      | name  | value   |
      | shelf | fiction |
    Then the items of the body are in any order:
      | title      | shelf   |
      | Persuasion | fiction |
      | Emma       | fiction |
      | Dracula    | fiction |
    And no item of the body has the fields:
      | field | value   |
      | shelf | science |

  Scenario: Books come by price
    When a client sends GET "/books?sort=price"
    Then the items of the body are sorted by "price"
    And the body matches the schema:
      """json
      {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["isbn", "title"],
          "properties": {"published": {"type": ["string", "null"], "format": "date"}}
        }
      }
      """

  Scenario: A page tells how many there are in all
    When a client sends GET "/books" with the query:
      | name   | value |
      | limit  | 2     |
      | offset | 2     |
    Then the header "X-Total-Count" is 5
    And the items of the body are:
      | title | published |
      | Emma  | any date  |
      | Momo  | null      |

  Scenario: A page behind the last one is empty
    When a client sends GET "/books?offset=50"
    Then the status is ok
    And the JSON body is:
      """json
      []
      """
    And the number of items in the body is less than 1

  Scenario: A known book is among them
    When a client sends GET "/books"
    Then an item of the body has the fields:
      | field | value                            |
      | title | "Emma" or "Persuasion"           |
      | isbn  | matching "^978"                  |
      | price | any number                       |
    And the body matches the schema file "books.schema.json"

  Scenario: A shelf that does not exist is refused
    When a client sends GET "/books?shelf=cooking"
    Then the status is 422
    And the field "detail[0].ctx.expected" is containing "fiction"
