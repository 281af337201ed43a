"""Rule `compensation`: what is to be undone has something that undoes it, and both are tied to each other."""

from collections.abc import Iterator

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.kinds import compensates, undone_by
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES, TASKS, Graph, Node

RULE = Rule("compensation", "warning", SENTENCE, REMEDY)
_NO_HANDLER = Case(
    "The compensation event at {host} is not tied to an activity that undoes the work.",
    "Draw an association from the event to an activity that is marked as compensation.",
)
_NOT_MARKED = Case(
    "{handler} undoes the work of {host}, but is not marked as compensation.",
    "Mark the activity as compensation.",
)
_NEVER = Case(
    "{node} is marked as compensation, but no compensation event is tied to it, so it never happens.",
    "Draw an association from the compensation event of the work that it undoes, or take the mark away.",
)
_NOTHING_UNDOES = Case(
    "The event undoes {activity}, but that has no compensation event, so nothing happens.",
    "Attach a compensation event to the activity and tie it to what undoes the work.",
)
CASES = (_NO_HANDLER, _NOT_MARKED, _NEVER, _NOTHING_UNDOES)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give the findings about what undoes work (BPMN 2.0.2, 10.5.4 and 10.7)."""
    graph = document.graph
    events = [node for node in graph.nodes.values() if node.type == "boundaryEvent" and "compensate" in node.kinds]
    handlers = [node for node in graph.nodes.values() if node.type in ACTIVITIES and compensates(node)]
    tied = _tied(graph) if events else {}
    used: set[str] = set()
    for node in events:
        undoing = [graph.nodes[key] for key in tied.get(node.id, ()) if key in graph.nodes]
        used |= {one.id for one in undoing}
        yield from _boundary(graph, node, undoing)
    undone = {node.host for node in events}
    for node, activity in undone_by(graph):
        if activity.type in TASKS and activity.id not in undone:  # sub-processes undo what lies in them
            yield _NOTHING_UNDOES.at(RULE, node, activity=called(activity))
    yield from (_NEVER.at(RULE, node, node=called(node)) for node in handlers if node.id not in used)


def _tied(graph: Graph) -> dict[str, list[str]]:
    """Return what associations tie to each element, whichever way they were drawn."""
    found: dict[str, list[str]] = {}
    for link in graph.associations:
        if link.type == "association" and link.source and link.target:
            found.setdefault(link.source, []).append(link.target)
            found.setdefault(link.target, []).append(link.source)
    return found


def _boundary(graph: Graph, node: Node, undoing: list[Node]) -> Iterator[Finding]:
    host = graph.nodes.get(node.host or "", node)
    undoing = [one for one in undoing if one.type in ACTIVITIES]
    if not undoing:
        yield _NO_HANDLER.at(RULE, node, host=called(host))
    for one in undoing:
        if not compensates(one):
            change = {"change": "set-attribute", "element": one.id, "attribute": "isForCompensation", "value": "true"}
            yield _NOT_MARKED.at(RULE, one, change=change, handler=called(one), host=called(host))
