Feature: Looking up a user

  Scenario Outline: A user is found
    Given <name> is registered as a Designer
    When someone looks up <name>
    Then the answer is Designer

    Examples:
