Feature: Looking up a user

  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found

  @smoke
