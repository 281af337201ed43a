"""Which process calls which: as plain names, across the files sent together; must not judge a call."""

from collections.abc import Mapping
from typing import Final

from engine.definitions.graph import Graph, bare
from engine.spiff.vocabulary import zeebe
from engine.xml import Element

#: What may be called besides a process (BPMN 2.0.2, 10.3.4).
GLOBAL_TASKS: Final = frozenset({
    "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask",
})  # fmt: skip
_COMPUTED: Final = ("${", "#{", "=")


def called(activity: Element) -> str | None:
    """Return the id of the process that a call activity names, None where none is named or it is computed."""
    named = activity.get("calledElement") or zeebe(activity, "calledElement", "processId") or ""
    return None if not named.strip() or named.strip().startswith(_COMPUTED) else bare(named)


def calls(graph: Graph) -> Mapping[str, frozenset[str]]:
    """Return the processes of a file, each with those that it calls."""
    found: dict[str, set[str]] = {process.id: set() for process in graph.processes}
    roots: dict[str, str] = {}
    for scope in graph.scopes.values():  # a scope stands behind the one that it lies in
        roots[scope.id] = scope.id if scope.parent is None else roots.get(scope.parent, scope.parent)
    for node in graph.nodes.values():
        if node.type == "callActivity" and (process := called(node.xml)) is not None:
            found[roots[node.scope]].add(process)
    return {process: frozenset(names) for process, names in found.items()}
