Feature: Looking up a user

  Scenario: x
    @smoke
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
