Feature: Looking up a user

  Scenario: Zoë is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer

  Scenario: Zoë is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
