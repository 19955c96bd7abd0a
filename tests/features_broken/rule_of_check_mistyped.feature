Feature: Looking up a user

  # steps: ignore two-wehns
  Scenario: Nobody is found
    When someone looks up Bob
    Then nobody is found
