Feature: The paper procedure, kept as version 1 to be compared
  It runs like any other version, with the flaws it had.

  Background:
    Given the service "Birth registration" version 1 is published
    And "clerk" works in the group "ثبت احوال"
    And "supervisor" works in the group "مأمور ثبت"
    And "citizen" works in the group "والدین"
    And "citizen" usually answers "First visit with all papers" with
      | Father's name        | امید محمدی |
      | Mother's name        | سارا محمدی |
      | Child's name         | آوا        |
      | Date of birth        | 2026-11-10 |
      | Copies brought along | 5          |
    And "clerk" usually answers "Check the papers" with
      | They seem enough | yes |
    And "clerk" usually answers "Copy into two registers" with
      | Page of the register        | 131 |
      | Written into both registers | yes |
    And "clerk" usually answers "Work out and take the fine by hand" with
      | Fine (rials) | 0 |
    And "supervisor" usually answers "Check the register again" with
      | The register agrees with the certificate | yes |
    And "supervisor" usually answers "Sign the register" with
      | The register is signed | yes |
    And "supervisor" usually answers "Stamp the register" with
      | Accepted and stamped | yes |
    And "citizen" usually answers "Second visit with the booklets" with
      | Both parents' booklets were shown again | yes |

  Scenario: Two visits and eight steps of people for one certificate
    When "clerk" begins a case
    Then the case waits at "First visit with all papers"
    When the case goes on as usual to "Second visit with the booklets"
    Then the case went through "Check the register again"
    And the case went through "Sign the register"
    And the case went through "Stamp the register"
    When the case goes on as usual to its end
    Then the case is completed at "Booklet handed over"

  Scenario: Papers that do not seem enough cost another visit, and nobody says what is missing
    When "clerk" begins a case
    And the case goes on as usual to "Check the papers"
    And "clerk" completes "Check the papers" with
      | They seem enough | no |
    Then the case waits at "First visit with all papers"

  Scenario: Sent away without a reason
    When "clerk" begins a case
    And the case goes on as usual to "Stamp the register"
    And "supervisor" completes "Stamp the register" with
      | Accepted and stamped | no |
    Then the case is completed at "Sent away"
