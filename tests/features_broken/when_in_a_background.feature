Feature: Looking up a user

  Background:
    When someone registers Alice as a Designer

  Scenario: A user is found
    Then the answer is Designer
