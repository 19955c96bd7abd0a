Feature: Looking up a user

  @smoke #comment
  Scenario: A user is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
