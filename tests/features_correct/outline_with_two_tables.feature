Feature: Looking up a user

  Scenario Outline: <name> is found
    Given <name> is registered as a <job>
    When someone looks up <name>
    Then the answer is <job>

    @smoke
    Examples: People of the product
      Who decides what is built.

      | name  | job      |
      | Alice | Designer |

    @slow
    Examples: People of the office
      | job     | name |
      | Manager | Bob  |
      | Manager | Zoë  |
