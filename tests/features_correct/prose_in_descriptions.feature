Feature: Looking up a user
  Given a name, the service answers with a job. When there is none, it says so.

  **Why:** people ask each other; then they wait.
  Note: scenarios below are examples, and examples are short.
  Rules are numbered in the handbook:

    1. One name, one person.
    2. One person, one job.
       * also on Sundays

  Background reading: the handbook, chapter 3.

  Scenario: A known user is found
    As someone who is new here
    I want to know who does what
    So that I ask the right person

    The example below is from the handbook.

    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer

  Scenario Outline: Many are found
    All of them are invented.

    Given <name> is registered as a Designer
    When someone looks up <name>
    Then the answer is Designer

    Examples:
      From the handbook: page 4.

      | name  |
      | Alice |
