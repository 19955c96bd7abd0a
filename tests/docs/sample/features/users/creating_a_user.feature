@users
Feature: Creating a user
  Everyone is known by one username, so that a look-up never finds two people.

  Background:
    Given the service is running
    And nobody is registered

  Rule: A username belongs to one person
    Usernames are compared **without** regard to case.

    @REQ-12 @smoke
    Scenario: A new username is accepted
      When someone registers "alice" as an "Engineer"
      Then the registration is accepted
      And "alice" is an "Engineer"

    @REQ-12
    Scenario: A taken username is refused
      Given "alice" is registered as an "Engineer"
      When someone registers "alice" as a "Designer"
      Then the registration is refused: "User already exists"
      And "alice" is still an "Engineer"

    @concurrent @slow
    Scenario: Twenty people race for one username
      When 20 people register "zoe" at the same moment
      Then exactly one registration is accepted
      And all others are refused: "User already exists"

  Rule: A username can be typed on any keyboard

    @REQ-14
    Scenario Outline: A username is <verdict> when it is <problem>
      When someone registers "<username>" as an "Engineer"
      Then the registration is <verdict>

      Examples: Within the limits
        | username | problem                | verdict  |
        | al       | as short as can be     | accepted |
        | al-ice_9 | made of mixed signs    | accepted |

      @slow
      Examples: Beyond them
        | username | problem                | verdict  |
        | a        | too short              | refused  |
        | älice    | not plain              | refused  |
        | al ice   | broken by a space      | refused  |
