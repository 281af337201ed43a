"""Step `flow-message`: what names no message sends or awaits the one of its message flow; must not draw any flow."""

from typing import Final

from lxml import etree

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.check.rule import Finding, Found, Rule
from engine.spiff.vocabulary import vendor, zeebe
from engine.xml import BPMN, Element

RULE = Rule(
    "flow-message",
    "warning",
    "{reason}",
    "Create the message in the drawing tool and choose it at both ends: by its name they find each other.",
)
_TAKEN = "No message is named here, so that of the message flow is taken: “{name}”."
_MORE = "The messages of {count} more events and tasks are taken from their message flows."
TEXTS = (_TAKEN, _MORE)
_TASKS: Final = ("sendTask", "receiveTask")
#: What stands in front of the root elements.
_BEFORE: Final = frozenset({"import", "documentation", "extensionElements"})


def assume(drawing: Drawing) -> Found:
    """Give both ends of a message flow the same message (BPMN 2.0.2, 7.3.1 and 9.4: a flow shows a message)."""
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    flows = _flows(drawing)
    if not flows:
        return
    reading = _Messages(drawing)
    for node, holder in _speechless(drawing):
        flow = flows.get(str(node.get("id")))
        if flow is None:
            continue
        message = reading.of(flow)
        holder.set("messageRef", str(message.get("id")))
        yield say(RULE, node, reason={"msgid": _TAKEN, "params": {"name": message.get("name")}})
    if reading.made:
        drawing.changed()


def _flows(drawing: Drawing) -> dict[str, Element]:
    """Return the first message flow at each end, by the id of the end."""
    found: dict[str, Element] = {}
    for flow in drawing.of("messageFlow"):
        for end in (flow.get("sourceRef"), flow.get("targetRef")):
            if end:
                found.setdefault(end.rpartition(":")[2], flow)
    return found


def _speechless(drawing: Drawing) -> list[tuple[Element, Element]]:
    """Return the events and tasks that send or await a message of no name, each with where it would be named."""
    found = [(task, task) for task in drawing.of(*_TASKS)]
    found += [(parent, one) for one in drawing.of("messageEventDefinition") if (parent := one.getparent()) is not None]
    return [(node, holder) for node, holder in found if not holder.get("messageRef") and not _worked(node, holder)]


def _worked(node: Element, holder: Element) -> bool:
    """Tell whether a worker outside does it, so that no message is needed."""
    return vendor(holder, "type") is not None or zeebe(node, "taskDefinition", "type") is not None


class _Messages:
    """The messages of a drawing, and those made for its flows: one for each name."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.known = {str(one.get("id")): one for one in drawing.of("message")}
        self.named = {str(one.get("name")): one for one in reversed(drawing.of("message")) if one.get("name")}
        self.nodes = {str(one.get("id")): one for one in drawing.root.iter(f"{{{BPMN}}}*") if one.get("id")}
        self.made = False

    def of(self, flow: Element) -> Element:
        """Return the message of a flow: its own, that of one of its ends, or one that is made with its name."""
        ends = [str(flow.get(end) or "").rpartition(":")[2] for end in ("targetRef", "sourceRef")]
        nodes = [self.nodes[end] for end in ends if end in self.nodes]
        for holder in (flow, *(inner for node in nodes for inner in (node, *node))):
            reference = (holder.get("messageRef") or "").rpartition(":")[2]
            if reference in self.known:
                return self.known[reference]
        return self._make(next(name for one in (flow, *nodes, None) if (name := _name(one, str(flow.get("id"))))))

    def _make(self, name: str) -> Element:
        if name not in self.named:
            made = etree.Element(f"{{{BPMN}}}message", id=self.drawing.take("flow-message"), name=name)
            root = self.drawing.root
            place = next((n for n, one in enumerate(root) if _is_root(one)), len(root))
            root.insert(place, made)
            self.named[name] = self.known[str(made.get("id"))] = made
            self.made = True
        return self.named[name]


def _is_root(element: Element) -> bool:
    """Tell whether this is a root element, before which others of them may stand; comments stay where they are."""
    return isinstance(element.tag, str) and etree.QName(element).localname not in _BEFORE


def _name(element: Element | None, otherwise: str) -> str:
    return otherwise if element is None else " ".join((element.get("name") or "").split())


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
