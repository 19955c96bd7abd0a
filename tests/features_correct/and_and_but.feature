Feature: Looking up a user

  Scenario: A user is found
    Given nobody is registered
    And Alice is registered as a Designer
    But Bob is registered as an Engineer
    When someone looks up Alice
    Then the answer is Designer
    But nobody is found
