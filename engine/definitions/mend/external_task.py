"""Change `external-task {element, topic}`: a program outside does this task when it asks for this topic."""

from collections.abc import Mapping

from engine.definitions.mend.made import CAMUNDA
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import SAME_VOCABULARY

NAME = "external-task"
WORDS = "Let a program do it under the topic “{topic}”"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write type and topic in the vocabulary that the file uses."""
    node = source.node(change.get("element"))
    used = next((one for one in SAME_VOCABULARY if one in node.xml.nsmap.values()), CAMUNDA)
    source.writing.set(node.xml, f"{{{used}}}type", "external")
    source.writing.set(node.xml, f"{{{used}}}topic", str(change.get("topic") or node.id))
