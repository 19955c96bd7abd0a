@contract
Feature: The contract of /token and /secure
  OAuth2 clients rely on the form of the token answer (RFC 6749) and of every refusal (RFC 6750).

  Rule: POST /token takes the OAuth2 password form

    Scenario: A refusal says nothing about the person
      When a client sends POST "/token" with the form:
        | name     | value                 |
        | username | Mallory               |
        | password | correct horse battery |
      Then the status is 401
      And the header "WWW-Authenticate" is "Bearer"
      And the JSON body is:
        """json
        {"detail": "Incorrect username or password"}
        """

    Scenario: A form without its fields
      When a client sends POST "/token"
      Then the status is 422

  Rule: Every refusal of /secure says how to ask

    Scenario: Without credentials there is no error code
      When a client sends GET "/secure"
      Then the status is 401
      And the header "WWW-Authenticate" is "Bearer"
      And the JSON body is:
        """json
        {"detail": "Not authenticated"}
        """

    Scenario: A token that is none
      When a client sends GET "/secure" with the headers:
        | name          | value              |
        | Authorization | Bearer not.a.token |
      Then the status is 401
      And the response has the headers:
        | name             | value                                                           |
        | WWW-Authenticate | Bearer error="invalid_token", error_description="Invalid token" |
      And the JSON body is:
        """json
        {"detail": "Invalid token"}
        """

    Scenario: A token whose time is over
      When Alice opens the secure page with an expired token
      Then the status is 401
      And the response has the headers:
        | name             | value                                                           |
        | WWW-Authenticate | Bearer error="invalid_token", error_description="Token expired" |
      And the JSON body is:
        """json
        {"detail": "Token expired"}
        """

    Scenario: The scheme is the same in small letters
      When a client sends GET "/secure" with the headers:
        | name          | value              |
        | Authorization | bearer not.a.token |
      Then the JSON body is:
        """json
        {"detail": "Invalid token"}
        """
