Feature: Creating a user

  Scenario: A taken username is refused
    Given Alice is registered as a Designer
    When someone registers Alice as a Tester
    Then the registration is refused: “User already exists”
