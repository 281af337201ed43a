Feature: Intermediate events, wherever they stand
  A message is meant for the one who waits with its key; a signal reaches all; the clock moves by itself.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: A message lets it go on, <place>
    Given the element "message catch event" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}]}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x caught, x completed, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Its time lets it go on: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, x caught, x completed, end
      """

    Examples:
      | element                         | place                           |
      | timer catch event, duration     | alone                           |
      | timer catch event, duration     | in a sub-process                |
      | timer catch event, duration     | in a called process             |
      | timer catch event, duration     | in a multi-instance sub-process |
      | timer catch event, date         | alone                           |
      | timer catch event, date         | in a sub-process                |
      | timer catch event, date         | in a called process             |
      | timer catch event, date         | in a multi-instance sub-process |
      | timer catch event, FEEL         | alone                           |
      | timer catch event, FEEL         | in a sub-process                |
      | timer catch event, FEEL         | in a called process             |
      | timer catch event, FEEL         | in a multi-instance sub-process |
      | timer catch event, working days | alone                           |
      | timer catch event, working days | in a sub-process                |
      | timer catch event, working days | in a called process             |
      | timer catch event, working days | in a multi-instance sub-process |

  Scenario Outline: A signal lets it go on, <place>
    Given the element "signal catch event" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"signals": [{"name": "bell"}]}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x caught, x completed, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A condition is asked again when data changes, <place>
    Given the element "conditional catch event" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "tasks": {"one": [{"round": 10}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, split, x entered, one, x caught, x completed, join, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What catches and throws nothing passes, <place>
    Given the element "none throw event" stands "<place>"
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

  Scenario Outline: Something is thrown, and it goes on: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, x thrown, x completed, end
      """

    Examples:
      | element             | place                           |
      | message throw event | alone                           |
      | message throw event | in a sub-process                |
      | message throw event | in a called process             |
      | message throw event | in a multi-instance sub-process |
      | signal throw event  | alone                           |
      | signal throw event  | in a sub-process                |
      | signal throw event  | in a called process             |
      | signal throw event  | in a multi-instance sub-process |

  Scenario Outline: An escalation is caught, and both ways go on, <place>
    Given the element "escalation throw event" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, inner-begin, told entered, told thrown, event entered, event caught, told completed,
      inner-end entered, event completed, beside entered, inner-end completed, x completed, end entered,
      beside completed, end completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What was done is undone, <place>
    Given the element "compensation throw event" stands "<place>"
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

  Scenario Outline: A link leads to its other half, <place>
    Given the element "link events" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x, y, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An event has one definition: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it is to be published
    Then it is refused, because "An event of the kind “message, signal” cannot run in this place. Draw one event of another kind."

    Examples:
      | element                                     | place                           |
      | several definitions at one event (multiple) | alone                           |
      | several definitions at one event (multiple) | in a sub-process                |
      | several definitions at one event (multiple) | in a called process             |
      | several definitions at one event (multiple) | in a multi-instance sub-process |
      | parallel multiple event                     | alone                           |
      | parallel multiple event                     | in a sub-process                |
      | parallel multiple event                     | in a called process             |
      | parallel multiple event                     | in a multi-instance sub-process |

  Scenario Outline: Each event defines itself, <place>
    Given the element "shared event definition (eventDefinitionRef)" stands "<place>"
    When it is to be published
    Then it is refused, because "An event of the kind “reference” cannot run in this place. Draw one event of another kind."

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
