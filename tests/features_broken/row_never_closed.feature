Feature: Looking up a user

  Scenario: A user is found
    Given these users are registered:
      | name
      | Alice
    When someone looks up Alice
    Then nobody is found
