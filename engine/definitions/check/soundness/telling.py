"""How flaws found on tokens become findings: where, by which run, with which change; must not look for flaws."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from engine.definitions import soundness
from engine.definitions.check.case import Case, called
from engine.definitions.check.rule import Document, Finding, Placed, Rule
from engine.definitions.graph import GATEWAYS, Graph
from engine.definitions.soundness import Kind, Trouble

_KEPT: Final = "soundness"
_ARROW: Final = "{before} → {after}"
_GAP: Final = "…"
_SHOWN: Final = 6  # stations of a run in a sentence
#: At most so many elements and flows of a run are kept with a finding: its end says the most.
_LONGEST: Final = 1_000
#: At most so many findings of one rule a file: more of them teach nothing new.
_MOST: Final = 50

#: Sentences that are parts of others.
WORDS: Final = (_ARROW,)


def troubles(document: Document, kind: Kind) -> Iterator[Trouble]:
    """Give the flaws of one kind; all kinds are worked out together, once for a document."""
    if _KEPT not in document.graph.kept:
        processes = {process.id for process in document.processes}
        document.graph.kept[_KEPT] = soundness.examine(document.graph, processes)
    return islice((trouble for trouble in found(document.graph) if trouble.kind == kind), _MOST)


def found(graph: Graph) -> tuple[Trouble, ...]:
    """Return all flaws that were worked out for this graph."""
    kept: tuple[Trouble, ...] = graph.kept[_KEPT]
    return kept


def place(graph: Graph, key: str) -> Placed:
    """Return the node, or the scope where it is a whole process, that has this id."""
    return graph.nodes.get(key) or graph.scopes[key]


def told(
    rule: Rule,
    graph: Graph,
    trouble: Trouble,
    change: dict[str, Any] | None = None,
    case: Case | None = None,
    **words: object,
) -> Finding:
    """Return the finding for a flaw: `path` are the elements and flows of the run, `marking` the flows with tokens.

    Both are lists of ids in order, for marks on the drawing; `shortest` says that no other run is shorter. `case` has
    the sentences where the rule has several.
    """
    where = place(graph, trouble.element)
    shown: dict[str, Any] = {"node": called(where), "way": way(graph, trouble), **words}
    if case is not None:
        texts = {"reason": case.sentence, "remedy": case.remedy}
        shown = {name: {"msgid": text, "params": shown} for name, text in texts.items()}
    return rule.at(
        where,
        change=change,
        severity=None,
        path=list(trouble.path[-_LONGEST:]),
        marking=list(trouble.marking[:_LONGEST]),
        others=list(trouble.others[:_LONGEST]),
        shortest=trouble.shortest,
        **shown,
    )


def way(graph: Graph, trouble: Trouble) -> object:
    """Return a run in words: its stations by name, gateways only where they have one, the middle of long runs left out.

    The run into a loop is told up to where the loop begins. One that passes nothing is called by its place.
    """
    path = trouble.path
    if trouble.kind == "trap" and trouble.element in path:
        path = path[: path.index(trouble.element)]
    passed = [key for key in path if key in graph.nodes and _worth(graph, key)]
    while len(passed) > 1 and passed[-1] == trouble.element:
        passed.pop()
    names: list[object] = [called(graph.nodes[key]) for key in passed] or [called(place(graph, trouble.element))]
    if len(names) > _SHOWN:
        names = [names[0], _GAP, *names[2 - _SHOWN :]]
    said = names[0]
    for name in names[1:]:
        said = {"msgid": _ARROW, "params": {"before": said, "after": name}}
    return said


def _worth(graph: Graph, key: str) -> bool:
    node = graph.nodes[key]
    return node.type not in GATEWAYS or node.name is not None
