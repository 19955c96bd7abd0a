Feature: Looking up a user

  Rule: Whoever is registered is found

    Scenario: A user is found
      Given Alice is registered as a Designer
      When someone looks up Alice
      Then the answer is Designer

  Rule: Whoever is not registered is not found
