Feature: Looking up a user

  Scenario: A user is found
    When someone looks up Alice
    Given Alice is registered as a Designer
    Then the answer is Designer
