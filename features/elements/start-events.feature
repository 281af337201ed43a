Feature: How a process begins
  Messages, signals and dates begin a case by themselves.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: A plain start begins at once, <place>
    Given the element "none start event" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Without start and end it begins where nothing leads to, and each path breaks off, <place>
    Given the element "neither start nor end events" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      x, one entered, other entered, one completed, other completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Where a start is drawn an end must be drawn, <place>
    Given the element "start event without an end event" stands "<place>"
    When it is to be published
    Then it is refused, because "The path breaks off at the unnamed task (x); where a start event is drawn, an end event must be drawn too."

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Where an end is drawn a start must be drawn, <place>
    Given the element "end event without a start event" stands "<place>"
    When it is to be published
    Then it is refused, because "The path begins at the unnamed task (x) without a start event, although an end event is drawn; use both or neither."

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario: A message begins a case
    Given the element "message start event" stands "alone"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"messages": [{"name": "notice"}]}
      """
    Then it tells this and ends "completed"
      """
      begin entered, begin caught, begin completed, x, end
      """

  Scenario Outline: Its time begins a case: <element>
    Given the element "<element>" stands "alone"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x, end
      """

    Examples:
      | element                     |
      | timer start event, duration |
      | timer start event, date     |

  Scenario: Each time begins a case
    Given the element "timer start event, cycle" stands "alone"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x, end, begin, x, end, begin, x, end
      """

  Scenario: A signal begins a case
    Given the element "signal start event" stands "alone"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    Then it tells this and ends "completed"
      """
      begin entered, begin caught, begin completed, x, end
      """

  Scenario: A condition begins nothing
    Given the element "conditional start event" stands "alone"
    When it is to be published
    Then it is refused, because "No data is there yet that a condition could begin a process by. Draw another start event."

  Scenario: Of several starts the one that is meant begins
    Given the element "several start events" stands "alone"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"messages": [{"name": "notice"}]}
      """
    Then it tells this and ends "completed"
      """
      ring entered, ring caught, ring completed, x, end
      """

  Scenario: Of several starts the plain one begins where nothing comes
    Given the element "several start events" stands "alone"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, y, end
      """

  Scenario: A receive task can begin a case
    Given the element "receive task that begins a case" stands "alone"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"messages": [{"name": "notice"}]}
      """
    Then it tells this and ends "completed"
      """
      begin entered, begin caught, begin completed, end
      """

  Scenario: What comes first begins a case
    Given the element "event-based gateway that begins a case" stands "alone"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"messages": [{"name": "notice"}]}
      """
    Then it tells this and ends "completed"
      """
      x entered, x caught, x completed, end
      """

  Scenario: Pools of one file are cases of their own
    Given the element "several pools that talk by messages" stands "alone"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"business_key": "K-1", "tasks": {"answer": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x thrown, x completed, y entered, begun entered, begun caught, begun completed,
      answer, reply entered, reply thrown, reply completed, y caught, y completed, end
      """
