Feature: Creating a user

  Scenario: A user is created
    When someone registers Alice as a Designer
    the answer is Designer
