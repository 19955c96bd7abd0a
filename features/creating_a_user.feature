Feature: Creating a user
  Everyone is known by one username, so that a look-up never finds two people.

  Rule: Whoever is registered can be found

    Scenario: A new person is registered
      When someone registers Alice as an Engineer
      Then the registration is accepted
      And the directory shows Alice as an Engineer

    Scenario Outline: <name> keeps every letter of the name
      When someone registers <name> as a <job>
      Then the directory shows <name> as a <job>

      Examples:
        | name       | job               |
        | Mary Ann   | Data Analyst      |
        | Zoë Müller | Führungskraft     |
        | محمد       | مهندس             |
        | 王小明     | 设计师            |
        | 🚀 Rocket  | 👩‍🚀 Pilot          |
        | O'Brien    | 50 % "R&D" + more |

    Scenario: A name is the same name, however it is typed
      Given Zoë is registered as an Engineer
      When the name Zoë is looked up with letter and accent typed apart
      Then the directory shows Zoë as an Engineer

  Rule: A username belongs to one person

    Scenario: A taken username is refused
      Given Alice is registered as an Engineer
      When someone registers Alice as a Designer
      Then the registration is refused: "User already exists"
      And Alice is still an Engineer

    Scenario: A taken username is refused however it is typed
      Given Zoë is registered as an Engineer
      When the name Zoë is registered with letter and accent typed apart
      Then the registration is refused: "User already exists"

    Scenario: A name in another case is free
      Given Alice is registered as a Designer
      When someone registers ALICE as an Engineer
      Then the registration is accepted
      And Alice is still a Designer

    @concurrent
    Scenario: Twenty people race for one username
      When 20 people register Zoe at the same moment
      Then exactly one registration is accepted
      And all others are refused: "User already exists"
      And the directory holds 1 person

    @concurrent
    Scenario: People who register other names do not get in each other's way
      When 20 people register at the same moment, each under another name
      Then all registrations are accepted
      And the directory holds 20 people

  Rule: A username has 1 to 50 characters, a job 1 to 100

    Scenario Outline: A name of <length> characters is <answer>
      When someone registers a name of <length> characters
      Then the registration is <answer>

      Examples:
        | length | answer                             |
        |      1 | accepted                           |
        |     50 | accepted                           |
        |     51 | refused: the username is not valid |
        |   5000 | refused: the username is not valid |

    Scenario Outline: A job of <length> characters is <answer>
      When someone registers a job of <length> characters
      Then the registration is <answer>

      Examples:
        | length | answer                        |
        |      1 | accepted                      |
        |    100 | accepted                      |
        |    101 | refused: the job is not valid |

  Rule: A name can be read, written and put into an address

    Scenario Outline: A name <flaw> is refused
      When someone tries to register a name <flaw>
      Then the registration is refused: the username is not valid
      And the directory is empty

      Examples:
        | flaw                  |
        | without any character |
        | of spaces alone       |
        | with a line break     |
        | with a NUL character  |
        | with half an emoji    |
        | with a slash          |
        | that is a single dot  |
        | that is two dots      |

    Scenario: A job of spaces alone is refused
      When someone tries to register a job of spaces alone
      Then the registration is refused: the job is not valid
