Feature: Looking up a user

  Background
    Given Alice is registered as a Designer

  Scenario: A user is found
    When someone looks up Alice
    Then the answer is Designer
