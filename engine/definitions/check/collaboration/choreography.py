"""Rule `choreography`: a choreography task begins with one of its own pools, among choreography elements only."""

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import bare
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import FLOW_NODES, bpmn, children, clean, local, whole_text
from engine.xml import Element

RULE = Rule("choreography", "error", SENTENCE, REMEDY)
_STRANGER = Case(
    "“{participant}” begins this exchange, but is none of the two pools that take part in it.",
    "Choose one of the participants of this choreography task as the one that begins.",
)
_OF_PROCESS = Case(
    "An element of the kind “{kind}” belongs in a process; a choreography shows only who exchanges messages with whom.",
    "Move it into the process of a pool, or draw a choreography task.",
)
_LOOSE = Case(
    "A flow of this choreography does not connect two of its exchanges, events or gateways.",
    "Draw the flow again, from one of them to another one.",
)
CASES = (_STRANGER, _OF_PROCESS, _LOOSE)
_EXCHANGES = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
_HOLDERS = ("choreography", "subChoreography")
#: What work inside a pool is made of (BPMN 2.0.2, 11.5-11.7: choreographies have events and gateways of their own).
_INNER = (
    frozenset(
        kind for kind in FLOW_NODES if kind.endswith(("Task", "Process", "Activity")) or kind in {"task", "transaction"}
    )
    - _EXCHANGES
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each exchange that a stranger begins and each element of a process in a choreography."""
    for exchange in document.root.iter(*map(bpmn, sorted(_EXCHANGES))):
        yield from _beginning(document, exchange)
    for holder in document.root.iter(*map(bpmn, _HOLDERS)):
        for inner in children(holder, *sorted(_INNER)):
            yield _OF_PROCESS.at(RULE, where(inner), kind={"msgid": KINDS.get(local(inner) or "", "element")})
        yield from _flows(holder)


def _flows(holder: Element) -> Found:
    kinds = {one.get("id"): local(one) for one in holder if one.get("id")}
    begins = {key for key, kind in kinds.items() if kind in _EXCHANGES | FLOW_NODES and kind != "endEvent"}
    ends = {key for key, kind in kinds.items() if kind in _EXCHANGES | FLOW_NODES and kind != "startEvent"}
    for flow in children(holder, "sequenceFlow"):
        if bare(flow.get("sourceRef")) not in begins or bare(flow.get("targetRef")) not in ends:
            yield _LOOSE.at(RULE, where(flow))


def _beginning(document: Document, exchange: Element) -> Found:
    begins = bare(exchange.get("initiatingParticipantRef"))
    parts = {bare(whole_text(one)) for one in children(exchange, "participantRef")}
    known = document.graph.elements.get(begins or "")
    if known is not None and local(known) == "participant" and begins not in parts:  # others: rule `reference`
        yield _STRANGER.at(RULE, where(exchange), participant=clean(known.get("name")) or begins)
