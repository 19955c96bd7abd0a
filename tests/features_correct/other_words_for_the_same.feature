Business Need: Looking up a user

  Example: A user is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer

  Scenario Template: Many are found
    Given <name> is registered as a Designer
    When someone looks up <name>
    Then the answer is Designer

    Scenarios:
      | name  |
      | Alice |
