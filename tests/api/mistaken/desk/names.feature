Feature: What is mistaken before anything runs

  Scenario: Words that mean nothing
    line 2, column 16: `any numbr` is not known; did you mean "any number"? (a text stands in quotes)

    When a client sends GET "/cities"
    Then the JSON body is:
      """json
      {
        "total": any numbr
      }
      """

  Scenario: A table with another header
    the table's header is | name | value |, but must be | field | value |

    When a client sends GET "/cities"
    Then the body has the fields:
      | name  | value |
      | total | 7     |

  Scenario: No path
    "items[*]" is no JSONPath: expected 'TOKEN_ROOT', found 'TOKEN_NAME'

    When a client sends GET "/cities"
    Then the values at "items[*]" are []

  Scenario: A method that HTTP does not have
    "GETT" is no HTTP method; did you mean "GET"?

    When a client sends GETT "/cities"

  Scenario: Something new that cannot be made
    a new "e-mial" cannot be made; did you mean "e-mail"?; kinds: e-mail, username, uuid, number, word

    Given we remember a new e-mial as "address"

  Scenario: A cell that is no JSON
    the table, "number", cell `[1`: this is no JSON: Expecting ',' delimiter at character 3

    When a client sends POST "/jobs" with the fields:
      | field  | value |
      | number | [1    |

  Scenario: A unit of time that does not exist
    "minuts" is no unit of time; did you mean "minute"?; units: second, minute, hour, day, week

    When the clock moves on by 5 minuts

  Scenario: A status that does not exist
    "creatd" is no name of a status; did you mean "created"? (RFC 9110, or a number such as 201)

    When a client sends GET "/greeting"
    Then the status is creatd

  Scenario: A status that contradicts itself
    "200 Created" is no status; write 201, created or 201 Created

    When a client sends GET "/greeting"
    Then the status is 200 Created

  Scenario: An unknown path
    the service has no path "/citties"; did you mean "/cities"?

    When a client sends GET "/citties"

  Scenario: An unknown path that is waited for
    the service has no path "/job/{job}"; did you mean "/jobs/{job}"?

    Given we remember a new word as "job"
    Then within 1 seconds a client sees at "/job/{job}":
      | field | value |
      | state | done  |

  Scenario: A method that a path does not take
    "/cities" takes no DELETE; it takes GET

    When a client sends DELETE "/cities"

  Scenario: An unknown query parameter
    GET "/cities" has no query parameter "sise"; did you mean "size"?

    When a client sends GET "/cities?page=1&sise=2"

  Scenario: An unknown query parameter in a table
    GET "/cities" has no query parameter "pag"; did you mean "page"?

    When a client sends GET "/cities" with the query:
      | name | value |
      | pag  | 2     |

  Scenario: An unknown field of a list
    the JSON of POST "/cities/import" has no field "peple"; did you mean "people"?

    When a client sends POST "/cities/import" with the items:
      | name | peple |
      | Oslo | 1     |

  Scenario: A name that is none
    "items..name" is no name of a field; write address.city, tags[0] or ["first name"]

    When a client sends GET "/cities"
    Then the field "items..name" is Oslo

  Scenario: An expectation that is none
    line 1, column 10: a number is expected, not `many`

    When a client sends GET "/cities"
    Then the field "total" is at least many

  Scenario: Broken JSON
    this is no JSON: Expecting value at line 1, column 12

    When a client sends POST "/jobs" with the JSON:
      """json
      {"number": }
      """

  Scenario: A time that is none
    "tomorrow" is no date or date-time (2026-02-28T09:30:00Z)

    Given the clock stands at "tomorrow"

  Scenario: An unknown component
    the OpenAPI description has no component "Jobb"; did you mean "Job"?

    When a client sends GET "/cities"
    Then the body matches the component "Jobb"
