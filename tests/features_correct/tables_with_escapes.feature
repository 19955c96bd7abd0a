Feature: Registering many

  Scenario: Odd names are kept
    Given these users are registered:
      | name          | job           |
      | pipe \| pipe  | back \\ slash |
      | line\nbreak   |               |
      |               | 日本語        |
      | 👩‍👩‍👧 family     | مهندسة        |
    When someone looks up Zoë
    Then nobody is found
