Feature: Tasks, wherever they stand
  What is told is the same alone, in a sub-process and in a called process; where the sub-process is repeated, each
  round tells it. After every answer the case is stored and loaded again.

  Scenario Outline: A user task waits for a person, <place>
    Given the model "user-task" stands "<place>"
    And it is answered
      """
      {"tasks": {"Ask": [{"answer": "yes"}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered ask     |
      | completed ask   |
      | entered done    |
      | completed done  |
    And it takes the flows "begin-ask" and "ask-done"
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Without an answer a user task stays open, <place>
    Given the model "user-task" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered ask     |
    And it stays at "ask"
    And it ends "waiting"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A manual task is done elsewhere and passes, <place>
    Given the model "manual-task" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered carry   |
      | completed carry |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A task without a kind and without a lane passes, <place>
    Given the model "untyped-task" stands "<place>"
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
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A script task computes in FEEL, <place>
    Given the model "script-task" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered compute   |
      | completed compute |
      | entered done      |
      | completed done    |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A service task waits for a worker outside, <place>
    Given the model "service-task" stands "<place>"
    And it is answered
      """
      {"topics": {"inquiry": [{"variables": {"found": true}}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered inquire   |
      | completed inquire |
      | entered done      |
      | completed done    |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A worker that failed tries again, <place>
    Given the model "service-task" stands "<place>"
    And it is answered
      """
      {"topics": {"inquiry": [{"failure": "down"}, {"variables": {}}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered inquire   |
      | failed inquire    |
      | completed inquire |
      | entered done      |
      | completed done    |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A send task sends and goes on, <place>
    Given the model "send-task" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered send    |
      | thrown send     |
      | completed send  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A receive task waits for its message, <place>
    Given the model "receive-task" stands "<place>"
    And it is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}]}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered receive   |
      | caught receive    |
      | completed receive |
      | entered done      |
      | completed done    |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A business rule task asks its decision, <place>
    Given the model "business-rule-task" stands "<place>"
    And it is answered
      """
      {"variables": {"days": 20}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered fee     |
      | completed fee   |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
