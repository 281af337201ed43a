Feature: A business rule task asks a decision table, and the record tells which rule fired

  Background:
    Given the drawing "late-fee.bpmn" is published
    And "clerk" works in the group "اداره"

  Scenario: Who comes in time pays nothing
    When "clerk" begins a case with
      | Days late | 0 |
    Then rule 1 of "Find the fee" fired
    And the case is completed at "Registered"
    And the record is whole

  Scenario Outline: The later, the more
    When "clerk" begins a case with
      | Days late | <days> |
    Then rule <rule> of "Find the fee" fired
    And "fee" is "<fee>"
    And the case waits at "Pay the fee"

    Examples:
      | days | rule | fee    |
      | 30   | 2    | 100000 |
      | 31   | 3    | 150000 |
      | 180  | 4    | 250000 |
      | 400  | 5    | 500000 |

  Scenario: A value that the table does not allow stops the case in words
    When "clerk" begins a case with
      | Days late | -3 |
    Then the case stands still at "Find the fee"
    And the incident says "is not among the values allowed"
