Feature: Secure access
  Only a person with a token that is still valid gets in.

  Background:
    Given a visitor called "grace"

  # <scenario>
  Scenario: A fresh token opens the secure area _000
    Given the visitor's token was issued 5 minutes ago
    When the visitor opens the secure area
    Then access is granted
    And the service knows the visitor as "grace"

  # </scenario>
  # <outline>
  Scenario Outline: A token opens nothing once it expired
    Given the visitor's token was issued <minutes> minutes ago
    When the visitor opens the secure area
    Then access is refused: "<reason>"

    Examples:
      | minutes | reason        |
      # <row>
      | 20      | Token expired |
      # </row>
  # </outline>
