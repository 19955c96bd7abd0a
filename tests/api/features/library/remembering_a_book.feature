Feature: Remembering a book
  What one answer says is what the next question is about.

  Scenario: A text of digits stays a text
    Given Lou uses a valid token of "lou"
    And Lou sends POST "/books" with the JSON:
      """json
      {"isbn": "9780141439518", "title": "Pride and Prejudice", "shelf": "fiction"}
      """
    And we remember the field "isbn" as "isbn"
    When a client sends GET "/books"
    Then the field "[0].isbn" is {isbn}
    And an item of the body has the fields:
      | field | value  |
      | isbn  | {isbn} |
    And the JSON body includes:
      """json
      [{"isbn": "{isbn}"}]
      """
    And the table "books" contains the rows:
      | isbn   |
      | {isbn} |
    Given we remember the field "[0].published" as "nothing"
    And we remember the field "[0].available" as "flag"
    Then the field "[0].published" is {nothing}
    And the field "[0].available" is {flag}
