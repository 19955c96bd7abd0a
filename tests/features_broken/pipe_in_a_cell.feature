Feature: Looking up a user

  Scenario: A user is found
    Given these users are registered:
      | name  | job                  |
      | Alice | Designer | Developer |
    When someone looks up Alice
    Then the answer is Designer
