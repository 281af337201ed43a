Feature: Cases talk to each other and to the world outside by messages

  Scenario: Two pools of a drawing are two cases, and each answer finds its own question
    Given all processes of the drawing "birth-notice.bpmn" are published
    And "clerk" works in the group "اداره"
    When "clerk" begins a case about "Sara"
    And "clerk" completes "Certify"
    And what was sent arrives
    Then there are 1 cases of "Registry"
    When we turn to the case of "registry"
    Then the case waits at "Register"
    When "clerk" completes "Register"
    And what was sent arrives
    Then the case is completed at "Registered"
    When we turn to the case of "hospital"
    Then the case is completed at "Filed"
    And the record is whole

  Scenario: A message from outside begins a case
    Given all processes of the drawing "birth-notice.bpmn" are published
    When "supervisor" sends the message "اعلام ولادت" about "Sara" with
      | weight | 3200 |
    Then the case waits at "Register"
    And "weight" is "3200"
    And the case went through "Notice received"

  Scenario: A message goes to the case that it is about, and to no other
    Given all processes of the drawing "birth-notice.bpmn" are published
    And "clerk" works in the group "اداره"
    When "clerk" begins a case about "Sara"
    And "clerk" completes "Certify"
    And "supervisor" sends the message "رسید ثبت" about "Mina"
    Then it is refused because "No case waits for the message"
    And nothing has changed
    When "supervisor" sends the message "رسید ثبت" about "Sara"
    Then the case is completed at "Filed"

  Scenario: A clerk does not send messages to cases
    Given all processes of the drawing "birth-notice.bpmn" are published
    When "clerk" sends the message "اعلام ولادت" about "Sara"
    Then it is refused because "You may not do this"

  Scenario: A signal reaches everybody who waits for it
    Given the drawing "counter.bpmn" is published
    When "clerk" begins a case
    And "clerk" begins a case
    And "supervisor" sends the signal "باجه باز شد"
    Then the case is completed at "Served"
    And there are 2 cases of "Counter"
