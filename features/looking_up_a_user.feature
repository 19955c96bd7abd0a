Feature: Looking up a user
  Whoever works with the directory wants to know what a colleague does, without asking around.

  Background:
    Given Alice is registered as an Engineer
    And Bob is registered as a Designer

  Rule: A registered person is found by their username

    Scenario: A known person is found
      When someone looks up Alice
      Then the directory shows Alice as an Engineer

    Scenario: Everyone is shown with their own job
      When someone looks up Bob
      Then the directory shows Bob as a Designer

    Scenario: Upper and lower case are different names
      When someone looks up "alice"
      Then nobody of that name is found

    Scenario: An unknown person is not found
      When someone looks up Carol
      Then nobody of that name is found
