Feature: Reading a text

  Scenario: The text is read
    Given the service answers with this text:
      """

      """ is empty
    When someone looks up Alice
    Then nobody is found
