Feature: A flawed drawing is mended by a press
  What is wrong is said at its place, with what one press would do. Each press makes a new draft and changes nothing else.

  Scenario: The analyst is told, presses, and has a draft that can be published
    When "analyst" uploads the drawing "flawed.bpmn"
    Then the findings propose "Ask which way in the form before it"
    And the findings propose "Draw an end event behind it"
    And it cannot be published yet
    When "analyst" presses "Ask which way in the form before it"
    Then it cannot be published yet
    When "analyst" presses "Draw an end event behind it"
    Then it can be published
    And the drawing still says "<!-- drawn by a trainee -->"
    And the drawing still says "tool:board"

  Scenario: All proposed changes at once, and people work by the drawing
    Given "clerk" works in the group "اداره"
    When "analyst" uploads the drawing "flawed.bpmn"
    And "analyst" makes all proposed changes
    Then it can be published
    When "analyst" publishes it
    And "clerk" begins a case
    And "clerk" completes "Check" with
      | Enough? | No |
    Then the case waits at "Refuse"
    When "clerk" completes "Refuse"
    Then the case did not go through "Issue"

  Scenario: Who works on cases does not mend the procedure
    When "analyst" uploads the drawing "flawed.bpmn"
    And "clerk" makes all proposed changes
    Then it is refused because "You may not do this"

  Scenario: A file without a drawing gets one
    When "analyst" uploads the drawing "flawed.bpmn"
    And "analyst" presses "Draw it: give every element a place"
    Then the drawing still says "BPMNShape"
