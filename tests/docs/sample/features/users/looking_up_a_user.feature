@users
Feature: Looking up a user
  Colleagues find each other by username, without knowing anything else.

  * Whoever asks must be logged in.
  * What is private stays private.

  Scenario: A known user is found
    Given these people are registered
      | username | job      | city      |
      | alice    | Engineer | Lisbon    |
      | bob      | Designer | Rotterdam |
    When someone looks up "bob"
    Then they see
      """json
      {"username": "bob", "job": "Designer"}
      """

  Scenario: An unknown user is not found
    When someone looks up "nobody"
    Then the look-up finds nobody

  @wip
  Scenario: A former user is remembered
    Given "carol" has left
    When someone looks up "carol"
    Then the look-up says when "carol" left

  Scenario: A user is found by a part of the name
    When someone searches for "ali"
    Then the search finds "alice"

  @skip
  Scenario: A user is found by a photograph
    When someone looks up a photograph of "alice"
    Then the look-up finds "alice"
