Feature: Sub-processes, calls, repetitions and undoing, wherever they stand
  What is inside is told between the entering and the completion of what is around it.

  Scenario Outline: A sub-process is entered, done and left, <place>
    Given the model "sub-process" stands "<place>"
    And it is answered
      """
      {"tasks": {"ask": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered work          |
      | entered work-begins   |
      | completed work-begins |
      | entered ask           |
      | completed ask         |
      | entered work-ends     |
      | completed work-ends   |
      | completed work        |
      | entered done          |
      | completed done        |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A called process is a case of its own, <place>
    Given the model "call-activity" stands "<place>"
    And it is answered
      """
      {"variables": {"subject": 1}, "tasks": {"ask": [{"answer": 2}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin           |
      | completed begin         |
      | entered call            |
      | entered called-begins   |
      | completed called-begins |
      | entered ask             |
      | completed ask           |
      | entered called-ends     |
      | completed called-ends   |
      | completed call          |
      | entered done            |
      | completed done          |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A task is repeated for several at the same time, <place>
    Given the model "multi-instance-parallel" stands "<place>"
    And it is answered
      """
      {"tasks": {"ask": [{}, {}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered ask     |
      | entered ask     |
      | entered ask     |
      | completed ask   |
      | completed ask   |
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

  Scenario Outline: A task is repeated one after the other, <place>
    Given the model "multi-instance-sequential" stands "<place>"
    And it is answered
      """
      {"tasks": {"ask": [{}, {}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered ask     |
      | entered ask     |
      | completed ask   |
      | entered ask     |
      | completed ask   |
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

  Scenario Outline: A loop goes on while its condition is true, <place>
    Given the model "standard-loop" stands "<place>"
    And it is answered
      """
      {"tasks": {"ask": [{"more": true}, {"more": false}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered ask     |
      | entered ask     |
      | completed ask   |
      | entered ask     |
      | completed ask   |
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

  Scenario Outline: A terminate end ends everything around it, <place>
    Given the model "terminate" stands "<place>"
    And it is answered
      """
      {"tasks": {"stop": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered split   |
      | completed split |
      | entered ask     |
      | entered stop    |
      | completed stop  |
      | entered over    |
      | completed over  |
      | cancelled ask   |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Compensation undoes what was done, <place>
    Given the model "compensation" stands "<place>"
    And it is answered
      """
      {"tasks": {"book": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin    |
      | completed begin  |
      | entered book     |
      | completed book   |
      | entered undo     |
      | thrown undo      |
      | entered unbook   |
      | completed unbook |
      | completed undo   |
      | entered done     |
      | completed done   |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A cancelled transaction undoes what it did, <place>
    Given the model "transaction" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered deal          |
      | entered deal-begins   |
      | completed deal-begins |
      | entered book          |
      | completed book        |
      | entered give-up       |
      | thrown give-up        |
      | entered unbook        |
      | completed unbook      |
      | completed give-up     |
      | cancelled deal        |
      | entered given-up      |
      | caught given-up       |
      | completed given-up    |
      | entered no-deal       |
      | completed no-deal     |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
