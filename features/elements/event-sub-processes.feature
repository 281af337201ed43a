Feature: Event sub-processes, wherever they stand
  One that interrupts ends everything around it; another one runs beside.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: A message ends everything else, <place>
    Given the element "message event sub-process, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}], "tasks": {"handle": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x cancelled, handler entered, event entered, event caught, event completed, handle,
      handled, handler completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Each message begins one beside, <place>
    Given the element "message event sub-process, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}, "at": "PT1H"}, {"name": "letter", "correlation": {"round": 1}, "at": "PT2H"}], "tasks": {"handle": [{}, {}]}}
      """
    Then it tells this and ends "waiting"
      """
      begin, x entered, handler entered, event entered, event caught, event completed, handle, handled,
      handler completed, handler entered, event entered, event caught, event completed, handle, handled,
      handler completed
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Its time ends everything else, <place>
    Given the element "timer event sub-process, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"handle": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x cancelled, handler entered, event entered, event caught, event completed, handle,
      handled, handler completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Its time begins one beside, <place>
    Given the element "timer event sub-process, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"handle": [{}]}}
      """
    Then it tells this and ends "waiting"
      """
      begin, x entered, handler entered, event entered, event caught, event completed, handle, handled,
      handler completed
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A signal ends everything else, <place>
    Given the element "signal event sub-process, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"signals": [{"name": "bell"}], "tasks": {"handle": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x cancelled, handler entered, event entered, event caught, event completed, handle,
      handled, handler completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Each signal begins one beside, <place>
    Given the element "signal event sub-process, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"signals": [{"name": "bell", "at": "PT1H"}, {"name": "bell", "at": "PT2H"}], "tasks": {"handle": [{}, {}]}}
      """
    Then it tells this and ends "waiting"
      """
      begin, x entered, handler entered, event entered, event caught, event completed, handle, handled,
      handler completed, handler entered, event entered, event caught, event completed, handle, handled,
      handler completed
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A condition ends everything else when its data changes, <place>
    Given the element "conditional event sub-process, interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "tasks": {"x": [{"round": 10}], "handle": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, y entered, y cancelled, handler entered, event entered, event caught, event completed, handle,
      handled, handler completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A condition begins one beside when its data changes, <place>
    Given the element "conditional event sub-process, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "tasks": {"x": [{"round": 10}], "handle": [{}], "y": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, y entered, handler entered, event entered, event caught, event completed, handle entered,
      y completed, end, handle completed, handled, handler completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What is thrown inside is caught inside, and ends the rest: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}], "handle": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, throw entered, throw thrown, throw completed, handler entered, event entered, event caught,
      event completed, handle, handled, handler completed
      """

    Examples:
      | element                                    | place                           |
      | error event sub-process                    | alone                           |
      | error event sub-process                    | in a sub-process                |
      | error event sub-process                    | in a called process             |
      | error event sub-process                    | in a multi-instance sub-process |
      | escalation event sub-process, interrupting | alone                           |
      | escalation event sub-process, interrupting | in a sub-process                |
      | escalation event sub-process, interrupting | in a called process             |
      | escalation event sub-process, interrupting | in a multi-instance sub-process |

  Scenario Outline: An escalation inside begins one beside, <place>
    Given the element "escalation event sub-process, not interrupting" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}], "handle": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, throw entered, throw thrown, handler entered, event entered, event caught, throw completed,
      end entered, event completed, handle entered, end completed, handle completed, handled,
      handler completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A sub-process undoes itself, <place>
    Given the element "compensation event sub-process" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"inside": [{}], "handle": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, inner-begin, inside, inner-end, x completed, throw entered, throw thrown,
      handler entered, event entered, event caught, event completed, handle, handled, handler completed,
      throw completed, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: One inside of another ends it, <place>
    Given the element "event sub-process in an event sub-process" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x cancelled, handler entered, event entered, event caught, event completed,
      handle entered, handle cancelled, inner-handler entered, inner-event entered, inner-event caught,
      inner-event completed, inner-handled, inner-handler completed, handler completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
