Feature: Looking up a user

  Scenario Outline: all
    Given < name > is registered as a Designer
    When someone looks up < name >
    Then the answer is Designer
    Examples:
      | name |
      | Alice |
