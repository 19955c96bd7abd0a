Feature: Looking up a user

  Scenario Outline: case <n>
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
    Examples:
      | n |
      | 1 |
      | 2 |
