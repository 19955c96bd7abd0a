Feature: Looking up a user

  Scenario: Nobody is found
    Then nobody is found
    When someone looks up Bob
