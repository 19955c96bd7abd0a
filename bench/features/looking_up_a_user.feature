Feature: Looking up a user
  Anyone may learn what a colleague does.

  Background:
    Given "grace" is registered as "Admiral"

  # <scenario>
  Scenario: A known user is found _000
    Given "ada_000" is registered as "Analyst"
    When someone looks up "ada_000"
    Then the user is found
    And their job is "Analyst"

  # </scenario>
  # <outline>
  Scenario Outline: Only the exact name finds a user
    Given "<known>" is registered as "Analyst"
    When someone looks up "<asked>"
    Then nobody is found
    And "<known>" is known as "Analyst"

    Examples:
      | known   | asked   |
      # <row>
      | ada_000 | Ada_000 |
      # </row>
  # </outline>
