# A comment above all

# language: en
# Another one
@smoke # why it is here
# between tags
@slow
# above the feature
Feature: Looking up a user # part of the name
  # in the description
  A description.
  # and below it

  # above a scenario
  Scenario: A user is found
    # above a step
    Given these users are registered:
      # above a table
      | name  | job      |
      # in a table
      | Alice | Designer |
    # below a table
    When someone looks up Alice
    # When someone looks up Bob
    Then the answer is Designer

  #Scenario: Not now
  #  Given nothing
  # the end
