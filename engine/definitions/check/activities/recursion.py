"""Rule `recursion`: no process calls itself without a way out (facts/reliability.md 2.2, BPMN 2.0.2, 10.3.6)."""

from collections.abc import Iterable, Iterator, Mapping

from engine.definitions.calls import called, calls
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import Node, Scope

RULE = Rule(
    "recursion",
    "error",
    "{reason}",
    "Draw the repetition as a loop inside the process, or let a gateway decide before the call whether it is needed.",
)
_ENDLESS = "The process calls itself here on every way, so no case of it would ever end."
_AGAIN = "The process is called here again while it is still running; see to it that this comes to an end."
TEXTS = (_ENDLESS, _AGAIN)

Calls = Mapping[str, Iterable[str]]


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each call that leads back into the calling process; an error where no way leads past it."""
    graph = document.graph
    nodes = [node for node in graph.nodes.values() if node.type == "callActivity"]
    if not nodes:
        return
    rings = _rings({**surroundings.calls, **calls(graph)})
    recursive = [(node, graph.process_of(node.scope), str(called(node.xml))) for node in nodes]
    recursive = [one for one in recursive if one[2] in rings and rings[one[2]] == rings.get(one[1].id)]
    always: dict[str, set[str]] = {}
    for key, names in _by_process(recursive).items():
        always[key] = _unavoidable(graph.scopes[key], names)
    endless = _rings(always)
    for node, process, name in recursive:
        unending = name in always.get(process.id, ()) and endless.get(name) == endless.get(process.id, "")
        yield RULE.at(
            node, severity="error" if unending else "warning", reason={"msgid": _ENDLESS if unending else _AGAIN}
        )


def _by_process(recursive: Iterable[tuple[Node, Scope, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, process, name in recursive:
        found.setdefault(process.id, set()).add(name)
    return found


def _unavoidable(process: Scope, names: set[str]) -> set[str]:
    """Return which process is called on every way through a process; only where it calls one alone of its ring."""
    if len(names) > 1:
        return set()
    barred = {one.id for one in process.of_type("callActivity") if called(one.xml) in names}
    hosted: dict[str | None, list[str]] = {}
    for event in process.of_type("boundaryEvent"):
        hosted.setdefault(event.host, []).append(event.id)
    waiting = [one.id for one in process.nodes.values() if not one.incoming and one.type != "boundaryEvent"]
    seen: set[str] = set()
    while waiting:
        node = process.nodes.get(waiting.pop())
        if node is None or node.id in seen or node.id in barred:
            continue
        seen.add(node.id)
        if not node.outgoing:
            return set()
        waiting.extend(flow.target or "" for flow in node.outgoing)
        waiting.extend(hosted.get(node.id, ()))
    return names if barred else set()


def _rings(graph: Calls) -> dict[str, str]:
    """Return for each process on a ring of calls the name of its ring (Tarjan's components, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    inside: set[str] = set()
    rings: dict[str, str] = {}
    for root in graph:
        walk: list[tuple[str, Iterator[str]]] = [(root, iter(graph[root]))] if root not in index else []
        while walk:
            name, following = walk[-1]
            if name not in index:
                index[name] = low[name] = len(index)
                stack.append(name)
                inside.add(name)
            step = next((one for one in following if one in graph), None)
            if step is None:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[name])
                if low[name] == index[name]:
                    _close(graph, name, stack, inside, rings)
            elif step not in index:
                walk.append((step, iter(graph[step])))
            elif step in inside:
                low[name] = min(low[name], index[step])
    return rings


def _close(graph: Calls, name: str, stack: list[str], inside: set[str], rings: dict[str, str]) -> None:
    component: list[str] = []
    while not component or component[-1] != name:
        component.append(stack.pop())
        inside.discard(component[-1])
    if len(component) > 1 or name in graph[name]:
        rings.update(dict.fromkeys(component, name))
