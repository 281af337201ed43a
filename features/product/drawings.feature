Feature: A drawing is checked before anybody works by it
  Whatever cannot run is refused in words that say what to do. Nothing is run by half.

  Scenario Outline: What is no safe drawing is not stored
    When "analyst" uploads the drawing "<file>"
    Then it is refused because "<words>"

    Examples:
      | file              | words                     |
      | not-a-drawing.bpmn | is not a BPMN drawing    |
      | entity-bomb.bpmn   | defines entities of its own |

  Scenario: A script in Python is kept as a draft and never run
    When "analyst" uploads the drawing "python-script.bpmn"
    Then the findings say "Write a FEEL context"
    When "analyst" publishes it
    Then it is refused because "must be mended first"

  Scenario: An expression in Python is not published
    When "analyst" uploads the drawing "python-condition.bpmn"
    And "analyst" publishes it
    Then it is refused because "must be mended first"

  Scenario: An element that cannot run yet is named
    When "analyst" uploads the drawing "complex-gateway.bpmn"
    Then the findings say "cannot run yet"
    When "analyst" publishes it
    Then it is refused because "must be mended first"

  Scenario: Who works on cases does not change the procedure
    Given the drawing "request-1.bpmn" is published
    When "clerk" uploads the drawing "request-2.bpmn"
    Then it is refused because "You may not do this"
