Feature: Looking up a user

  Scenario Outline: A user is found
    Given these users are registered:
      | name   | job      |
      | <nane> | Designer |
    When someone looks up <name>
    Then the answer is Designer

    Examples:
      | name  |
      | Alice |
