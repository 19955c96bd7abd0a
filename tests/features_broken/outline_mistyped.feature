Feature: Looking up a user

  Scenario Outlin: A user is found
    Given <name> is registered as a Designer
    When someone looks up <name>
    Then the answer is Designer

    Examples:
      | name  |
      | Alice |

  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found
