Feature: Messages, wherever they stand
  A message is meant for the one who waits with its key; each round of a repetition has a key of its own.

  Scenario Outline: A message lets a waiting case go on, <place>
    Given the model "message-catch" stands "<place>"
    And it is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}]}
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

  Scenario Outline: A message ends a task and goes another way, <place>
    Given the model "message-boundary-interrupting" stands "<place>"
    And it is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}]}
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

  Scenario Outline: A message opens another way beside a task, <place>
    Given the model "message-boundary-beside" stands "<place>"
    And it is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}]}
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

  Scenario Outline: A message that comes too late changes nothing, <place>
    Given the model "message-boundary-interrupting" stands "<place>"
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

  Scenario Outline: A message ends everything for an event sub-process, <place>
    Given the model "message-event-sub-process-interrupting" stands "<place>"
    And it is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}]}
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

  Scenario Outline: A message begins an event sub-process beside, <place>
    Given the model "message-event-sub-process-beside" stands "<place>"
    And it is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}]}
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

  Scenario Outline: A message begins a case, <place>
    Given the model "message-start" stands "<place>"
    And it is answered
      """
      {"messages": [{"name": "letter"}]}
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

  Scenario Outline: An event throws a message and goes on, <place>
    Given the model "message-throw" stands "<place>"
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

  Scenario Outline: An end throws a message, <place>
    Given the model "message-end" stands "<place>"
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
