Feature: Activities, wherever they stand
  What is told is the same alone, in a sub-process and in a called process; in a repeated sub-process each round tells it.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: What needs nobody passes by itself: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x, end
      """

    Examples:
      | element            | place                           |
      | task (untyped)     | alone                           |
      | task (untyped)     | in a sub-process                |
      | task (untyped)     | in a called process             |
      | task (untyped)     | in a multi-instance sub-process |
      | manual task        | alone                           |
      | manual task        | in a sub-process                |
      | manual task        | in a called process             |
      | manual task        | in a multi-instance sub-process |
      | script task (FEEL) | alone                           |
      | script task (FEEL) | in a sub-process                |
      | script task (FEEL) | in a called process             |
      | script task (FEEL) | in a multi-instance sub-process |
      | business rule task | alone                           |
      | business rule task | in a sub-process                |
      | business rule task | in a called process             |
      | business rule task | in a multi-instance sub-process |

  Scenario Outline: A person does it, <place>
    Given the element "user task" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, end
      """
    And it takes the flows "begin-x" and "x-end"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Without an answer it stays open, <place>
    Given the element "user task" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "waiting"
      """
      begin, x entered
      """
    And it stays at "x"

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Somebody outside does it: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"topics": {"work": [{"variables": {}}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, end
      """

    Examples:
      | element                     | place                           |
      | service task                | alone                           |
      | service task                | in a sub-process                |
      | service task                | in a called process             |
      | service task                | in a multi-instance sub-process |
      | send task, sent by a worker | alone                           |
      | send task, sent by a worker | in a sub-process                |
      | send task, sent by a worker | in a called process             |
      | send task, sent by a worker | in a multi-instance sub-process |

  Scenario Outline: Who failed outside tries again, <place>
    Given the element "service task" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"topics": {"work": [{"failure": "down"}, {"variables": {}}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, x failed, x completed, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A message is sent, and it goes on, <place>
    Given the element "send task with a message" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered, x thrown, x completed, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: It waits for its message, <place>
    Given the element "receive task" stands "<place>"
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

  Scenario Outline: A called process is a case of its own: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"asked": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, called-begin, asked, called-end, x completed, end
      """

    Examples:
      | element                          | place                           |
      | call activity                    | alone                           |
      | call activity                    | in a sub-process                |
      | call activity                    | in a called process             |
      | call activity                    | in a multi-instance sub-process |
      | call activity bound to a version | alone                           |
      | call activity bound to a version | in a sub-process                |
      | call activity bound to a version | in a called process             |
      | call activity bound to a version | in a multi-instance sub-process |
      | call activity bound to a tag     | alone                           |
      | call activity bound to a tag     | in a sub-process                |
      | call activity bound to a tag     | in a called process             |
      | call activity bound to a tag     | in a multi-instance sub-process |

  Scenario Outline: A called case is given what it needs and gives back what it found, <place>
    Given the element "call activity with business key, input and output" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"business_key": "K-1", "variables": {"subject": 1}, "tasks": {"asked": [{"answer": 2}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, called-begin, asked, called-end, x completed, end
      """
    And its variables are then
      """
      {"subject": 1, "answer": 2}
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: What is around is completed after what is inside: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"inside": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, inner-begin, inside, inner-end, x completed, end
      """

    Examples:
      | element     | place                           |
      | sub-process | alone                           |
      | sub-process | in a sub-process                |
      | sub-process | in a called process             |
      | sub-process | in a multi-instance sub-process |
      | transaction | alone                           |
      | transaction | in a sub-process                |
      | transaction | in a called process             |
      | transaction | in a multi-instance sub-process |

  Scenario Outline: A cancelled transaction undoes what it did, <place>
    Given the element "transaction that is cancelled" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"inside": [{}], "undo": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered, inner-begin, inside, inner-end entered, inner-end thrown, undo, inner-end completed,
      x cancelled, event entered, event caught, event completed, merge, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: An ad-hoc sub-process does not run, <place>
    Given the element "ad-hoc sub-process" stands "<place>"
    When it is to be published
    Then it is refused, because "Elements of the kind “ad-hoc sub-process” cannot run yet. Replace it, or keep it out of this version."

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Each time only one begins it and one completes it, <place>
    Given the element "start or completion quantity other than 1" stands "<place>"
    When it is to be published
    Then it is refused, because "“startQuantity” other than 1 cannot run. Remove it and draw the repetition."

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
