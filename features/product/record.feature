Feature: The record proves what happened
  Anybody can verify an exported record without this house; one changed line shows.

  Background:
    Given the drawing "request-2.bpmn" is published
    And "clerk" works in the group "اداره"
    And "clerk" usually answers "Check" with
      | Amount | 250 |

  Scenario: The record of a finished case is whole
    When "clerk" begins a case
    And "clerk" completes "Check"
    And "clerk" completes "Sign"
    Then the case is completed at "Answered"
    And the record is whole

  Scenario Outline: A changed line is found and named
    When "clerk" begins a case
    And "clerk" completes "Check"
    And somebody alters entry <n> of the exported record
    Then verifying names entry <n> as the first broken one

    Examples:
      | n |
      | 1 |
      | 2 |
      | 3 |

  Scenario: A clerk of another agency cannot read it
    When "clerk" begins a case
    Then "auditor" sees the case
    And "auditor2" does not see the case

  Scenario: Looking at a case is itself recorded, once in five minutes
    When "clerk" begins a case
    And "auditor" looks at the case
    Then the record says last that "auditor" looked
    When "auditor" looks at the case
    Then nothing has changed
    And the record is whole
