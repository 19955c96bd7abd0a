Feature: What is mistaken before anything runs

  Scenario: An unknown table
    there is no table "boks"; did you mean "books"?; tables: books, loans

    Given the table "boks" has the rows:
      | title |
      | Emma  |

  Scenario: An unknown column
    the table "books" has no column "titel"; did you mean "title"?; columns: id, isbn, title, shelf, published, price, available

    Given the table "books" has the rows:
      | titel |
      | Emma  |

  Scenario: A cell that its column cannot hold
    column "published" is of type Date(), which `soon` is not

    Given the table "books" has the rows:
      | isbn | title | published |
      | 1    | Emma  | soon      |

  Scenario: A kind of token that does not exist
    "an expird token" is not known; did you mean "an expired"?; kinds: a valid, an expired, a not yet valid, an unending, a wrongly signed, a tampered, an unsigned, an otherwise signed

    Given Mia uses an expird token of "mia"

  Scenario: An unknown field
    the JSON of POST "/books" has no field "titel"; did you mean "title"?

    When Lou sends POST "/books" with the fields:
      | field | value           |
      | isbn  | "9780141439587" |
      | titel | Emma            |

  Scenario: An unknown field in JSON
    the JSON of PATCH "/books/{book}" has no field "shelv"; did you mean "shelf"?

    When Lou sends PATCH "/books/{book}" with the JSON:
      """json
      {"shelv": "fiction"}
      """

  Scenario: An unknown table among changes
    there is no table "loan"; did you mean "loans"?; tables: books, loans

    Given we look at the database
    Then only this has changed in the database:
      | table | change | rows |
      | loan  | added  | 1    |

  Scenario: A column that is looked for
    the table "books" has no column "isnb"; did you mean "isbn"?; columns: id, isbn, title, shelf, published, price, available

    Then the table "books" contains the rows:
      | isnb |
      | 978  |
