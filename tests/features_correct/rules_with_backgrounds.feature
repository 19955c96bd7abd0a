@smoke
Feature: Looking up a user
  People ask for a colleague's job by name.

  Background:
    Given nobody is registered

  Scenario: Nobody is found at first
    When someone looks up Alice
    Then nobody is found

  @critical
  Rule: Whoever is registered is found

    Background: Alice is there
      Given Alice is registered as a Designer

    Scenario: Alice is found
      When someone looks up Alice
      Then the answer is Designer

    @slow
    Example: Bob is not found
      When someone looks up Bob
      Then nobody is found

  Rule: Everyone has a job

    Scenario: An engineer is found
      Given Bob is registered as an Engineer
      When someone looks up Bob
      Then the answer is Engineer
