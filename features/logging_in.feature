Feature: Logging in
  A password shows that somebody is who they say. It is chosen when the person is registered, and never shown again.

  Rule: The right password is exchanged for a token

    Scenario: Alice logs in
      Given Alice is registered with the password "correct horse battery"
      When Alice logs in with the password "correct horse battery"
      Then Alice is logged in
      And the token opens the secure page for Alice

  Rule: A refusal never tells whether the person exists

    Scenario Outline: <person> is refused with <what>
      Given Alice is registered with the password "correct horse battery"
      And Bob is registered as a Designer
      When <person> logs in with the password "<password>"
      Then the log-in is refused: "Incorrect username or password"

      Examples:
        | person  | password              | what                     |
        | Alice   | wrong horse battery   | a wrong password         |
        | Alice   | CORRECT HORSE BATTERY | the password in capitals |
        | Bob     | correct horse battery | no password of their own |
        | Mallory | correct horse battery | a name that nobody has   |

  Rule: A password has 8 to 128 characters

    Scenario Outline: A password of <length> characters is <answer>
      When someone registers Carol with a password of <length> characters
      Then the registration is <answer>

      Examples:
        | length | answer                             |
        |      7 | refused: the password is not valid |
        |      8 | accepted                           |
        |    128 | accepted                           |
        |    129 | refused: the password is not valid |
