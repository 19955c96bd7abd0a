@contract
Feature: The contract of /users
  Programs that read the directory rely on these exact answers.

  Background:
    Given Alice is registered as an Engineer

  Rule: GET /users/{username} answers with the person

    Scenario: A person who is there
      When a client sends GET "/users/Alice"
      Then the status is 200
      And the header "Content-Type" is "application/json"
      And the JSON body is:
        """json
        {"username": "Alice", "job": "Engineer"}
        """

    Scenario: A person who is not there
      When a client sends GET "/users/Bob"
      Then the status is 404
      And the JSON body is:
        """json
        {"detail": "User not found"}
        """

  Rule: POST /users answers once per username

    Scenario: A new person
      When a client sends POST "/users?username=Bob&job=Designer"
      Then the status is 200
      And the JSON body is:
        """json
        {"message": "User created", "username": "Bob"}
        """

    Scenario: A taken username
      When a client sends POST "/users?username=Alice&job=Designer"
      Then the status is 400
      And the JSON body is:
        """json
        {"detail": "User already exists"}
        """

  Rule: Invalid input is named, and never echoed

    Scenario: Nothing was given
      When a client sends POST "/users"
      Then the status is 422
      And the JSON body is:
        """json
        {
          "detail": [
            {"type": "missing", "loc": ["query", "username"], "msg": "Field required"},
            {"type": "missing", "loc": ["query", "job"], "msg": "Field required"}
          ]
        }
        """

    Scenario: A password that is too short
      When a client sends POST "/users?username=Bob&job=Designer" with the JSON:
        """json
        {"password": "hunter2"}
        """
      Then the status is 422
      And the body does not contain "hunter2"

    Scenario Outline: A body that holds no password: <body> as <type>
      When a client sends POST "/users?username=Bob&job=Designer" with a body of the type "<type>":
        """
        <body>
        """
      Then the status is 422
      And the body does not contain "hunter22"

      Examples:
        | type                | body                  |
        | application/json    | ["hunter22"]          |
        | application/json    | {password: hunter22}  |
        | application/json    | {"hunter22": NaN}     |
        | text/plain          | hunter22              |
        | multipart/form-data | hunter22, no boundary |
