@contract
Feature: Errors that a program can read
  Whoever writes a client learns from the answer alone what went wrong.

  Scenario: An unknown path answers 404
    When a client sends GET "/nowhere"
    Then the status is 404

  Scenario: A body that is no JSON answers 422
    When a client posts "{" to "/users"
    Then the status is 422
    And the problem names "body"
