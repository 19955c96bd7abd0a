Feature: Looking up a user

  @flaky(twice)
  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found
