# steps: ignore tag-typo
Feature: Looking up a user
  Whoever asks is answered.
  # steps: ignore keyword-in-description
  Given: this is the name of a form that people fill in

  @smok
  Scenario: A user is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer

  # steps: ignore same-name
  Scenario: A user is found
    Given Bob is registered as a Designer
    When someone looks up Bob
    Then the answer is Designer
