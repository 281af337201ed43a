"""Rule `link-event`: every throwing link has exactly one catching link of the same name on the same level."""

from collections.abc import Iterator, Sequence

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.kinds import catches_link, link_name, throws_link
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Graph, Node, Scope, bare
from engine.spiff.vocabulary import child_text

RULE = Rule("link-event", "error", SENTENCE, REMEDY)
_NAMELESS = Case(
    "The link has no name, so it is not said where the path goes on.", "Give both halves of the link the same name."
)
_NO_TARGET = Case(
    "The path goes on at the link “{name}”, but no catching link of this name is drawn on the same level.",
    "Draw the catching link in the same process or sub-process, or correct the name.",
)
_SECOND = Case(
    "There are several catching links named “{name}” on this level; a link leads to one place.",
    "Give each catching link a name of its own.",
)
_NO_SOURCE = Case(
    "Nothing leads to the link “{name}”: no throwing link of this name is drawn on the same level.",
    "Draw the throwing link, correct the name, or delete this path.",
)
CASES = (_NAMELESS, _NO_TARGET, _SECOND, _NO_SOURCE)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each half of a link without its other half (BPMN 2.0.2, 10.5.4 and table 10.98)."""
    for scope in document.graph.scopes.values():
        yield from _scope(document.graph, scope)


def _scope(graph: Graph, scope: Scope) -> Iterator[Finding]:
    nodes = [node for node in scope.nodes.values() if "link" in node.kinds and graph.nodes.get(node.id) is node]
    throwing = [node for node in nodes if node.type == "intermediateThrowEvent"]
    catching = [node for node in nodes if catches_link(node)]
    thrown = {link_name(node) for node in nodes if throws_link(node)}
    caught: set[str] = set()
    tied = _tied(throwing, catching)
    for node in (*catching, *throwing):
        name = link_name(node)
        if node.id in tied:
            continue
        if name is None:
            yield _NAMELESS.at(RULE, node)
        elif not catches_link(node):
            if name not in caught:
                yield _NO_TARGET.at(RULE, node, name=name)
        elif name in caught:
            yield _SECOND.at(RULE, node, name=name)
        else:
            caught.add(name)
            if name not in thrown:
                yield _NO_SOURCE.at(RULE, node, name=name)


def _tied(throwing: Sequence[Node], catching: Sequence[Node]) -> set[str]:
    """Return the ids of links whose definitions name each other: their names need not be equal (table 10.98)."""
    owner = {key: node.id for node in catching for cause in node.causes if (key := cause.xml.get("id"))}
    found: set[str] = set()
    for node in throwing:
        for cause in node.causes:
            met = owner.get(bare(child_text(cause.xml, "target")) or "")
            if met is not None:
                found |= {node.id, met}
    return found
