Feature: Speaking plainly
  Not every answer is JSON.

  Scenario: A text is shouted back
    When a client sends POST "/shout" with a body of the type "text/plain":
      """
      wake up,
      please
      """
    Then the content type is "text/plain"
    And the body is the text:
      """
      WAKE UP,
      PLEASE
      """

  Scenario: The greeting follows the language of the request
    Given Greta uses the header "Accept-Language" with the value "de-AT"
    When Greta sends GET "/greeting"
    And a client sends GET "/greeting"
    Then the body contains "Good day"
    When we look at the last response of Greta
    Then the body contains "Guten Tag"
    And the content type is "text/plain; charset=utf-8"

  Scenario: The greeting is said once, and not cached
    When a client sends GET "/greeting" with the headers:
      | name            | value |
      | Accept-Language | de    |
    Then the body contains "Guten Tag"
    And the body does not contain "Good day"
    And the response has the headers:
      | name           | value                      |
      | Content-Type   | starting with "text/plain" |
      | Content-Length | 10                         |
      | Set-Cookie     | absent                     |

  Scenario: A remembered number is a number
    Given we remember the value 7 as "number"
    When a client sends POST "/jobs" with the JSON:
      """json
      {"number": {number}}
      """
    Then the status is accepted

  Scenario Outline: Broken JSON is refused
    When a client sends POST "/jobs" with a body of the type "application/json":
      """
      <body>
      """
    Then the status is unprocessable content
    And the field "detail[0].type" is <type>

    Examples:
      | body          | type                 |
      | {"number": 1  | json_invalid         |
      | {"nummer": 1} | missing              |
      | {"number": x} | json_invalid         |
      | []            | not "json_invalid"   |

  @undocumented
  Scenario: A path that is not there is not found
    When a client sends GET "/nowhere"
    Then the status is not found

  @undocumented
  Scenario: A method that does not fit is refused
    When a client sends DELETE "/greeting"
    Then the status is method not allowed
    And the header "Allow" is GET
