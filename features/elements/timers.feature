Feature: Timers, wherever they stand
  The clock moves by itself to the next moment at which something is due.

  Scenario Outline: Its time lets a waiting case go on, <place>
    Given the model "timer-catch" stands "<place>"
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

  Scenario Outline: Its time ends a task and goes another way, <place>
    Given the model "timer-boundary-interrupting" stands "<place>"
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

  Scenario Outline: Its time opens another way beside a task, <place>
    Given the model "timer-boundary-beside" stands "<place>"
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

  Scenario Outline: A task that is done has no time limit any more, <place>
    Given the model "timer-boundary-interrupting" stands "<place>"
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

  Scenario Outline: Its time ends everything for an event sub-process, <place>
    Given the model "timer-event-sub-process-interrupting" stands "<place>"
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

  Scenario Outline: Its time begins an event sub-process beside, <place>
    Given the model "timer-event-sub-process-beside" stands "<place>"
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

  Scenario Outline: Its time begins a case, <place>
    Given the model "timer-start" stands "<place>"
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
