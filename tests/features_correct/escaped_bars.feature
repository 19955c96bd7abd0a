Feature: Looking up a user

  Scenario: T
    Given these users are registered:
      | name | job |
      | A\|b | D\\ |
    When someone looks up Alice
    Then the answer is Designer
