Feature: Looking up a user
# language: de

  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found
