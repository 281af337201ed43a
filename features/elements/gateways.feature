Feature: Gateways and flows, wherever they stand
  A gateway decides by the flows that are drawn.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: The first way that is true is taken, <place>
    Given the element "exclusive gateway" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"small": true}, "tasks": {"one": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, one, merge, end
      """
    And it takes the flows "begin-x", "x-one", "one-merge" and "merge-end"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Where the first is not true the next is taken, <place>
    Given the element "exclusive gateway" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"small": false}, "tasks": {"other": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, other, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Where nothing is true the default is taken, <place>
    Given the element "exclusive gateway, default flow" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"small": false}, "tasks": {"other": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, other, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: All ways begin, and all are waited for, <place>
    Given the element "parallel gateway" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"one": [{}], "other": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, one entered, other entered, one completed, other completed, join, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: While one is missing it waits, <place>
    Given the element "parallel gateway" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"one": [{}]}}
      """
    Then it tells this and ends "waiting"
      """
      begin, x, one entered, other entered, one completed
      """
    And it stays at "other"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What is true begins, and is waited for, <place>
    Given the element "inclusive gateway, all ways" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"first": true, "second": true}, "tasks": {"one": [{}], "other": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, one entered, other entered, one completed, other completed, join, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What was not begun is not waited for, <place>
    Given the element "inclusive gateway, some ways" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"first": true, "second": false}, "tasks": {"one": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, one, join, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Where nothing is true the default alone begins, <place>
    Given the element "inclusive gateway, default flow" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"first": false, "second": false}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, usual, join, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: In a loop each turn joins its own, <place>
    Given the element "inclusive gateway in a loop" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"first": true, "second": true, "more": true}, "tasks": {"one": [{}, {}], "other": [{}, {"more": false}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, again, x, one entered, other entered, one completed, other completed, join, more, again, x,
      one entered, other entered, one completed, other completed, join, more, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What happens first decides, <place>
    Given the element "event-based gateway" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    Then it tells this and ends "completed"
      """
      begin, x, rung entered, rung caught, rung completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: When nothing happens its time decides, <place>
    Given the element "event-based gateway" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x, late entered, late caught, late completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A complex gateway does not run, <place>
    Given the element "complex gateway" stands "<place>"
    When it is to be published
    Then it is refused, because "Elements of the kind “complex gateway” cannot run yet. Replace it, or keep it out of this version."

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Flows of a task have conditions of their own, <place>
    Given the element "conditional and default flows out of a task" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"small": true}, "tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, one, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: The default flow of a task is taken where nothing else is, <place>
    Given the element "conditional and default flows out of a task" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"small": false}, "tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, other, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Several flows split and come together without a gateway, <place>
    Given the element "several flows out of a task and into one" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x, one entered, other entered, one completed, other, end entered, other completed, end entered,
      end completed 2 times
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
