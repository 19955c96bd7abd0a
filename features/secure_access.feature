Feature: Secure access
  The secure page opens to whoever shows a token of ours, and to nobody else: a token cannot be made up, changed, or
  used after its time.

  Rule: A token of ours opens the secure page

    Scenario: A valid token is accepted
      When Alice opens the secure page with a valid token
      Then the secure page opens for Alice

    Scenario: The secure page shows what the token says
      Given Alice holds a token with these claims:
        | claim | value                |
        | role  | auditor              |
        | iss   | another part of ours |
      When Alice shows that token at the secure page
      Then the secure page opens for Alice
      And it shows the role "auditor"

  Rule: Nothing else does

    Scenario Outline: <token> is refused: <reason>
      When Alice opens the secure page with <token>
      Then access is refused: "<reason>"

      Examples: No token was shown
        | token                                | reason            |
        | no token                             | Not authenticated |
        | a valid token under the scheme Basic | Not authenticated |

      Examples: Its time is over
        | token            | reason        |
        | an expired token | Token expired |

      Examples: It is none of ours
        | token                               | reason        |
        | an empty token                      | Invalid token |
        | a malformed token                   | Invalid token |
        | a token signed with another secret  | Invalid token |
        | a token signed by another algorithm | Invalid token |
        | an unsigned token                   | Invalid token |
        | a tampered token                    | Invalid token |
        | a forged and expired token          | Invalid token |
        | a token that is not valid yet       | Invalid token |
        | a token without expiry              | Invalid token |
        | a token without a name              | Invalid token |
        | two valid tokens at once            | Invalid token |
