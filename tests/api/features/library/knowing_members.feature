Feature: Knowing members
  What a person may do depends on who they are, and the library takes nobody's word for it.

  Scenario: A member logs in and is known
    Given Mia logs in at "/token" with the form:
      | name     | value          |
      | username | mia            |
      | password | reading-is-fun |
    When Mia sends GET "/me"
    Then the field "member" is mia

  Scenario: A log-in answers with a token
    When a client sends POST "/token" with the form:
      | name     | value           |
      | username | lou             |
      | password | librarians-know |
    Then the JSON body is:
      """json
      {"access_token": any string, "token_type": "bearer"}
      """
    And we remember the field "access_token" as "token"
    Given Lou uses the token "{token}"
    When Lou sends GET "/me"
    Then the field "member" is "lou"

  Scenario: A wrong password is refused
    When a client sends POST "/token" with the form:
      | name     | value |
      | username | mia   |
      | password | guess |
    Then the status is unauthorized
    And the field "access_token" is absent

  Scenario Outline: The library does not fall for <kind> token
    Given Mia uses <kind> token of "mia"
    When Mia sends GET "/me"
    Then the status is unauthorized
    And the header "WWW-Authenticate" is Bearer

    Examples:
      | kind                |
      | an expired          |
      | a not yet valid     |
      | a wrongly signed    |
      | a tampered          |
      | an unsigned         |
      | an otherwise signed |

  Scenario: A token without a name is nobody's
    Given Mia uses a valid token with the claims:
      | field | value |
      | sub   | null  |
      | role  | admin |
    When Mia sends GET "/me"
    Then the status is unauthorized

  Scenario: Without a token nobody is known
    Given Mia uses a valid token of "mia"
    And Mia uses no token
    When Mia sends GET "/me"
    Then the status is unauthorized
    And the field "detail" is Not authenticated

  Scenario: Members may not add books
    Given Mia uses a valid token of "mia"
    And we look at the database
    When Mia sends POST "/books" with the fields:
      | field | value           |
      | isbn  | "9780141439587" |
      | title | Emma            |
    Then the status is forbidden
    And the field "detail" is "Only librarians may do this"
    And nothing has changed in the database

  Scenario: Nobody may remove books
    Given the table "books" has the rows:
      | id | isbn          | title |
      | 7  | 9780141439587 | Emma  |
    When a client sends DELETE "/books/7"
    Then the status is unauthorized
    And the number of rows in "books" is 1

  Scenario: A log-in ends after half an hour
    Given the clock stands at "2030-05-01T09:00:00Z"
    And Mia logs in at "/token" with the form:
      | name     | value          |
      | username | mia            |
      | password | reading-is-fun |
    When the clock moves on by 29 minutes
    And Mia sends GET "/me"
    Then the status is ok
    When the clock moves on by 1 minute
    And Mia sends GET "/me"
    Then the status is unauthorized
