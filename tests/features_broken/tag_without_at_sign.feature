Feature: Looking up a user

  Scenario: Nobody is found
    When someone looks up Alice
    Then nobody is found

  smoke
  Scenario: A user is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
