Feature: Looking up a user

  Scenario: A user is found
    Given these users are registered:
      | name  | job      |
      | Alice | Designer |
    and nobody else
    When someone looks up Alice
    Then the answer is Designer
