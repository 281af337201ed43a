"""Change `remove-condition {element}`: a flow loses its condition and is always taken."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import children

NAME = "remove-condition"
WORDS = "Take its condition away"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Take it away; raises ChangeDoesNotFit if the flow has none."""
    flow = source.flow(change.get("element"))
    conditions = list(children(flow.xml, "conditionExpression"))
    if not conditions:
        raise errors.ChangeDoesNotFit
    for condition in conditions:
        source.writing.drop(condition)
