Feature: What a wrong response is told

  Scenario: A status
    The response is not 201 Created, but 200 OK, text/plain; charset=utf-8: Good day!.

    When a client sends GET "/greeting"
    Then the status is created

  Scenario: A header
    The header is not as expected in 1 place:
    Content-Type: expected "application/json", got "text/plain; charset=utf-8"

    When a client sends GET "/greeting"
    Then the header "Content-Type" is application/json

  Scenario: A header that is not there
    Content-Typ: expected present, got absent; did you mean "content-type"?

    When a client sends GET "/greeting"
    Then the header "Content-Typ" is present

  Scenario: Several headers
    A header is not as expected in 2 places:
    Content-Length: expected 10, got "9"
    Content-Language: expected any string, got absent; did you mean "content-length"?

    When a client sends GET "/greeting"
    Then the response has the headers:
      | name             | value      |
      | Content-Type     | any string |
      | Content-Length   | 10         |
      | Content-Language | any string |

  Scenario: A cookie
    The cookie is not as expected in 1 place:
    sesion: expected any string, got absent; did you mean "session"?

    When a client sends POST "/login" with the form:
      | name     | value       |
      | username | mia         |
      | password | open-sesame |
    Then the cookie "sesion" is any string

  Scenario: An attribute of a cookie
    The cookie "session" has not the attribute "Secure", it has: httponly, path=/, samesite=lax.

    When a client sends POST "/login" with the form:
      | name     | value       |
      | username | mia         |
      | password | open-sesame |
    Then the cookie "session" has the attribute "Secure"

  Scenario: A content type
    The content type is "text/plain; charset=utf-8", not "application/json".

    When a client sends GET "/greeting"
    Then the content type is "application/json"

  Scenario: A redirect elsewhere
    The response redirects to "/new?from=old", not to "/new".

    When a client sends GET "/old"
    Then the response redirects to "/new"

  Scenario: No redirect
    The response does not redirect, it is 200 OK, text/plain; charset=utf-8: Good day!.

    When a client sends GET "/greeting"
    Then the response redirects to "/new"

  Scenario: Nothing to follow
    The response is 200 OK, not a redirect.

    Given a client sends GET "/greeting"
    When a client follows the redirect

  Scenario: A slow answer
    ms, not less than 0 ms.

    When a client sends GET "/greeting"
    Then the response took less than 0 ms

  Scenario: Something that never holds
    After 0 seconds the body of "/cities" is not as expected in 1 place:
    $.total: expected 8, got 7

    Then within 0 seconds a client sees at "/cities":
      | field | value |
      | total | 8     |

  Scenario: Responses at once
    The responses are 3 times 201 Created, not 1 times 201 Created and 2 times 409 Conflict.

    When a client sends POST "/tickets" 3 times at once
    Then the responses are:
      | status   | number |
      | created  | 1      |
      | conflict | 2      |
