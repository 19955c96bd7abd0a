Feature: Looking up a user

  Rule: R
  Scenario: A user is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
    Background:
      Given Alice is registered as a Designer
