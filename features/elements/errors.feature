Feature: Errors and escalations, wherever they stand
  The nearest that is drawn around catches them.

  Scenario Outline: A worker's error is caught where it is drawn, <place>
    Given the model "error-boundary-outside" stands "<place>"
    And it is answered
      """
      {"topics": {"inquiry": [{"error": "E1"}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered inquire   |
      | cancelled inquire |
      | entered caught    |
      | caught caught     |
      | completed caught  |
      | entered mended    |
      | completed mended  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An error end is caught around its sub-process, <place>
    Given the model "error-boundary-interrupting" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered work          |
      | entered work-begins   |
      | completed work-begins |
      | entered try           |
      | completed try         |
      | entered fail          |
      | thrown fail           |
      | completed fail        |
      | cancelled work        |
      | entered caught        |
      | caught caught         |
      | completed caught      |
      | entered mended        |
      | completed mended      |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An error begins an event sub-process and ends the rest, <place>
    Given the model "error-event-sub-process-interrupting" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered work          |
      | entered work-begins   |
      | completed work-begins |
      | entered try           |
      | completed try         |
      | entered fail          |
      | thrown fail           |
      | completed fail        |
      | cancelled work        |
      | entered handle        |
      | entered caught        |
      | caught caught         |
      | completed caught      |
      | entered mended        |
      | completed mended      |
      | completed handle      |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An error that nothing catches is an incident, never an end, <place>
    Given the model "error-uncaught" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered try     |
      | completed try   |
      | entered fail    |
      | incident fail   |
    And it ends "incident"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An escalation ends the sub-process around it, <place>
    Given the model "escalation-boundary-interrupting" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered work          |
      | entered work-begins   |
      | completed work-begins |
      | entered try           |
      | completed try         |
      | entered fail          |
      | thrown fail           |
      | completed fail        |
      | cancelled work        |
      | entered caught        |
      | caught caught         |
      | completed caught      |
      | entered mended        |
      | completed mended      |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An escalation opens another way beside its sub-process, <place>
    Given the model "escalation-boundary-beside" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered work          |
      | entered work-begins   |
      | completed work-begins |
      | entered try           |
      | completed try         |
      | entered fail          |
      | thrown fail           |
      | completed fail        |
      | entered caught        |
      | caught caught         |
      | completed work        |
      | entered done          |
      | completed caught      |
      | entered mended        |
      | completed done        |
      | completed mended      |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An escalation on the way is caught and the way goes on, <place>
    Given the model "escalation-throw" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered work          |
      | entered work-begins   |
      | completed work-begins |
      | entered tell          |
      | thrown tell           |
      | entered caught        |
      | caught caught         |
      | completed tell        |
      | entered work-ends     |
      | completed caught      |
      | entered mended        |
      | completed work-ends   |
      | completed work        |
      | entered done          |
      | completed mended      |
      | completed done        |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An escalation begins an event sub-process and ends the rest, <place>
    Given the model "escalation-event-sub-process-interrupting" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered work          |
      | entered work-begins   |
      | completed work-begins |
      | entered try           |
      | completed try         |
      | entered fail          |
      | thrown fail           |
      | completed fail        |
      | cancelled work        |
      | entered handle        |
      | entered caught        |
      | caught caught         |
      | completed caught      |
      | entered mended        |
      | completed mended      |
      | completed handle      |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An escalation begins an event sub-process beside, <place>
    Given the model "escalation-event-sub-process-beside" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin         |
      | completed begin       |
      | entered work          |
      | entered work-begins   |
      | completed work-begins |
      | entered try           |
      | completed try         |
      | entered fail          |
      | thrown fail           |
      | completed fail        |
      | entered handle        |
      | entered caught        |
      | caught caught         |
      | completed work        |
      | entered done          |
      | completed caught      |
      | entered mended        |
      | completed done        |
      | completed mended      |
      | completed handle      |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
