Feature: Boundary events, wherever they stand
  One that interrupts ends the work it is drawn at; another one opens a way beside it.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: A message ends the work, <place>
    Given the element "message boundary event, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}]}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x cancelled, event entered, event caught, event completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A message that comes too late changes nothing, <place>
    Given the element "message boundary event, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Each message opens a way beside the work, <place>
    Given the element "message boundary event, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}, "at": "PT1H"}, {"name": "letter", "correlation": {"round": 1}, "at": "PT2H"}]}
      """
    Then it tells this and ends "waiting"
      """
      begin, x entered, event entered, event caught, event completed, beside, event entered, event caught,
      event completed, beside
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Its time ends the work: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, x cancelled, event entered, event caught, event completed, merge, end
      """

    Examples:
      | element                            | place                           |
      | timer boundary event, interrupting | alone                           |
      | timer boundary event, interrupting | in a sub-process                |
      | timer boundary event, interrupting | in a called process             |
      | timer boundary event, interrupting | in a multi-instance sub-process |
      | timer boundary event, date         | alone                           |
      | timer boundary event, date         | in a sub-process                |
      | timer boundary event, date         | in a called process             |
      | timer boundary event, date         | in a multi-instance sub-process |

  Scenario Outline: Work that is done has no time limit any more, <place>
    Given the element "timer boundary event, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Its time opens a way beside the work, <place>
    Given the element "timer boundary event, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "waiting"
      """
      begin, x entered, event entered, event caught, event completed, beside
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Each time opens a way beside the work, <place>
    Given the element "timer boundary event, cycle" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "waiting"
      """
      begin, x entered, event entered, event caught, event completed, beside, event entered, event caught,
      event completed, beside, event entered, event caught, event completed, beside
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal ends the work, <place>
    Given the element "signal boundary event, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x cancelled, event entered, event caught, event completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal that comes too late changes nothing, <place>
    Given the element "signal boundary event, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Each signal opens a way beside the work, <place>
    Given the element "signal boundary event, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"signals": [{"name": "bell", "at": "PT1H"}, {"name": "bell", "at": "PT2H"}]}
      """
    Then it tells this and ends "waiting"
      """
      begin, x entered, event entered, event caught, event completed, beside, event entered, event caught,
      event completed, beside
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A condition ends the work when its data changes, <place>
    Given the element "conditional boundary event, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "tasks": {"one": [{"round": 10}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, split, one entered, x entered, one completed, x cancelled, event entered, event caught,
      event completed, merge, join, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A condition opens a way beside the work when its data changes, <place>
    Given the element "conditional boundary event, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "tasks": {"one": [{"round": 10}]}}
      """
    Then it tells this and ends "waiting"
      """
      begin, split, one entered, x entered, one completed, end, event entered, event caught, event completed,
      beside
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A worker's error is caught where it is drawn, <place>
    Given the element "error boundary event on outside work" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"topics": {"work": [{"error": "E1"}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x cancelled, event entered, event caught, event completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A called case's error is caught where it was called, <place>
    Given the element "error boundary event on a call activity" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, called-begin, called-end entered, called-end thrown, x cancelled, event entered,
      event caught, event completed, merge, end, called-end cancelled
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An escalation ends the sub-process around it, <place>
    Given the element "escalation boundary event, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, inner-begin, inner-end entered, inner-end thrown, inner-end completed, x cancelled,
      event entered, event caught, event completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An escalation opens a way beside its sub-process, <place>
    Given the element "escalation boundary event, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, inner-begin, inner-end entered, inner-end thrown, inner-end completed, event entered,
      event caught, x completed, end entered, event completed, beside entered, end completed,
      beside completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: All that is inside is over, <place>
    Given the element "boundary event on a sub-process" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, inner-begin, inside entered, inside cancelled, x cancelled, event entered,
      event caught, event completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: The called case is over, <place>
    Given the element "boundary event on a call activity" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, called-begin, asked entered, x cancelled, event entered, event caught,
      event completed, merge, end, asked cancelled
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: All turns are over, <place>
    Given the element "boundary event on a multi-instance task" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered 4 times, x cancelled 4 times, event entered, event caught, event completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What is undone is undone by its own handler, <place>
    Given the element "compensation boundary event" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}], "undo": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, throw entered, throw thrown, undo, throw completed, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
