"""Rule `compensation`: what is to be undone has something that undoes it, and what undoes is tied to what it undoes."""

from collections.abc import Iterator

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.kinds import by_event, compensates
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES, TASKS, Graph, Node, bare

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
_OUT_OF_SIGHT = Case(
    "The event undoes {activity}, which lies in another process or sub-process and cannot be seen from here.",
    "Undo an activity of the same process or sub-process.",
)
_NOTHING_UNDOES = Case(
    "The event undoes {activity}, but that has no compensation event, so nothing happens.",
    "Attach a compensation event to the activity and tie it to what undoes the work.",
)
CASES = (_NO_HANDLER, _NOT_MARKED, _NEVER, _OUT_OF_SIGHT, _NOTHING_UNDOES)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give the findings about compensation (BPMN 2.0.2, 10.5.4, 10.7 and table 10.94)."""
    graph = document.graph
    events = [node for node in graph.nodes.values() if "compensate" in node.kinds]
    handlers = [node for node in graph.nodes.values() if node.type in ACTIVITIES and compensates(node)]
    if not events and not handlers:
        return
    tied = _tied(graph)
    handled = {node.host for node in events if node.type == "boundaryEvent"}
    handled |= {graph.scopes[node.scope].parent for node in events if node.type == "startEvent"}
    called_upon: set[str] = set()
    for node in events:
        if node.type == "boundaryEvent":
            undoing = [graph.nodes[key] for key in tied.get(node.id, ()) if key in graph.nodes]
            called_upon |= {one.id for one in undoing}
            yield from _boundary(graph, node, undoing)
        elif node.type != "startEvent":
            yield from _throw(graph, node, handled)
    yield from (_NEVER.at(RULE, node, node=called(node)) for node in handlers if node.id not in called_upon)


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


def _throw(graph: Graph, node: Node, handled: set[str | None]) -> Iterator[Finding]:
    causes = (cause for cause in node.causes if cause.kind == "compensate")
    for cause in causes:
        activity = graph.nodes.get(bare(cause.xml.get("activityRef")) or "")
        if activity is None or activity.type not in ACTIVITIES:
            continue  # all of the scope, or rule reference
        if activity.scope not in _in_sight(graph, node):
            yield _OUT_OF_SIGHT.at(RULE, node, activity=called(activity))
        elif activity.id not in handled and activity.type in TASKS:
            yield _NOTHING_UNDOES.at(RULE, node, activity=called(activity))


def _in_sight(graph: Graph, node: Node) -> set[str]:
    """Return the scopes whose activities an event may undo: its own, and around event sub-processes the next one."""
    scope = graph.scopes[node.scope]
    found = {scope.id}
    while by_event(scope) and scope.parent is not None:
        scope = graph.scopes[scope.parent]
        found.add(scope.id)
    return found
