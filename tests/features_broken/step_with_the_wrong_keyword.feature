Feature: Looking up a user

  Scenario: A user is found
    When someone looks up Alice
    Then Alice is registered as a Designer
