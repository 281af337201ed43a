"""Rule `conversation`: a conversation connects at least two pools, each by a link of its own (BPMN 2.0.2, 9.5)."""

from collections import defaultdict
from collections.abc import Mapping

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.references.table import CONVERSATIONS
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import Graph, bare
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import bpmn, children, local, whole_text
from engine.xml import Element

RULE = Rule("conversation", "error", SENTENCE, REMEDY)
_ALONE = Case(
    "The conversation has fewer than two participants ({count}); it takes two to talk.",
    "Link the conversation to every pool that takes part in it.",
)
_LINK = Case(
    "The conversation link connects {one} and {other}; it must connect a conversation and a pool.",
    "Draw the link between the conversation and one of its pools, or use a message flow between pools.",
)
CASES = (_ALONE, _LINK)
_LEAST = 2  # participants (BPMN 2.0.2, table 9.12)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each conversation of fewer than two and each link that connects anything else."""
    graph = document.graph
    linked: dict[str, set[str]] = defaultdict(set)
    for link in document.root.iter(bpmn("conversationLink")):
        ends = [bare(link.get(name)) or "" for name in ("sourceRef", "targetRef")]
        drawn = [graph.elements.get(end) for end in ends]
        if any(one is None for one in drawn):
            continue  # rules `reference` and `schema`
        kinds = [local(one) or "" for one in drawn if one is not None]
        if not _connects(kinds):
            one, other = ({"msgid": KINDS.get(kind, "element")} for kind in kinds)
            yield _LINK.at(RULE, where(link), one=one, other=other)
        for end, across in (ends, ends[::-1]):
            linked[end].add(across)
    for kind in sorted(CONVERSATIONS):
        for talk in document.root.iter(bpmn(kind)):
            yield from _talk(graph, talk, linked)


def _connects(kinds: list[str]) -> bool:
    return any(one in CONVERSATIONS and other in CONVERSATIONS | {"participant"} for one, other in (kinds, kinds[::-1]))


def _talk(graph: Graph, talk: Element, linked: Mapping[str, set[str]]) -> Found:
    """Count who takes part: whom the conversation names, and whom links tie to it; tools write one or the other."""
    named = {bare(whole_text(one)) or "" for one in children(talk, "participantRef")}
    parts = named | linked.get(str(talk.get("id") or ""), set())
    known = [one for one in parts if _is_pool(graph.elements.get(one))]
    if len(known) < _LEAST:
        yield _ALONE.at(RULE, where(talk), count=len(known))


def _is_pool(drawn: Element | None) -> bool:
    return drawn is not None and local(drawn) == "participant"
