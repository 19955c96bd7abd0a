@us-11
Feature: Looking up a user

  @us-12 @jira:ABC-1
  Scenario: A user is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer

  @us-13 @jira:ABC-2 @flaky(3)
  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found
