Feature: Looking up a user

  Scenario: A user is found
    | name  | job      |
    | Alice | Designer |
    When someone looks up Alice
    Then the answer is Designer
