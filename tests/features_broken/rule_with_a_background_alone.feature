Feature: Looking up a user

  Rule: One
    Background:
      Given Alice is registered as a Designer
