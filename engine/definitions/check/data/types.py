"""Which type a piece of data has, as far as the file says it (BPMN 2.0.2, 8.4.10 and 10.4.1); must not judge it."""

from dataclasses import dataclass

from engine.definitions.graph import Graph, bare, yes
from engine.spiff.vocabulary import clean, local
from engine.xml import Element

_POINTERS = {"dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef"}
_TYPED = {"message": "itemRef", "error": "structureRef", "escalation": "structureRef", "signal": "structureRef"}


@dataclass(frozen=True, slots=True)
class Type:
    """An item definition: its id, and the name of the structure behind it where one is named."""

    id: str
    structure: str | None
    collection: bool

    def differs(self, other: "Type") -> bool:
        """Whether both are known well enough to say that they are not the same."""
        if self.id == other.id or self.structure is None or other.structure is None:
            return False
        return self.structure != other.structure


def type_of(graph: Graph, item: Element | None) -> Type | None:
    """Return the type of an item-aware element, message, error, escalation or signal; None where it is not said."""
    if item is None:
        return None
    kind = local(item) or ""
    definition = _definition(graph, item.get(_TYPED.get(kind, "itemSubjectRef")))
    if definition is None and kind in _POINTERS:
        meant = graph.target(item.get(_POINTERS[kind]))
        definition = None if meant is None else _definition(graph, meant.get("itemSubjectRef"))
    return definition


def _definition(graph: Graph, reference: str | None) -> Type | None:
    found = graph.target(reference)
    if found is None or local(found) != "itemDefinition":
        return None
    return Type(str(found.get("id")), bare(clean(found.get("structureRef"))), yes(found.get("isCollection")))
