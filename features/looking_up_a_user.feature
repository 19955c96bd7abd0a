Feature: Looking up a user
  Whoever works with the directory wants to know what a colleague does, without asking around.

  Background:
    Given these people are registered:
      | name       | job          |
      | Alice      | Engineer     |
      | Bob        | Designer     |
      | Mary Ann   | Data Analyst |
      | Zoë Müller | Product Lead |
      | Nguyễn Thị | Bookkeeper   |
      | 🚀 Rocket  | Pilot        |

  Rule: A registered person is found by their username

    Scenario: Alice is found
      When someone looks up Alice
      Then the directory shows Alice as an Engineer

    Scenario Outline: <name>, a name with <speciality>, is found
      When someone looks up <name>
      Then the directory shows <name> as a <job>

      Examples:
        | name       | job          | speciality      |
        | Mary Ann   | Data Analyst | a space         |
        | Zoë Müller | Product Lead | an umlaut       |
        | Nguyễn Thị | Bookkeeper   | stacked accents |
        | 🚀 Rocket  | Pilot        | an emoji        |

  Rule: Nobody else is found

    Scenario: An unknown person is not found
      When someone looks up Carol
      Then nobody of that name is found

    Scenario: A name in another case is another name
      When someone looks up ALICE
      Then nobody of that name is found

    Scenario: A part of a name is not enough
      When someone looks up Mary
      Then nobody of that name is found
