"""A file while it is being mended: its text, its tree as every check reads it, its drawing; must not mend by itself."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from engine import errors, xml
from engine.definitions import assume, graph
from engine.definitions.graph import Flow, Node, Scope
from engine.definitions.mend.diagram import Diagram
from engine.definitions.mend.made import bpmn
from engine.definitions.mend.writing import Writing
from engine.spiff.vocabulary import local
from engine.xml import Element

_ENTRIES: Final = tuple(f"{{{xml.BPMN}}}{name}" for name in ("incoming", "outgoing", "flowNodeRef"))
_ENDS: Final = ("sourceRef", "targetRef", "attachedToRef")
_ATTACHED: Final = frozenset({
    "sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation", "boundaryEvent",
})  # fmt: skip
_NOT_IN_IDS: Final = re.compile("[^\\w.\u200c\u200d-]")
#: What stands before `incoming` and `outgoing` in a flow node, after the standard's schema.
_HEAD: Final = frozenset({"documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef"})


class Stale(Exception):
    """A change speaks of what another change of the same round has touched: write that one first."""


class Source:
    """One file in one round of changes; each element is touched by one change of a round at most.

    Elements are found by the ids that they have when the file is read as always, that is after `assume.complete`.
    Raises the XML door's refusals, and ChangeDoesNotFit where an element is not in the file.
    """

    def __init__(self, data: bytes, *, size: int) -> None:
        root = xml.parse(data, limits=xml.Limits(size=size))
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        self.writing = Writing(data, elements)
        self._ids = {key for one in elements if (key := one.get("id"))}
        assume.complete(root)
        self.root = root
        self.graph = graph.read(root)
        self._ids.update(self.graph.elements)
        self._raw = {key: one for one in reversed(elements) if (key := one.get("id"))}
        self.diagram = Diagram(elements, self.writing, self.new_id)
        self._touched: set[str] = set()
        self._now: set[str] = set()
        self._unsaid: dict[str, Element] = {}
        self._listing: dict[str, bool] = {}
        self._alone = False

    def alone(self) -> None:
        """Keep every other change out of this round; raises Stale where one was made in it already."""
        if self.writing.changed:
            raise Stale
        self._alone = True

    def finish(self) -> None:
        """End a change that was made: its ids are written, and what it touched is touched by no other of this round."""
        for key, element in self._unsaid.items():
            self.writing.set(element, "id", key)
        self._touched |= self._now
        self.forget()

    def forget(self) -> None:
        """End a change that did not fit; it looked before it wrote, so nothing is to be undone."""
        self._now, self._unsaid = set(), {}
        self._alone = self._alone and self.writing.changed

    def element(self, key: object) -> Element:
        """Return what has this id; the file gets the id where it does not say it."""
        if not isinstance(key, str) or not key:
            raise errors.ChangeDoesNotFit
        if key in self._touched or (self._alone and self.writing.changed):
            raise Stale
        self._now.add(key)
        found = self.graph.elements.get(key)
        if found is None or not self.writing.written(found):
            found = self._raw.get(key)
        if found is None:
            raise Stale if self.writing.changed else errors.ChangeDoesNotFit
        if self.writing.given(found, "id") is None:
            self._unsaid[key] = found
        return found

    def node(self, key: object) -> Node:
        """Return the flow node with this id."""
        self.element(key)
        found = self.graph.nodes.get(str(key))
        if found is None:
            raise errors.ChangeDoesNotFit
        return found

    def flow(self, key: object) -> Flow:
        """Return the sequence flow with this id."""
        self.element(key)
        found = self.graph.flows.get(str(key))
        if found is None:
            raise errors.ChangeDoesNotFit
        return found

    def scope(self, key: str) -> Scope:
        """Return a process or sub-process."""
        return self.graph.scopes[key]

    def say_id(self, key: str) -> Element | None:
        """Let the file say the id of an element, None for what is not in the file; for changes of a whole file."""
        found = self.graph.elements.get(key)
        if found is None or not self.writing.written(found):
            return None
        if self.writing.given(found, "id") is None:
            self.writing.set(found, "id", key)
        return found

    def new_id(self, wanted: str) -> str:
        """Return an id like this one that nothing in the file has."""
        plain = _NOT_IN_IDS.sub("_", wanted)
        plain = plain if plain[:1].isalpha() or plain[:1] == "_" else f"_{plain}"
        number, found = 1, plain
        while found in self._ids:
            number += 1
            found = f"{plain}_{number}"
        self._ids.add(found)
        return found

    @cached_property
    def entries(self) -> Mapping[str, Sequence[Element]]:
        """The elements of the file that hold nothing but the id of another (lists of flows, of lanes), by that id."""
        found: dict[str, list[Element]] = defaultdict(list)
        for one in self.root.iter(*_ENTRIES):
            if (key := graph.bare(one.text)) is not None and self.writing.written(one):
                found[key].append(one)
        return found

    @cached_property
    def defaults(self) -> Mapping[str, Sequence[Element]]:
        """The elements of the file whose default flow has this id."""
        found: dict[str, list[Element]] = defaultdict(list)
        for one in self.writing.spans:
            if (key := graph.bare(one.get("default"))) is not None:
                found[key].append(one)
        return found

    @cached_property
    def attached(self) -> Mapping[str, Sequence[Element]]:
        """What cannot be without the element of this id: flows and associations at it, events at its border."""
        found: dict[str, list[Element]] = defaultdict(list)
        for one in self.writing.spans:
            if local(one) in _ATTACHED and one.get("id"):
                children = (child.text for child in one if local(child) in _ENDS)
                for end in (*(one.get(name) for name in _ENDS), *children):
                    if (key := graph.bare(end)) is not None:
                        found[key].append(one)
        return found

    def lists_flows(self, node: Node) -> bool:
        """Tell whether the file lists flows at their nodes, as the standard allows and most tools do."""
        if node.scope not in self._listing:
            nodes = self.graph.scopes[node.scope].nodes.values()
            listing = any(local(child) in {"incoming", "outgoing"} for one in nodes for child in one.xml)
            self._listing[node.scope] = listing
        return self._listing[node.scope]

    def list_flow(self, node: Node, role: str, flow: str) -> None:
        """List a new flow at its node (`role` is incoming or outgoing) if the file does so."""
        if not self.lists_flows(node):
            return
        made = bpmn(role, flow)
        last_before = _last(node.xml, _HEAD | {"incoming"} | ({"outgoing"} if role == "outgoing" else set()))
        if last_before is None:
            self.writing.first(node.xml, made)
        else:
            self.writing.after(last_before, made)

    def listed(self, node: Node, role: str, flow: str) -> Element | None:
        """Return the entry of a flow in the list of its node, None where there is none."""
        entries = (one for one in node.xml if local(one) == role and graph.bare(one.text) == flow)
        return next((one for one in entries if self.writing.written(one)), None)

    def enter_lane(self, key: str, beside: str) -> None:
        """Put a new node into the lanes that another one is in."""
        for entry in self.entries.get(beside, ()):
            if local(entry) == "flowNodeRef":
                self.writing.after(entry, bpmn("flowNodeRef", key))


def _last(parent: Element, names: frozenset[str] | set[str]) -> Element | None:
    found = None
    for child in parent:
        if local(child) in names:
            found = child
    return found
