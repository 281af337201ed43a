Feature: One task, one person
  Who takes a task holds it; everybody else is told by whom.

  Background:
    Given the drawing "request-1.bpmn" is published
    And "clerk" works in the group "اداره"
    And "colleague" works in the group "اداره"
    And "clerk" usually answers "Check" with
      | Amount | 250 |

  Scenario: The second to take a task is told who holds it
    When "clerk" begins a case
    And "clerk" takes "Check"
    And "colleague" takes "Check"
    Then it is refused because "کارشناس"
    And nothing has changed
    And "clerk" finds "Check" in the inbox
    And "colleague" does not find "Check" in the inbox

  Scenario: Nobody finishes a task that somebody else holds
    When "clerk" begins a case
    And "clerk" takes "Check"
    And "colleague" completes "Check"
    Then it is refused because "has already taken this task"
    And the case waits at "Check"

  Scenario: A task is not for everybody
    When "clerk" begins a case
    And "stranger" takes "Check"
    Then it is refused because "There is no"

  Scenario: A task submitted eight times at once is done once
    When "clerk" begins a case
    And "clerk" takes "Check"
    And "clerk" completes "Check" 8 times at the same moment with
      | Amount | 250 |
    Then one succeeds and the others are told "already finished"
    And the case is completed at "Answered"
    And the record is whole

  Scenario: An answer that the form does not allow changes nothing
    When "clerk" begins a case
    And "clerk" completes "Check" with
      | Amount | 0 |
    Then it is refused because "too small"
    And nothing has changed
    And the case waits at "Check"

  Scenario: An answer that the form does not ask for is refused
    When "clerk" begins a case
    And "clerk" completes "Check" with
      | salary | 250 |
    Then it is refused because "does not ask for"
    And nothing has changed
