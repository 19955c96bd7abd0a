Feature: What cannot be done is told

  Scenario: A wrong password at a log-in
    Mia cannot log in: 401 Unauthorized, application/json: {"detail":"Wrong password"}.

    Given Mia logs in at "/login" with the form:
      | name     | value |
      | username | mia   |
      | password | guess |

  Scenario: A field that is not there to remember
    ; did you mean "id"?.

    Given a client sends POST "/jobs" with the fields:
      | field  | value |
      | number | 1     |
    Then we remember the field "idd" as "job"

  Scenario: A header that is not there to remember
    There is no header "Locaton" to remember; did you mean "location"?

    Given a client sends POST "/jobs" with the fields:
      | field  | value |
      | number | 1     |
    Then we remember the header "Locaton" as "job"

  Scenario: Somebody without a response
    Mia has not got a response yet.

    When we look at the last response of Mia
