"""Rule `endless`: from everywhere some path leads to an end; a loop has a way out."""

from collections.abc import Iterator, Mapping

from engine.definitions.check.case import called
from engine.definitions.check.flows.paths import ahead, begins, come_to_an_end, linked, own, targets
from engine.definitions.check.kinds import by_event, free
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Graph, Node, Scope

RULE = Rule(
    "endless",
    "warning",
    "The paths around {node} lead in a circle that nothing leaves; the work never comes to an end.",
    "Put an exclusive gateway into the loop, with one flow that leaves it.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each loop without a way out, except where an event may stop what lies around it."""
    graph = document.graph
    stopped = {node.host for node in graph.nodes.values() if node.type == "boundaryEvent"}
    stopped |= {node.scope for node in graph.nodes.values() if by_event(node)}
    for scope in graph.scopes.values():
        if scope.id not in stopped and not free(scope):
            yield from _scope(graph, scope)


def _scope(graph: Graph, scope: Scope) -> Iterator[Finding]:
    nodes = own(graph, scope)
    types = {node.type for node in nodes}
    if "startEvent" in types and "endEvent" not in types:
        return  # rule dead-end
    links = linked(nodes)
    done = come_to_an_end(graph, nodes, links)
    if len(done) == len(nodes):
        return
    reached = ahead(graph, begins(graph, nodes, explicit="startEvent" in types), set())
    told: set[str] = set()
    for node in nodes:
        if node.id in done or node.id in told or node.id not in reached:
            continue
        circle = _circle(graph, node, links, told)
        if circle is not None:
            yield RULE.at(circle, node=called(circle))


def _circle(graph: Graph, node: Node, links: Mapping[str, Node], told: set[str]) -> Node | None:
    """Walk ahead until a node comes again and return it, None where the way leads into what was told already."""
    walked: set[str] = set()
    while node.id not in walked and node.id not in told:
        walked.add(node.id)
        node = links.get(node.id) or next(iter(targets(graph, node)))  # what has no end always goes on
    found = None if node.id in told else node
    told |= walked
    return found
