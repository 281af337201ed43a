Feature: End events, wherever they stand
  An end ends its path; some ends say something, or end more.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: A plain end ends its path, <place>
    Given the element "none end event" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An end throws something: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, x thrown, x completed
      """

    Examples:
      | element           | place                           |
      | message end event | alone                           |
      | message end event | in a sub-process                |
      | message end event | in a called process             |
      | message end event | in a multi-instance sub-process |
      | signal end event  | alone                           |
      | signal end event  | in a sub-process                |
      | signal end event  | in a called process             |
      | signal end event  | in a multi-instance sub-process |

  Scenario Outline: A terminate end ends everything around it, <place>
    Given the element "terminate end event" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x, one entered, other, stop, one cancelled
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What an end throws is caught around it: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, inner-begin, inner-end entered, inner-end thrown, inner-end completed, x cancelled,
      event entered, event caught, event completed, merge, end
      """

    Examples:
      | element                      | place                           |
      | error end event, caught      | alone                           |
      | error end event, caught      | in a sub-process                |
      | error end event, caught      | in a called process             |
      | error end event, caught      | in a multi-instance sub-process |
      | escalation end event, caught | alone                           |
      | escalation end event, caught | in a sub-process                |
      | escalation end event, caught | in a called process             |
      | escalation end event, caught | in a multi-instance sub-process |

  Scenario Outline: An error that nothing catches is an incident, never an end, <place>
    Given the element "error end event, caught nowhere (an incident)" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "incident"
      """
      begin, x entered, x incident
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An end undoes what was done, <place>
    Given the element "compensation end event" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}], "undo": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, throw entered, throw thrown, undo, throw completed
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
