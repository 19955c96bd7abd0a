Feature: Looking up a user

  Scenario: Renée is found
    When someone looks up Renée
    Then nobody is found
