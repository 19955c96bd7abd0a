Feature: Reading a text

  Scenario Outline: A text with <mark> is read
    Given these users are registered:
      | name  | job        |
      | Alice | <mark> job |
    And the service answers with this text:
      """<kind>
      <p>A <mark> and <b>bold</b> text, <em>as it is</em></p>
      """
    When someone looks up Alice
    Then the answer is <mark>

    Scenarios:
      | mark    | kind |
      | $1      | html |
      | \\d+    | text |
      | a \| b  | text |
      | <b>     | text |
