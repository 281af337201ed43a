Feature: Conditions, wherever they stand
  A condition is asked again whenever the data it reads changes.

  Scenario Outline: A condition is asked again when data changes, <place>
    Given the model "condition-catch" stands "<place>"
    And it is answered
      """
      {"tasks": {"prepare": [{"ready": true}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered split     |
      | completed split   |
      | entered prepare   |
      | entered wait      |
      | completed prepare |
      | caught wait       |
      | completed wait    |
      | entered join      |
      | completed join    |
      | entered done      |
      | completed done    |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A condition ends a task, <place>
    Given the model "condition-boundary-interrupting" stands "<place>"
    And it is answered
      """
      {"tasks": {"prepare": [{"ready": true}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered split     |
      | completed split   |
      | entered prepare   |
      | entered ask       |
      | completed prepare |
      | entered done      |
      | completed done    |
      | cancelled ask     |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered hurried   |
      | completed hurried |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A condition opens another way beside a task, <place>
    Given the model "condition-boundary-beside" stands "<place>"
    And it is answered
      """
      {"tasks": {"prepare": [{"ready": true}], "ask": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered split     |
      | completed split   |
      | entered prepare   |
      | entered ask       |
      | completed prepare |
      | entered done      |
      | completed done    |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered hurried   |
      | completed hurried |
      | completed ask     |
      | entered done      |
      | completed done    |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A condition ends everything for an event sub-process, <place>
    Given the model "condition-event-sub-process-interrupting" stands "<place>"
    And it is answered
      """
      {"tasks": {"prepare": [{"ready": true}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered prepare   |
      | entered ask       |
      | completed prepare |
      | entered done      |
      | completed done    |
      | cancelled ask     |
      | entered handle    |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered hurried   |
      | completed hurried |
      | completed handle  |
    And it ends "completed"

    Examples:
      | place               |
      | alone               |
      | in a sub-process    |
      | in a called process |

  Scenario Outline: A condition begins an event sub-process beside, <place>
    Given the model "condition-event-sub-process-beside" stands "<place>"
    And it is answered
      """
      {"tasks": {"prepare": [{"ready": true}], "ask": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered prepare   |
      | entered ask       |
      | completed prepare |
      | entered done      |
      | completed done    |
      | entered handle    |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered hurried   |
      | completed hurried |
      | completed handle  |
      | completed ask     |
      | entered done      |
      | completed done    |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
