# language: klingon
Feature: Looking up a user

  Scenario: Nobody is found
    When someone looks up Alice
    Then nobody is found
