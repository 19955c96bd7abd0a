Feature: What a wrong body is told

  Scenario: JSON
    The body is not as expected in 6 places:
    $.items: expected 1 item, got 3: [{"name": "Athens"}, {"name": "Bergen"}, {"name": "Cork"}]
    $.items[0].name: expected "Bergen", got "Athens"
    $.items[0].nmae: expected any string, but this field is absent
    $.totl: expected at least 8, but this field is absent; did you mean "total"?
    $.page: expected 1 or null, but this field is absent
    $.total: this field is not expected, got 7

    When a client sends GET "/cities"
    Then the JSON body is:
      """json
      {"items": [{"name": "Bergen", "nmae": any string}], "totl": at least 8, "page": 1 or null}
      """

  Scenario: A part
    The body is not as expected in 1 place:
    $.items[1].name: expected starting with "C", got "Bergen"

    When a client sends GET "/cities"
    Then the JSON body includes:
      """json
      {"items": [{}, {"name": starting with "C"}, {}]}
      """

  Scenario: Fields
    The body is not as expected in 3 places:
    $.total: expected about 8 (7.5 to 8.5), got 7
    $.items[3].name: expected "Delft", but this field is absent
    $.items[0].nam: expected "Athens", but this field is absent; did you mean "name"?

    When a client sends GET "/cities"
    Then the body has the fields:
      | field         | value          |
      | total         | about 8        |
      | items[3].name | "Delft"        |
      | items[0].nam  | Athens         |
      | items[0].name | any string     |

  Scenario: One field
    The body is not as expected in 1 place:
    $.total: expected less than 7, got 7

    When a client sends GET "/cities"
    Then the field "total" is less than 7

  Scenario: Values at a path
    What is at "$.items[*].name" is not as expected in 1 place:
    $[1]: expected "Berlin", got "Bergen"

    When a client sends GET "/cities"
    Then the values at "$.items[*].name" are ["Athens", "Berlin", "Cork"]

  Scenario: A text
    The body is "Good day!", not "Good night!".

    When a client sends GET "/greeting"
    Then the body is the text:
      """
      Good night!
      """

  Scenario: A part of a text
    The body does not contain "night": Good day!.

    When a client sends GET "/greeting"
    Then the body contains "night"

  Scenario: A part of a text that should not be
    The body contains "day": Good day!.

    When a client sends GET "/greeting"
    Then the body does not contain "day"

  Scenario: A body where none is expected
    The body is not empty: "Good day!".

    When a client sends GET "/greeting"
    Then the body is empty

  Scenario: No JSON
    The body is no JSON: 200 OK, text/plain; charset=utf-8: Good day!.

    When a client sends GET "/greeting"
    Then the field "name" is mia

  Scenario: A schema
    The body is not as expected in 2 places:
    $.items[0].name: "Athens" is not of type "integer"
    $: "page" is a required property

    When a client sends GET "/cities"
    Then the body matches the schema:
      """json
      {
        "required": ["page"],
        "properties": {"items": {"prefixItems": [{"properties": {"name": {"type": "integer"}}}]}}
      }
      """

  Scenario: A schema in a file
    The body is not as expected in 1 place:
    $: "id" is a required property

    When a client sends GET "/cities"
    Then the body matches the schema file "job.schema.json"

  Scenario: A component of each item
    "items" is not as expected in 3 places:
    $[1]: "id" is a required property

    When a client sends GET "/cities"
    Then each item of "items" matches the component "Job"

  Scenario: A component
    The body is not as expected in 1 place:
    $: "id" is a required property

    When a client sends GET "/cities"
    Then the body matches the component "Job"
