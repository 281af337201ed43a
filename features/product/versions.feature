Feature: A version never changes
  A case follows the version it began on, whatever is published later.

  Background:
    Given the drawing "request-1.bpmn" is published
    And "clerk" works in the group "اداره"
    And "clerk" usually answers "Check" with
      | Amount | 250 |

  Scenario: A running case keeps its version
    When "clerk" begins a case
    And "analyst" uploads the drawing "request-2.bpmn"
    And "analyst" publishes it
    Then the case runs on version 1
    When "clerk" completes "Check"
    Then the case is completed at "Answered"
    And the case did not go through "Sign"

  Scenario: A new case begins on the version published last
    When "analyst" uploads the drawing "request-2.bpmn"
    And "analyst" publishes it
    And "clerk" begins a case
    Then the case runs on version 2
    When "clerk" completes "Check"
    Then the case waits at "Sign"

  Scenario: A draft is no procedure yet
    When "analyst" uploads the drawing "request-2.bpmn"
    And "clerk" begins a case
    Then the case runs on version 1

  Scenario: The same bytes again make no new version
    When "analyst" uploads the drawing "request-1.bpmn"
    And "clerk" begins a case
    Then the case runs on version 1
