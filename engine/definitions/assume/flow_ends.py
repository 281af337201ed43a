"""Step `flow-ends`: a flow that does not say where it begins or ends gets this from the elements that list it."""

from dataclasses import replace
from typing import Final

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import NODES, bpmn
from engine.definitions.check.rule import Finding, Found, Rule
from engine.xml import Element

RULE = Rule(
    "flow-ends",
    "error",
    "{reason}",
    "Draw this end of the flow anew in the drawing tool and save.",
)
_SOURCE = "The flow does not say where it begins; “{name}” lists it as outgoing, so it was read as beginning there."
_TARGET = "The flow does not say where it ends; “{name}” lists it as incoming, so it was read as ending there."
_MORE = "{count} more flows were completed in the same way."
TEXTS = (_SOURCE, _TARGET, _MORE)
_ENDS: Final = (("sourceRef", "outgoing", _SOURCE), ("targetRef", "incoming", _TARGET))


def assume(drawing: Drawing) -> Found:
    """Take `sourceRef` from `outgoing`, `targetRef` from `incoming` where one node lists it (BPMN 2.0.2, 8.4.13)."""
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    for attribute, listing, text in _ENDS:
        lacking = [flow for flow in drawing.of("sequenceFlow") if not (flow.get(attribute) or "").strip()]
        if not lacking:
            continue
        listed = _listed(drawing, listing)
        for flow in lacking:
            nodes = listed.get(flow.get("id") or "", [])
            if len(nodes) == 1 and (key := nodes[0].get("id")):
                flow.set(attribute, key)
                found = say(RULE, flow, reason={"msgid": text, "params": {"name": nodes[0].get("name") or key}})
                yield replace(found, change=_written(flow, attribute, key))


def _written(flow: Element, attribute: str, value: str) -> dict[str, str] | None:
    """Return the change that writes what was read into the file."""
    key = flow.get("id")
    return {"change": "set-attribute", "element": key, "attribute": attribute, "value": value} if key else None


def _listed(drawing: Drawing, listing: str) -> dict[str, list[Element]]:
    """Return the nodes that list a flow, by the id of the flow."""
    found: dict[str, list[Element]] = {}
    for node in drawing.of(*sorted(NODES)):
        for one in node.iterchildren(bpmn(listing)):
            found.setdefault((one.text or "").strip().rpartition(":")[2], []).append(node)
    return found


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
