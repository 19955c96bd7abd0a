Feature: Looking up a user

  Scenario Outline: A user is found
    Given <name> is registered as a Designer
    When someone looks up <nmae>
    Then the answer is Designer

    Examples:
      | name  |
      | Alice |
