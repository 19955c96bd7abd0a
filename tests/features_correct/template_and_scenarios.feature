Feature: Looking up a user

  Scenario Template: x <n>
    Given <n> is registered as a Designer
    When someone looks up <n>
    Then the answer is Designer
    Scenarios:
      | n |
      | Alice |
