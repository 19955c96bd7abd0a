Feature: Reading a text

  Scenario: JSON is read
    Given the service answers with this text:
      """json
      {"quotes": "```", "escaped": \"\"\"}
        # no comment
        | no | table |
      @no-tag

      Scenario: nor is this
      """
    When someone looks up Alice
    Then nobody is found

  Scenario: Markdown is read
    Given the service answers with this text:
      ```markdown
      """
      Given this is no step
      """
      ```
    When someone looks up Alice
    Then nobody is found

  Scenario: Nothing is read
    Given the service answers with this text:
      """
      """
    When someone looks up Alice
    Then nobody is found

  Scenario: An empty line is read
    Given the service answers with this text:
      """

      """
    When someone looks up Alice
    Then nobody is found
