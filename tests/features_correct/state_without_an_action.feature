Feature: Starting up

  Scenario: Nobody is there at first
    Given nobody is registered
    Then nobody is found
