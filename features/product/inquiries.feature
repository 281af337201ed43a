Feature: Inquiries to other registries are answered from outside, and a provider that is down stops nobody

  Background:
    Given the drawing "inquiry.bpmn" is published
    And "clerk" works in the group "اداره"

  Scenario: A registry answers and nobody is troubled
    When "clerk" begins a case
    Then the case is completed at "Identity confirmed"
    And the record is whole

  Scenario: What a registry does not find goes to people
    Given the registry "Identity of the parents" finds nothing
    When "clerk" begins a case
    Then the case waits at "Invite the parents"
    And the record is whole

  Scenario: A registry that is late once is asked again
    Given the registry "registry.identity" is slow
    When "clerk" begins a case
    And 1 hours pass
    Then the case is completed at "Identity confirmed"
    And the record is whole

  Scenario: A registry that stays down leads to the way that the drawing has for it
    Given the registry "Identity of the parents" is down
    When "clerk" begins a case
    And 3 hours pass
    Then nothing stands still
    And the case waits at "Ask by letter"
    When "clerk" completes "Ask by letter"
    Then the case is completed at "Answered"
    And the record is whole
