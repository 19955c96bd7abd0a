Feature: Looking up a user

  Rule: Whoever is registered is found

    Scenario: A user is looked up
      Given Alice is registered as a Designer
      When someone looks up Alice
      Then the answer is Designer

  Rule: Whoever is not registered is not found

    Scenario: A user is looked up
      When someone looks up Bob
      Then nobody is found
