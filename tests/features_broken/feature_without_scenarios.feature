Feature: Looking up a user
  This will be written soon.
