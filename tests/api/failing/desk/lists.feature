Feature: What a wrong list is told

  Background:
    Given a client sends GET "/cities"

  Scenario: A number
    The number of items in "items" is not as expected in 1 place:
    number: expected at least 4, got 3

    Then the number of items in "items" is at least 4

  Scenario: No list
    There is no list at $.total: it is 7.

    Then the number of items in "total" is 7

  Scenario: No place
    ValueError: items is no place of a list; write the body, or the name of a field in quotes: "results"

    Then the number of items in items is 3

  Scenario: Items
    "items" is not as expected in 2 places:
    $: expected 2 items, got 3: [{"name": "Athens"}, {"name": "Bergen"}, {"name": "Cork"}]
    $[1].name: expected "Cork", got "Bergen"

    Then the items of "items" are:
      | name   |
      | Athens |
      | Cork   |

  Scenario: Items in any order
    "items" is not as expected in 2 places:
    $[1]: this item is not expected, got {"name": "Bergen"}
    $: expected an item {"name": "Delft"}, but no other item is like it in [{"name": "Athens"}, {"name": "Bergen"}, {"name": "Cork"}]

    Then the items of "items" are in any order:
      | name   |
      | Delft  |
      | Cork   |
      | Athens |

  Scenario: Each item
    "items" is not as expected in 2 places:
    $[0].name: expected starting with "B", got "Athens"
    $[2].name: expected starting with "B", got "Cork"

    Then each item of "items" has the fields:
      | field | value             |
      | name  | starting with "B" |

  Scenario: Each item of none
    There is no item in "items", so nothing can be said of each.

    When a client sends GET "/cities?name=oslo"
    Then each item of "items" has the fields:
      | field | value      |
      | name  | any string |

  Scenario: Some item
    No item of "items" has {"name": "Oslo"}, the items are [{"name": "Athens"}, {"name": "Bergen"}, {"name": "Cork"}].

    Then an item of "items" has the fields:
      | field | value |
      | name  | Oslo  |

  Scenario: An item that should not be
    These items of "items" have {"name": ending with "k"}: [{"name": "Cork"}].

    Then no item of "items" has the fields:
      | field | value           |
      | name  | ending with "k" |

  Scenario: A falling order
    The order of "items" is not as expected in 2 places:
    $[1].name: "Bergen" comes after "Athens"
    $[2].name: "Cork" comes after "Bergen"

    Then the items of "items" are sorted by "name" from high to low

  Scenario: A rising order
    The order of "tags" is not as expected in 1 place:
    $[1].n: 1 comes after 3

    When a client sends POST "/echo" with the JSON:
      """json
      {"tags": [{"n": 3}, {"n": 1}, {"n": 2}]}
      """
    Then the items of "tags" are sorted by "n"
