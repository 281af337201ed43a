Feature: A case keeps its own time: reminders, deadlines and waits happen by themselves

  Background:
    Given the drawing "deadline.bpmn" is published
    And "clerk" works in the group "اداره"

  Scenario: Work that is done in time is never reminded of
    When "clerk" begins a case
    And 4 days pass
    And "clerk" completes "Check"
    And 2 days pass
    Then the case went through "Check"
    And the case did not go through "Done"
    And the case did not go through "Half of the time is over"
    When 1 days pass
    Then the case is completed at "Done"
    And the record is whole

  Scenario: At half of the time there is a reminder, and the work goes on
    When "clerk" begins a case
    And 5 days pass
    Then the case waits at "Check", "Remind"
    When "clerk" completes "Remind"
    And "clerk" completes "Check"
    And 3 days pass
    Then the case is completed at "Done"
    And the record is whole

  Scenario: When the time is over somebody else decides
    When "clerk" begins a case
    And 10 days pass
    And "clerk" completes "Remind"
    Then the case waits at "Decide"
    When "clerk" completes "Decide"
    Then the case is completed at "Decided"
    And the record is whole

  Scenario: A suspended case does not hurry anybody, and catches up when it goes on
    When "clerk" begins a case
    And "supervisor" suspends the case
    And 7 days pass
    Then the case did not go through "Half of the time is over"
    When "supervisor" resumes the case
    And 1 hours pass
    Then the case went through "Half of the time is over"
    And the record is whole
