Feature: What a wrong database is told

  Background:
    Given the table "books" has the rows:
      | id | isbn          | title |
      | 7  | 9780141439587 | Emma  |

  Scenario: A missing row
    The table "books" has no row {"title": "Momo"}; its rows: [{"id": 7, "isbn": "9780141439587", "title": "Emma", "shelf": "fiction",

    Then the table "books" contains the rows:
      | title |
      | Emma  |
      | Momo  |

  Scenario: An unwanted row
    The table "books" has these rows: [{"id": 7,

    Then the table "books" does not contain the rows:
      | title                |
      | matching "^E"        |

  Scenario: Other rows
    The table "books" is not as expected in 2 places:
    $[0]: this item is not expected, got {"id": 7,
    $: expected an item {"title": "Momo"}, but no other item is like it in [{"id": 7,

    Then the table "books" has exactly the rows:
      | title |
      | Momo  |

  Scenario: Another number
    The number of rows in "books" is not as expected in 1 place:
    number: expected 2, got 1

    Then the number of rows in "books" is 2

  Scenario: A change
    The database has changed:
    books: 1 row changed, 7: title from "Emma" to "Momo"
    books: 1 row added, {"id": 8, "isbn": "9780000000001", "title": "Cosmos", "shelf": "fiction",

    Given Lou uses a valid token of "lou"
    And we look at the database
    When Lou sends PATCH "/books/7" with the fields:
      | field | value |
      | title | Momo  |
    And Lou sends POST "/books" with the fields:
      | field | value           |
      | isbn  | "9780000000001" |
      | title | Cosmos          |
    Then nothing has changed in the database

  Scenario: Another change
    The database has changed otherwise:
    books: 1 row removed, {"id": 7,

    Given Lou uses a valid token of "lou"
    And we look at the database
    When Lou sends DELETE "/books/7"
    Then only this has changed in the database:
      | table | change | rows |
      | loans | added  | 1    |

  Scenario: No change
    The database has changed otherwise:
    nothing has changed

    Given we look at the database
    Then only this has changed in the database:
      | table | change | rows |
      | loans | added  | 1    |
