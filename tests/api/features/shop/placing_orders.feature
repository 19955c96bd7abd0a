Feature: Placing orders
  What is sold leaves the stock, and nothing is sold twice.

  Background:
    Given the table "product" has the rows:
      | sku  | name | price | stock |
      | CUP  | Cup  | 4     | 9     |
      | LAMP | Lamp | 12.5  | 1     |
    And Carl uses the header "X-API-Key" with the value "clerk-key"

  Scenario: A clerk places an order for a customer
    Given we look at the database
    When Carl sends POST "/api/v1/orders" with the fields:
      | field             | value      |
      | customer          | Zoe        |
      | address.street    | 12 Main St |
      | address.city      | Oslo       |
      | lines[0].sku      | CUP        |
      | lines[0].quantity | 2          |
      | lines[1].sku      | LAMP       |
      | lines[1].quantity | 1          |
    Then the status is created
    And the JSON body includes:
      """json
      {
        "id": any integer,
        "address": {"city": "Oslo"},
        "lines": [{"sku": "CUP"}, {"sku": "LAMP"}],
        "total": about 20.5,
        "placed_at": any date-time,
        "coupon": any string or null
      }
      """
    And only this has changed in the database:
      | table     | change  | rows |
      | order     | added   | 1    |
      | orderline | added   | 2    |
      | product   | changed | 2    |
    And the table "product" contains the rows:
      | sku | stock |
      | CUP | 7     |

  Scenario: An order can be read again
    Given Carl sends POST "/api/v1/orders" with the JSON:
      """json
      {
        "customer": "Zoe",
        "address": {"street": "", "city": "Oslo"},
        "lines": [{"sku": "CUP", "quantity": 3}, {"sku": "LAMP", "quantity": 1}]
      }
      """
    And we remember the field "id" as "order"
    When Carl sends GET "/api/v1/orders/{order}"
    Then the field "customer" is Zoe
    And the field "lines" is each {"sku": any string, "quantity": at least 1}
    And the items of "lines" are sorted by "quantity" from high to low

  Scenario: What is out of stock is not sold
    Given we look at the database
    When Carl sends POST "/api/v1/orders" with the JSON:
      """json
      {"customer": "Zoe", "address": {"street": "", "city": "Oslo"}, "lines": [{"sku": "LAMP", "quantity": 2}]}
      """
    Then the status is conflict
    And the field "detail" is LAMP is out of stock
    And nothing has changed in the database

  Scenario: An order needs something to sell
    When Carl sends POST "/api/v1/orders" with the JSON:
      """json
      {"customer": "Zoe", "address": {"street": "", "city": "Oslo"}, "lines": []}
      """
    Then the status is unprocessable content
    And the field "detail[0].loc" is ["body", "lines"]

  Scenario: An order without an address is refused
    When Carl sends POST "/api/v1/orders" with the fields:
      | field    | value |
      | customer | Zoe   |
    Then the status is unprocessable content
    And the values at "$.detail[?@.type == 'missing'].loc[1]" are in any order ["lines", "address"]

  Scenario: An unknown order is not found
    When Carl sends GET "/api/v1/orders/999999"
    Then the status is not found

  Scenario: Orders need a key
    When a client sends GET "/api/v1/orders/1"
    Then the status is unauthorized
