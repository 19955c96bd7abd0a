# Feature: Looking up a user
#   Scenario: Nobody is found
