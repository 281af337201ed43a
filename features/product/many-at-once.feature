Feature: Many people work on one case at the same moment

  Background:
    Given the drawing "reviewers.bpmn" is published
    And "reviewer1" works in the group "اداره"
    And "reviewer2" works in the group "اداره"
    And "reviewer3" works in the group "اداره"
    And "reviewer4" works in the group "اداره"
    And "reviewer5" works in the group "اداره"
    And "reviewer6" works in the group "اداره"
    And "reviewer7" works in the group "اداره"
    And "reviewer8" works in the group "اداره"

  Scenario: Eight reviewers press the button together and nobody is turned away
    When "clerk" begins a case
    Then "Review" waits for 8 people
    When 8 reviewers complete "Review" at the same moment with
      | Opinion | This can be approved. |
    Then all of them succeed
    And the case is completed at "Answered"
    And the record is whole
