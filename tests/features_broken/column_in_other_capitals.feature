Feature: Looking up a user

  Scenario Outline: <Name>
    Given <Name> is registered as a Designer
    When someone looks up <Name>
    Then the answer is Designer
    Examples:
      | name |
      | Alice |
