Feature: Looking up a user

  Scenario:
    When someone looks up Bob
    Then nobody is found
