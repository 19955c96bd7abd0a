@contract
Feature: The contract of large requests
  Nobody's request takes the memory that everybody needs: a body has at most 1 MiB.

  Rule: A body that is too large is refused

    Scenario Outline: A body of <size> bytes is answered with <status>
      When a client sends POST "<path>" with a body of <size> bytes
      Then the status is <status>

      Examples:
        | path                             | size    | status |
        | /users?username=Bob&job=Designer | 1048576 |    422 |
        | /users?username=Bob&job=Designer | 1048577 |    413 |
        | /token                           | 1048577 |    413 |

    Scenario: The refusal says why
      When a client sends POST "/token" with a body of 5000000 bytes
      Then the status is 413
      And the JSON body is:
        """json
        {"detail": "Request body too large"}
        """
