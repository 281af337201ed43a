Feature: What is repeated, wherever it stands
  The repetition is entered and completed once, and each of its three turns once.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: Three at once by people, <place>
    Given the element "multi-instance user task, parallel" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}, {}, {}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 4 times, x completed 4 times, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Three at once by nobody: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered 4 times, x completed 4 times, end
      """

    Examples:
      | element                           | place                           |
      | multi-instance script task        | alone                           |
      | multi-instance script task        | in a sub-process                |
      | multi-instance script task        | in a called process             |
      | multi-instance script task        | in a multi-instance sub-process |
      | multi-instance business rule task | alone                           |
      | multi-instance business rule task | in a sub-process                |
      | multi-instance business rule task | in a called process             |
      | multi-instance business rule task | in a multi-instance sub-process |

  Scenario Outline: Three at once outside, <place>
    Given the element "multi-instance service task, parallel" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"topics": {"work": [{"variables": {}}, {"variables": {}}, {"variables": {}}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 4 times, x completed 4 times, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: One after the other by people: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}, {}, {}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 2 times, x completed, x, x entered, x completed 2 times, end
      """

    Examples:
      | element                              | place                           |
      | multi-instance user task, sequential | alone                           |
      | multi-instance user task, sequential | in a sub-process                |
      | multi-instance user task, sequential | in a called process             |
      | multi-instance user task, sequential | in a multi-instance sub-process |
      | standard loop, user task             | alone                           |
      | standard loop, user task             | in a sub-process                |
      | standard loop, user task             | in a called process             |
      | standard loop, user task             | in a multi-instance sub-process |
      | standard loop, tested before         | alone                           |
      | standard loop, tested before         | in a sub-process                |
      | standard loop, tested before         | in a called process             |
      | standard loop, tested before         | in a multi-instance sub-process |

  Scenario Outline: One after the other outside: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"topics": {"work": [{"variables": {}}, {"variables": {}}, {"variables": {}}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 2 times, x completed, x, x entered, x completed 2 times, end
      """

    Examples:
      | element                                 | place                           |
      | multi-instance service task, sequential | alone                           |
      | multi-instance service task, sequential | in a sub-process                |
      | multi-instance service task, sequential | in a called process             |
      | multi-instance service task, sequential | in a multi-instance sub-process |
      | standard loop, service task             | alone                           |
      | standard loop, service task             | in a sub-process                |
      | standard loop, service task             | in a called process             |
      | standard loop, service task             | in a multi-instance sub-process |

  Scenario Outline: One after the other by nobody, <place>
    Given the element "standard loop, script task" stands "<place>"
    When it runs on paper, stored and read again before every step
    Then it tells this and ends "completed"
      """
      begin, x entered 2 times, x completed, x, x entered, x completed 2 times, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Each waits for a message of its own, <place>
    Given the element "multi-instance receive task" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "numbered", "correlation": {"round": 1, "item": 1}}, {"name": "numbered", "correlation": {"round": 1, "item": 2}}, {"name": "numbered", "correlation": {"round": 1, "item": 3}}]}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 4 times, x caught, x completed, x caught, x completed, x caught, x completed 2 times,
      end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: One message after the other, <place>
    Given the element "standard loop, receive task" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"round": 1}, "messages": [{"name": "letter", "correlation": {"round": 1}}, {"name": "letter", "correlation": {"round": 1}}, {"name": "letter", "correlation": {"round": 1}}]}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 2 times, x caught, x completed, x entered, x caught, x completed, x entered, x caught,
      x completed 2 times, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Three called cases at once, <place>
    Given the element "multi-instance call activity" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"asked": [{}, {}, {}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 4 times, called-begin, asked entered, called-begin, asked entered, called-begin, asked,
      called-end, x completed, asked completed, called-end, x completed, asked completed, called-end,
      x completed 2 times, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: One called case after the other, <place>
    Given the element "standard loop, call activity" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"asked": [{}, {}, {}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 2 times, called-begin, asked, called-end, x completed, x entered, called-begin, asked,
      called-end, x completed, x entered, called-begin, asked, called-end, x completed 2 times, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Three sub-processes at once, <place>
    Given the element "multi-instance sub-process, parallel" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"inside": [{}, {}, {}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 4 times, inner-begin entered 3 times, inner-begin completed, inside entered,
      inner-begin completed, inside entered, inner-begin completed, inside, inner-end, x completed,
      inside completed, inner-end, x completed, inside completed, inner-end, x completed 2 times, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: One sub-process after the other: <element>, <place>
    Given the element "<element>" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"inside": [{}, {}, {}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 2 times, inner-begin, inside, inner-end, x completed, x entered, inner-begin, inside,
      inner-end, x completed, x entered, inner-begin, inside, inner-end, x completed 2 times, end
      """

    Examples:
      | element                                | place                           |
      | multi-instance sub-process, sequential | alone                           |
      | multi-instance sub-process, sequential | in a sub-process                |
      | multi-instance sub-process, sequential | in a called process             |
      | multi-instance sub-process, sequential | in a multi-instance sub-process |
      | standard loop, sub-process             | alone                           |
      | standard loop, sub-process             | in a sub-process                |
      | standard loop, sub-process             | in a called process             |
      | standard loop, sub-process             | in a multi-instance sub-process |

  Scenario Outline: One for each thing, and the answers are collected, <place>
    Given the element "multi-instance by collection, with output collection" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"variables": {"things": ["a", "b"]}, "tasks": {"x": [{"answer": 1}, {"answer": 1}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 3 times, x completed 3 times, end
      """
    And its variables are then
      """
      {"all": [1, 1]}
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: When enough are done the others are over, <place>
    Given the element "multi-instance with completion condition" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x entered 4 times, x completed, x cancelled 2 times, x completed, end
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: Another behaviour than waiting for all does not run, <place>
    Given the element "multi-instance behavior other than All" stands "<place>"
    When it is to be published
    Then it is refused, because "The multi-instance behaviour “One” cannot run yet. Use “All”."

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |
