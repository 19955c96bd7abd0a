@contract
Feature: The contract of /health
  Whoever runs the service asks here whether it can do its work.

  Scenario: The database answers
    When a client sends GET "/health"
    Then the status is 200
    And the JSON body is:
      """json
      {"status": "ok"}
      """
