Feature: Keeping stock
  The owner says what is for sale, and at which price.

  Background:
    Given Olga uses the header "X-API-Key" with the value "owner-key"
    And Carl uses the header "X-API-Key" with the value "clerk-key"

  Scenario: The owner puts a new product up for sale
    Given we remember a new word as "sku"
    When Olga sends PUT "/api/v1/products/LAMP" with the fields:
      | field | value |
      | sku   | LAMP  |
      | name  | {sku} |
      | price | 12.5  |
      | stock | 3     |
    Then the status is created
    And the JSON body is:
      """json
      {"id": any integer, "sku": "LAMP", "name": "{sku}", "price": 12.5, "stock": 3}
      """
    And the body matches the component "Product"

  Scenario: Putting it again changes it
    Given the table "product" has the rows:
      | sku  | name | price | stock |
      | LAMP | Lamp | 12.5  | 3     |
    When Olga sends PUT "/api/v1/products/LAMP" with the fields:
      | field | value     |
      | sku   | LAMP      |
      | name  | Desk lamp |
      | price | 14        |
    Then the status is ok
    And the table "product" has exactly the rows:
      | sku  | name      | price | stock |
      | LAMP | Desk lamp | 14    | 0     |

  Scenario: A SKU is taken once
    Given the table "product" has the rows:
      | sku  | name | price | stock |
      | LAMP | Lamp | 12.5  | 3     |
    When Olga sends POST "/api/v1/products" with the fields:
      | field | value |
      | sku   | LAMP  |
      | name  | Other |
      | price | 1     |
    Then the status is conflict
    And the field "detail" is "This SKU is taken"

  Scenario: A clerk may not change prices
    When Carl sends POST "/api/v1/products" with the fields:
      | field | value |
      | sku   | LAMP  |
      | name  | Lamp  |
      | price | 1     |
    Then the status is forbidden
    And the number of rows in "product" is 0

  Scenario: Without a key nothing can be removed
    When a client sends DELETE "/api/v1/products/LAMP"
    Then the status is unauthorized
    And the field "detail" is "An API key is needed"

  Scenario: What is not there cannot be removed
    When Olga sends DELETE "/api/v1/products/LAMP"
    Then the status is not found

  Scenario: A product is taken off the shelves
    Given the table "product" has the rows:
      | sku  | name | price | stock |
      | LAMP | Lamp | 12.5  | 3     |
    When Olga sends DELETE "/api/v1/products/LAMP"
    Then the status is no content
    And the number of rows in "product" is 0

  Scenario: Customers see what they can afford, page by page
    Given the table "product" has the rows:
      | sku  | name  | price | stock |
      | CUP  | Cup   | 4     | 9     |
      | LAMP | Lamp  | 12.5  | 3     |
      | SOFA | Sofa  | 400   | 1     |
      | VASE | Vase  | 15    | 0     |
    When a client sends GET "/api/v1/products" with the query:
      | name      | value |
      | max_price | 100   |
      | size      | 2     |
    Then the field "total" is 3
    And the items of "items" are:
      | sku  | price        |
      | CUP  | less than 5  |
      | LAMP | at least 12  |
    And the number of items in "items" is 2

  Scenario: An answer carries the number of its question
    Given we remember a new uuid as "question"
    And Olga uses the header "X-Request-ID" with the value "{question}"
    When Olga sends GET "/api/v1/products"
    Then the header "X-Request-ID" is {question}
    And the header "X-Request-ID" is any uuid
