Feature: Signals, wherever they stand
  A signal reaches all that wait for it.

  Scenario Outline: A signal lets a waiting case go on, <place>
    Given the model "signal-catch" stands "<place>"
    And it is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered wait    |
      | caught wait     |
      | completed wait  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal ends a task and goes another way, <place>
    Given the model "signal-boundary-interrupting" stands "<place>"
    And it is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered ask       |
      | cancelled ask     |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered hurry     |
      | completed hurry   |
      | entered hurried   |
      | completed hurried |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal opens another way beside a task, <place>
    Given the model "signal-boundary-beside" stands "<place>"
    And it is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered ask       |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered hurry     |
      | completed hurry   |
      | entered hurried   |
      | completed hurried |
    And it stays at "ask"
    And it ends "waiting"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal that comes too late changes nothing, <place>
    Given the model "signal-boundary-interrupting" stands "<place>"
    And it is answered
      """
      {"tasks": {"ask": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered ask     |
      | completed ask   |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal ends everything for an event sub-process, <place>
    Given the model "signal-event-sub-process-interrupting" stands "<place>"
    And it is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered ask       |
      | cancelled ask     |
      | entered handle    |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered hurry     |
      | completed hurry   |
      | entered hurried   |
      | completed hurried |
      | completed handle  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal begins an event sub-process beside, <place>
    Given the model "signal-event-sub-process-beside" stands "<place>"
    And it is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered ask       |
      | entered handle    |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered hurry     |
      | completed hurry   |
      | entered hurried   |
      | completed hurried |
      | completed handle  |
    And it stays at "ask"
    And it ends "waiting"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal begins a case, <place>
    Given the model "signal-start" stands "<place>"
    And it is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | caught begin    |
      | completed begin |
      | entered note    |
      | completed note  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place |
      | alone |

  Scenario Outline: An event throws a signal and goes on, <place>
    Given the model "signal-throw" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered tell    |
      | thrown tell     |
      | completed tell  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An end throws a signal, <place>
    Given the model "signal-end" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered note    |
      | completed note  |
      | entered tell    |
      | thrown tell     |
      | completed tell  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Of several starts the one that is meant begins, <place>
    Given the model "several-starts" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered note    |
      | completed note  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place |
      | alone |
