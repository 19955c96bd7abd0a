Feature: Creating a user

  Scenario: One of many is accepted
    When twenty people register "zoe" at the same moment
    Then exactly one registration is accepted
