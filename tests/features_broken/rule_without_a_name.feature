Feature: Looking up a user

  Rule:

    Scenario: Nobody is found
      When someone looks up Bob
      Then nobody is found
