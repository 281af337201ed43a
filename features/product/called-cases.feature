Feature: A case calls another service and goes on with its answer

  Background:
    Given all processes of the drawing "permit.bpmn" are published
    And "clerk" works in the group "اداره"

  Scenario: The called service is a case of its own, and its answer comes back
    When "clerk" begins a case
    Then there are 1 cases of "inquiry"
    When we turn to the case of "inquiry"
    And "clerk" completes "Answer" with
      | نظر | yes |
    Then the case is completed at "Answered"
    When we turn to the case of "permit"
    Then the case waits at "Decide"
    And "opinion" is "yes"
    And the record is whole

  Scenario: What the called service refuses is taken where it was called
    When "clerk" begins a case
    And we turn to the case of "inquiry"
    And "clerk" completes "Answer" with
      | نظر | no |
    Then the case is cancelled
    And the record is whole
    When we turn to the case of "permit"
    Then the case is completed at "Rejected"

  Scenario: Who ends a case early ends what it called
    When "clerk" begins a case
    And "supervisor" cancels the case
    And we turn to the case of "inquiry"
    Then the case is cancelled

  Scenario: A called case waits while the case that called it is suspended
    When "clerk" begins a case
    And "supervisor" suspends the case
    And we turn to the case of "inquiry"
    And "clerk" completes "Answer"
    Then it is refused because "suspended"
    When "supervisor" resumes the case
    Then it is refused because "was called by case"
