Feature: Looking up a user

  @needs review
  Scenario: Nobody is found
    When someone looks up Alice
    Then nobody is found
