"""Which attributes and children of a drawing name other elements, and of which sort; must not judge or change them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.definitions.assume.vocabulary import CHOREOGRAPHY, DATA, LINES, NODES, local
from engine.xml import BPMNDI, Element

NODE: Final = "node"
LINE: Final = "line"
_ENDING: Final = "Ref"
_BY_NAME: Final = {
    "incoming": LINE, "outgoing": LINE, "default": LINE, "flowNodeRef": NODE, "attachedToRef": NODE,
    "activityRef": NODE, "processRef": "process", "participantRef": "participant", "messageFlowRef": LINE,
    "innerParticipantRef": "participant", "outerParticipantRef": "participant",
    "dataObjectRef": "data", "dataStoreRef": "data", "messageRef": "message", "signalRef": "signal",
    "errorRef": "error", "escalationRef": "escalation", "categoryValueRef": "categoryValue",
}  # fmt: skip
_TEXTS: Final = frozenset(
    {"incoming", "outgoing", "supports", "categoryValueRef", "loopDataInputRef", "loopDataOutputRef"}
)
_DI: Final = f"{{{BPMNDI}}}"


@dataclass(slots=True)
class Reference:
    """One place that names an element: an attribute, or with `attribute` "" the text of an element."""

    element: Element
    attribute: str
    wanted: str  # the sort that it must name, "" where any will do

    @property
    def says(self) -> str:
        """What is written there, without surrounding space."""
        return ((self.element.get(self.attribute) if self.attribute else self.element.text) or "").strip()

    def write(self, key: str) -> None:
        """Let it name something else."""
        if self.attribute:
            self.element.set(self.attribute, key)
        else:
            self.element.text = key


def sort_of(element: Element) -> str:
    """Return the sort of an element as far as references tell them apart."""
    kind = local(element) or ""
    if kind in NODES or kind in CHOREOGRAPHY:
        return NODE
    if kind in LINES:
        return LINE
    return "data" if kind in DATA else kind


def references(root: Element) -> Iterator[Reference]:
    """Give every place of the model and its picture that names an element by its id."""
    for element in root.iter():
        kind = local(element)
        if kind is None:
            if isinstance(element.tag, str) and element.tag.startswith(_DI) and element.get("bpmnElement"):
                wanted = LINE if element.tag.endswith("Edge") else ""
                yield Reference(element, "bpmnElement", wanted)
            continue
        if (kind in _TEXTS or kind.endswith((_ENDING, "Refs"))) and element.text:
            yield Reference(element, "", _BY_NAME.get(kind, ""))
        for name in map(str, element.keys()):
            if name.endswith(_ENDING) or name == "default":
                ends = NODE if kind == "sequenceFlow" else ""
                yield Reference(element, name, _BY_NAME.get(name, ends))
