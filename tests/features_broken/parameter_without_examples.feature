Feature: Looking up a user

  Scenario: A user is found
    Given <name> is registered as a Designer
    When someone looks up Alice
    Then nobody is found
