Feature: Looking up a user

  Ruel: Everyone can look up

  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found
