"""Change `retype {element, type}`: a node becomes another kind of node and keeps all else."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.graph import ACTIVITIES, EVENTS, GATEWAYS
from engine.definitions.mend.source import Source
from engine.definitions.words import KINDS

NAME = "retype"
WORDS = "Make it: {type}"
PARAMS = {"type": KINDS}
_FAMILIES = (ACTIVITIES, EVENTS, GATEWAYS)


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Rename the element; raises ChangeDoesNotFit between activities, events and gateways."""
    node, wanted = source.node(change.get("element")), str(change.get("type"))
    if not any(node.type in family and wanted in family for family in _FAMILIES):
        raise errors.ChangeDoesNotFit
    source.writing.rename(node.xml, wanted)
