"""Rule `decision-cycle`: no decision needs itself in order to be made (DMN 1.5, 6.2.2.1)."""

from collections.abc import Iterator, Mapping

from engine.decisions import Decision, KnowledgeModel
from engine.definitions.check.decisions.document import DecisionDocument, Found
from engine.definitions.check.rule import Rule

RULE = Rule(
    "decision-cycle",
    "error",
    "“{called}” is required in order to decide itself, by way of: {names}.",
    "Remove one of these requirements.",
)


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each circle of requirements, at the first decision in it."""
    requires = {
        key: [need for need in part.requires if need != key or isinstance(part, Decision)]
        for key, part in document.model.parts.items()
        if isinstance(part, Decision | KnowledgeModel)
    }
    places = {part.id: part for part in document.parts}
    for circle in _circles(requires):
        parts = [part for key in circle if (part := document.model.part(key)) is not None]
        if parts and (place := places.get(parts[0].id)) is not None:
            names = ", ".join(part.title for part in (*parts[1:], parts[0]))
            yield RULE.at(place, called=parts[0].title, names=names)


def _circles(requires: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Give circles, each part in at most one of them; by a stack, however long the chains are."""
    done: set[str] = set()
    for start in requires:
        path: list[str] = []
        places: dict[str, int] = {}
        waiting = [(start, iter(requires[start]))] if start not in done else []
        if waiting:
            path, places = [start], {start: 0}
        while waiting:
            key, needs = waiting[-1]
            need = next(needs, None)
            if need is None:
                waiting.pop()
                path.pop()
                del places[key]
                done.add(key)
            elif need in places:
                yield path[places[need] :]
            elif need in requires and need not in done:
                places[need] = len(path)
                path.append(need)
                waiting.append((need, iter(requires[need])))
