Scenario: A user is found
  Given Alice is registered as a Designer
