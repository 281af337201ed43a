Feature: Gateways, links and flows, wherever they stand
  A gateway decides by the flows that are drawn; what is told is the same in each place.

  Scenario Outline: An exclusive gateway takes the one way that is true, <place>
    Given the model "exclusive-gateway" stands "<place>"
    And it is answered
      """
      {"variables": {"small": true}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered which   |
      | completed which |
      | entered one     |
      | completed one   |
      | entered again   |
      | completed again |
      | entered done    |
      | completed done  |
    And it takes the flows "begin-which", "which-one", "one-again" and "again-done"
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An exclusive gateway takes its default flow where nothing is true, <place>
    Given the model "exclusive-gateway" stands "<place>"
    And it is answered
      """
      {"variables": {"small": false}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered which   |
      | completed which |
      | entered other   |
      | completed other |
      | entered again   |
      | completed again |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A parallel gateway begins all and waits for all, <place>
    Given the model "parallel-gateway" stands "<place>"
    And it is answered
      """
      {"tasks": {"one": [{}], "other": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered split   |
      | completed split |
      | entered one     |
      | entered other   |
      | completed one   |
      | completed other |
      | entered join    |
      | completed join  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A parallel gateway waits while one is missing, <place>
    Given the model "parallel-gateway" stands "<place>"
    And it is answered
      """
      {"tasks": {"one": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered split   |
      | completed split |
      | entered one     |
      | entered other   |
      | completed one   |
    And it stays at "other"
    And it ends "waiting"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An inclusive gateway begins what is true and waits for it, <place>
    Given the model "inclusive-gateway" stands "<place>"
    And it is answered
      """
      {"variables": {"one": true, "other": true}, "tasks": {"one": [{}], "other": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered split   |
      | completed split |
      | entered one     |
      | entered other   |
      | completed one   |
      | completed other |
      | entered join    |
      | completed join  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An inclusive gateway waits for nothing that was not begun, <place>
    Given the model "inclusive-gateway" stands "<place>"
    And it is answered
      """
      {"variables": {"one": true, "other": false}, "tasks": {"one": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered split   |
      | completed split |
      | entered one     |
      | completed one   |
      | entered join    |
      | completed join  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An inclusive gateway takes its default flow where nothing is true, <place>
    Given the model "inclusive-gateway" stands "<place>"
    And it is answered
      """
      {"variables": {"one": false, "other": false}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered split   |
      | completed split |
      | entered usual   |
      | completed usual |
      | entered join    |
      | completed join  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An event-based gateway goes where something happens first, <place>
    Given the model "event-based-gateway" stands "<place>"
    And it is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered first   |
      | completed first |
      | entered rung    |
      | caught rung     |
      | completed rung  |
      | entered again   |
      | completed again |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An event-based gateway goes on when the time is up, <place>
    Given the model "event-based-gateway" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered first   |
      | completed first |
      | entered late    |
      | caught late     |
      | completed late  |
      | entered again   |
      | completed again |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Flows of a task have conditions of their own, <place>
    Given the model "implicit-gateways" stands "<place>"
    And it is answered
      """
      {"variables": {"special": true}, "tasks": {"ask": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin     |
      | completed begin   |
      | entered ask       |
      | completed ask     |
      | entered special   |
      | completed special |
      | entered done      |
      | completed done    |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: The default flow of a task is taken where nothing else is, <place>
    Given the model "implicit-gateways" stands "<place>"
    And it is answered
      """
      {"variables": {"special": false}, "tasks": {"ask": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered ask     |
      | completed ask   |
      | entered usual   |
      | completed usual |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Without a start and an end it begins where nothing leads to, and each path breaks off, <place>
    Given the model "no-start-and-no-end" stands "<place>"
    And it is answered
      """
      {"tasks": {"ask": [{}]}}
      """
    When it runs on paper
    Then it tells
      | entered ask     |
      | completed ask   |
      | entered one     |
      | entered other   |
      | completed one   |
      | completed other |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A link leads to its other half, <place>
    Given the model "link" stands "<place>"
    When it runs on paper
    Then it tells
      | entered begin   |
      | completed begin |
      | entered away    |
      | completed away  |
      | entered here    |
      | completed here  |
      | entered done    |
      | completed done  |
    And it ends "completed"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
