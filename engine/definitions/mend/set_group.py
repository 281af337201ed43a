"""Change `set-group {element, group}`: a lane stands for this group, or a task is offered to it."""

from collections.abc import Mapping

from engine.definitions.mend.made import CAMUNDA
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import SAME_VOCABULARY, local

NAME = "set-group"
WORDS = "Give it to the group “{group}”"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Name the lane, or write the candidate group in the vocabulary that the file uses."""
    element, group = source.element(change.get("element")), str(change.get("group") or "")
    if local(element) == "lane":
        source.writing.set(element, "name", group)
        return
    used = next((one for one in SAME_VOCABULARY if one in element.nsmap.values()), CAMUNDA)
    source.writing.set(element, f"{{{used}}}candidateGroups", group)
