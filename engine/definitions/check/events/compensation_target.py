"""Rule `compensation-target`: an event that undoes an activity can see it."""

from engine.definitions.check.case import called
from engine.definitions.check.kinds import sees, undone_by
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "compensation-target",
    "error",
    "The event undoes {activity}, which lies in another process or sub-process and cannot be seen from here.",
    "Undo an activity of the same process or sub-process.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each event that undoes what it cannot see (BPMN 2.0.2, 10.7, tables 10.88 and 10.89)."""
    for node, activity in undone_by(document.graph):
        if activity.scope not in sees(document.graph, node):
            yield RULE.at(node, activity=called(activity))
