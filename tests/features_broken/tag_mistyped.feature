Feature: Looking up a user

  @smoek
  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found
