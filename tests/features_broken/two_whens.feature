Feature: Looking up a user

  Scenario: A user is found
    When someone registers Alice as a Designer
    When someone looks up Alice
    Then the answer is Designer
