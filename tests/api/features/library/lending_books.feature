Feature: Lending books
  A book can be in one hand at a time.

  Background:
    Given the table "books" has the rows:
      | id | isbn          | title | available |
      | 7  | 9780141439587 | Emma  | true      |
      | 8  | 9780000000003 | Momo  | false     |
    And Mia uses a valid token of "mia"
    And Lou uses a valid token of "lou"

  Scenario: A member takes a book home
    Given the clock stands at "2030-05-01T09:00:00Z"
    And Mia uses a valid token of "mia"
    And we look at the database
    When Mia sends POST "/books/7/loans"
    Then the status is created
    And the JSON body is:
      """json
      {
        "id": any uuid,
        "member": "mia",
        "lent_at": "2030-05-01T09:00:00",
        "returned": false,
        "book": {
          "id": 7,
          "isbn": "9780141439587",
          "title": "Emma",
          "shelf": any string,
          "published": null,
          "price": 0,
          "available": any boolean
        }
      }
      """
    And only this has changed in the database:
      | table | change  | rows |
      | loans | added   | 1    |
      | books | changed | 1    |
    And the table "loans" contains the rows:
      | id       | book_id | member | lent_at             | returned |
      | any uuid | 7       | mia    | 2030-05-01T09:00:00 | false    |

  Scenario: A book that is lent cannot be lent again
    When Mia sends POST "/books/8/loans"
    Then the status is conflict
    And the field "detail" is The book is lent
    And the number of rows in "loans" is 0

  Scenario: Two members ask for the same book
    When Mia sends POST "/books/7/loans"
    And Lou sends POST "/books/7/loans"
    Then the status is conflict
    When we look at the last response of Mia
    Then the status is created
    And the field "member" is mia
    And the field "lent_at" is any date-time

  Scenario: Whose loan it was is forgotten with the book
    Given Mia sends POST "/books/7/loans"
    And we look at the database
    When Lou sends DELETE "/books/7"
    Then only this has changed in the database:
      | table | change  | rows |
      | loans | removed | 1    |
      | books | removed | 1    |
