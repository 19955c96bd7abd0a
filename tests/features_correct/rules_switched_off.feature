Feature: Looking up a user

  # steps: ignore two-whens
  Scenario: A user is registered, then found
    When someone registers Alice as a Designer
    When someone looks up Alice
    Then the answer is Designer

  Rule: Order

    # steps: ignore then-before-when, two-whens
    @smoke
    Scenario: A user is not found, then registered, then found
      When someone looks up Alice
      Then nobody is found
      # steps: ignore given-after-when
      Given Alice is registered as a Designer
      When someone looks up Alice
      Then the answer is Designer
