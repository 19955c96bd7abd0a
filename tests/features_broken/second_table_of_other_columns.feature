Feature: Looking up a user

  Scenario Outline: <n>
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
    Examples:
      | n |
      | 1 |
    Examples:
      | m |
      | 1 |
