Feature: Moving on
  Old addresses lead to new ones, and long work is done behind the counter.

  Scenario: An old address leads to the new one
    When a client sends GET "/old"
    Then the status is permanent redirect
    And the response redirects to "/new?from=old"

  Scenario: a client follows
    Given a client sends GET "/old"
    When a client follows the redirect
    Then the status is ok
    And the field "from" is old

  Scenario: Long work is accepted, and done in a moment
    When a client sends POST "/jobs" with the fields:
      | field  | value |
      | number | 12    |
    Then the status is accepted
    And the response took less than 5000 ms
    And the field "state" is one of ["waiting", "running"]
    And we remember the header "Location" as "job"
    And within 5 seconds a client sees at "{job}":
      | field  | value |
      | state  | done  |
      | result | 144   |

  Scenario: Work for an unknown number cannot be asked for
    Given we remember a new word as "job"
    When a client sends GET "/jobs/{job}"
    Then the status is not found
    And the field "detail" is "No such job"

  Scenario: Everyone draws a ticket of their own
    When a client sends POST "/tickets" 20 times at once
    Then the responses are:
      | status  | number |
      | created | 20     |

  Scenario: The counters do different things at once
    When these requests are sent at once:
      | person | method | path        | body          |
      | Mia    | POST   | /tickets    |               |
      | Lou    | POST   | /jobs       | {"number": 3} |
      | Ann    | GET    | /jobs/never |               |
    Then the responses are:
      | status    | number |
      | created   | 1      |
      | accepted  | 1      |
      | not found | 1      |
