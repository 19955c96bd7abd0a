Feature: Keeping books
  Librarians add, change and remove books; everybody may look.

  Background:
    Given Lou uses a valid token of "lou"

  Rule: A new book gets a number and a place on a shelf

    Scenario: A book is added
      When Lou sends POST "/books" with the fields:
        | field     | value           |
        | isbn      | "9780141439587" |
        | title     | Emma            |
        | published | 1815-12-23      |
        | price     | 8.5             |
      Then the status is created
      And the header "Location" is matching "^/books/\d+$"
      And the JSON body is:
        """json
        {
          "id": any integer,
          "isbn": "9780141439587",
          "title": "Emma",
          "shelf": one of ["fiction", "science", "children"],
          "published": before "1900-01-01",
          "price": between 8 and 9,
          "available": true
        }
        """
      And the body matches the component "BookOut"
      And the table "books" has exactly the rows:
        | isbn          | title | shelf   | published  | price | available |
        | 9780141439587 | Emma  | fiction | 1815-12-23 | 8.50  | true      |

    Scenario: A book that was added can be read
      Given Lou sends POST "/books" with the JSON:
        """json
        {"isbn": "9780141439518", "title": "Pride and Prejudice", "shelf": "fiction"}
        """
      And we remember the field "id" as "book"
      When a client sends GET "/books/{book}"
      Then the status is ok
      And the field "id" is {book}
      And the field "published" is null
      And the field "price" is at most 0
      And the field "password" is absent

    Scenario: An ISBN belongs to one book
      Given the table "books" has the rows:
        | isbn          | title |
        | 9780141439587 | Emma  |
      And we look at the database
      When Lou sends POST "/books" with the fields:
        | field | value           |
        | isbn  | "9780141439587" |
        | title | Another Emma    |
      Then the status is conflict
      And the field "detail" is "A book with this ISBN exists"
      And nothing has changed in the database

    @concurrent
    Scenario: Two librarians add the same book at once
      When Lou sends POST "/books" 2 times at once with the JSON:
        """json
        {"isbn": "9780141439587", "title": "Emma"}
        """
      Then the responses are:
        | status   | number |
        | created  | 1      |
        | conflict | 1      |
      And the number of rows in "books" is 1

    Scenario Outline: A book without a proper <field> is refused
      When Lou sends POST "/books" with the fields:
        | field | value   |
        | isbn  | <isbn>  |
        | title | <title> |
        | price | <price> |
      Then the status is unprocessable content
      And the values at "$.detail[*].loc[1]" are ["<field>"]
      And the number of rows in "books" is 0

      Examples:
        | field | isbn            | title | price |
        | isbn  | 978             | Emma  | 1     |
        | isbn  | "978014143958X" | Emma  | 1     |
        | title | "9780141439587" | ""    | 1     |
        | title | "9780141439587" |       | 1     |
        | price | "9780141439587" | Emma  | -1    |
        | price | "9780141439587" | Emma  | 1.005 |

  Rule: A book can be changed and removed

    Background:
      Given the table "books" has the rows:
        | id | isbn          | title | price | published  |
        | 7  | 9780141439587 | Ema   | 8.50  | 1815-12-23 |
        | 8  | 9780141439518 | Pride |       |            |

    Scenario: Only what is named is changed
      Given we look at the database
      When Lou sends PATCH "/books/7" with the fields:
        | field | value |
        | title | Emma  |
      Then the body has the fields:
        | field     | value               |
        | title     | Emma                |
        | price     | about 8.5           |
        | published | after "1815-12-22"  |
        | isbn      | ending with "39587" |
      And only this has changed in the database:
        | table | change  | rows |
        | books | changed | 1    |

    Scenario: A book is removed
      When Lou sends DELETE "/books/7"
      Then the status is no content
      And the body is empty
      And the table "books" does not contain the rows:
        | isbn          |
        | 9780141439587 |
      And the table "books" contains the rows:
        | title | published | price |
        | Pride | null      | 0     |

    Scenario: A book that is not there cannot be changed
      When Lou sends PATCH "/books/99" with the fields:
        | field | value |
        | title | Emma  |
      Then the status is 404 Not Found

    Scenario: A removed book is gone for everybody
      Given Lou sends DELETE "/books/8"
      When a client sends GET "/books/8"
      Then the status is not found
      And the JSON body includes:
        """json
        {"detail": containing "such"}
        """
