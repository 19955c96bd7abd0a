Feature: Looking up a user

  Scenario: A user is looked up
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer

  Scenario: A user is looked up
    When someone looks up Bob
    Then nobody is found
