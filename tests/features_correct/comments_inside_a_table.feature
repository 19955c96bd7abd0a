Feature: Looking up a user

  Scenario: T
    Given these users are registered:
      | name | job |

      # c
      | Alice | D |
    When someone looks up Alice
    Then the answer is Designer
