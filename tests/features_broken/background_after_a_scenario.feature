Feature: Looking up a user

  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found

  Background:
    Given Alice is registered as a Designer
