Feature: Uploading files
  Files come alone, or with what people say about them.

  Scenario: A file comes with a note and tags
    When a client uploads to "/files":
      | field | file     | content type | content     |
      | file  | note.txt | text/plain   | Hello there |
      | note  |          |              | a greeting  |
      | tags  |          |              | short       |
      | tags  |          |              | friendly    |
    Then the status is created
    And the JSON body is:
      """json
      {
        "name": "note.txt",
        "type": "text/plain",
        "size": 11,
        "note": "a greeting",
        "tags": ["short", "friendly"]
      }
      """

  Scenario: A file that lies beside the feature is sent as it is
    When a client uploads the file "portrait.svg" to "/files" as "file"
    Then the status is created
    And the body has the fields:
      | field | value           |
      | name  | portrait.svg    |
      | type  | "image/svg+xml" |
      | size  | greater than 50 |
      | tags  | empty           |

  Scenario: An empty file is refused
    When a client uploads to "/files":
      | field | file      | content type | content |
      | file  | empty.txt | text/plain   |         |
    Then the status is 422
    And the field "detail" is "The file is empty"

  Scenario: A form without the file is refused
    When a client uploads to "/files":
      | field | file | content type | content |
      | note  |      |              | no file |
    Then the status is 422 Unprocessable Content
    And the field "detail[0].type" is missing
