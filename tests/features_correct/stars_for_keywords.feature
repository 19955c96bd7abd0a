Feature: Looking up a user

  Scenario: A user is found
    * nobody is registered
    * Alice is registered as a Designer
    * someone looks up Alice
    * the answer is Designer

  Scenario: Stars continue keywords
    Given nobody is registered
    * Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
