Feature: Creating a user
  Everyone is known by one username, so that a look-up never finds two people.

  Background:
    Given "grace" is registered as "Admiral"

  # <scenario>
  Scenario: A new username is accepted _000
    When someone registers "ada_000" as "Analyst"
    Then the registration is accepted
    And "ada_000" is known as "Analyst"
    And "grace" is known as "Admiral"

  # </scenario>
  # <outline>
  Scenario Outline: A taken username is refused
    When someone registers "grace" as "<job>"
    Then the registration is refused
    And "grace" is known as "Admiral"

    Examples:
      | job          |
      # <row>
      | Designer_000 |
      # </row>
  # </outline>
