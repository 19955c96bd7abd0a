Feature: Looking up a user

  Scenario: "' $(x) `y` %s {z} <b>
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
