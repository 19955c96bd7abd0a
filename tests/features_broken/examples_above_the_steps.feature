Feature: Looking up a user

  Scenario Outline: x <n>
    Examples:
      | n |
      | 1 |
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
