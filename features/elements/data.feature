Feature: Data of an activity, wherever it stands
  What an activity is given and gives back.

  A trace tells what happened in order: x is the element itself or what it is drawn at, a name alone was entered and
  completed at once, and the drawing is in elements.xml under the element's name.

  Scenario Outline: What goes in is its own, what comes out is the case's, <place>
    Given the element "input and output mappings (Camunda)" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}]}}
      """
    Then it tells this and ends "completed"
      """
      begin, x, end
      """
    And its variables are then
      """
      {"a": null, "b": 2}
      """

    Examples:
      | place                           |
      | alone                           |
      | in a sub-process                |
      | in a called process             |
      | in a multi-instance sub-process |

  Scenario Outline: A data object changes nothing, <place>
    Given the element "data object" stands "<place>"
    When it runs on paper, stored and read again before every step, and is answered
      """
      {"tasks": {"x": [{}]}}
      """
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
