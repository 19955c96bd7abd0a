Feature: Reading a text

  Scenario: Both are taken
    Given the service answers with this text for these users:
      | name  |
      | Alice |
      """
      Hello
      """
    When someone looks up Alice
    Then nobody is found
