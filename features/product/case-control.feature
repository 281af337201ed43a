Feature: A supervisor can stop, resume and end a case

  Background:
    Given the drawing "request-1.bpmn" is published
    And "clerk" works in the group "اداره"
    And "clerk" usually answers "Check" with
      | Amount | 250 |

  Scenario: Work on a suspended case waits
    When "clerk" begins a case
    And "supervisor" suspends the case
    And "clerk" completes "Check"
    Then it is refused because "suspended"
    And nothing has changed
    When "supervisor" resumes the case
    And "clerk" completes "Check"
    Then the case is completed at "Answered"

  Scenario: A suspended case cannot be taken either
    When "clerk" begins a case
    And "supervisor" suspends the case
    And "clerk" takes "Check"
    Then it is refused because "suspended"

  Scenario: A cancelled case keeps its record
    When "clerk" begins a case
    And "supervisor" cancels the case
    Then the case is cancelled
    And the record is whole

  Scenario: A clerk does not suspend a case
    When "clerk" begins a case
    And "clerk" suspends the case
    Then it is refused because "You may not do this"
    And nothing has changed
