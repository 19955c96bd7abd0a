Feature: Leaving

  Scenario: A user leaves
    When Alice leaves for good
    Then nobody is found
