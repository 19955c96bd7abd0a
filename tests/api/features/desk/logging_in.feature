Feature: Logging in
  Some rooms are open to those who are known only.

  Scenario: A cookie keeps people logged in
    When a client sends POST "/login" with the form:
      | name     | value       |
      | username | mia         |
      | password | open-sesame |
    Then the status is no content
    And the body is empty
    And the cookie "session" is matching "^[0-9a-f]{16}$"
    And the cookie "session" has the attribute "HttpOnly"
    And the cookie "session" has the attribute "SameSite=lax"
    When a client sends GET "/profile"
    Then the field "username" is mia

  Scenario: Two people have a session each
    Given Mia logs in at "/login" with the form:
      | name     | value       |
      | username | mia         |
      | password | open-sesame |
    And Lou logs in at "/login" with the form:
      | name     | value       |
      | username | lou         |
      | password | open-sesame |
    When Mia sends GET "/profile"
    And Lou sends GET "/profile"
    Then the field "username" is lou
    When we look at the last response of Mia
    Then the field "username" is mia

  Scenario: Who is not logged in sees no profile
    When a client sends GET "/profile"
    Then the status is unauthorized
    And the cookie "session" is absent
    And the field "detail" is "Please log in"

  Scenario: A session that nobody has opened is worth nothing
    Given a client uses the cookie "session" with the value "0123456789abcdef"
    When a client sends GET "/profile"
    Then the status is 401

  Scenario: A wrong password is refused
    When a client sends POST "/login" with the form:
      | name     | value |
      | username | mia   |
      | password | 1234  |
    Then the status is 401 Unauthorized

  Scenario: A missing password is told
    When a client sends POST "/login" with the form:
      | name     | value |
      | username | mia   |
    Then the JSON body includes:
      """json
      {"detail": [{"loc": ["body", "password"], "msg": any string}]}
      """

  Scenario: Staff show name and password with each request
    Given Lou uses the name "lou" with the password "keys-please"
    When Lou sends GET "/staff"
    Then the JSON body is:
      """json
      {"name": "lou"}
      """

  Scenario: A wrong staff password is asked for again
    Given Lou uses the name "lou" with the password "please"
    When Lou sends GET "/staff"
    Then the status is unauthorized
    And the header "WWW-Authenticate" is starting with "Basic"

  Scenario Outline: The desk speaks the language of a cookie
    Given a client uses the cookie "language" with the value "<language>"
    When a client sends GET "/language"
    Then the field "language" is <language>

    Examples:
      | language |
      | de       |
      | nb       |
