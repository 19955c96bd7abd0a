Feature: Looking up a user

  Scenario: A user is found

  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found
