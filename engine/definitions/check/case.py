"""One of several ways in which a rule is broken, with words of its own; must not know any rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.definitions.check.rule import Finding, Placed, Rule, Severity
from engine.definitions.graph import Flow, Graph
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import local

#: The sentences of a rule whose cases have words of their own.
SENTENCE: Final = "{reason}"
REMEDY: Final = "{remedy}"

_NAMED: Final = "“{name}”"
_NAMELESS: Final = "the unnamed {kind} ({id})"
_WAY: Final = "the way to {target}"
_TWO: Final = "{one} and {other}"
_LIST: Final = "{one}, {others}"
_MORE: Final = "{one} and {count} more"
_LONGEST: Final = 60  # characters of a name in a sentence
_MOST: Final = 4  # names in one sentence

#: How places are called in sentences.
WORDS: Final = (_NAMED, _NAMELESS, _WAY, _TWO, _LIST, _MORE)


@dataclass(frozen=True, slots=True)
class Case:
    """What a finding says and what to do about it; `severity` is its own where it differs from its rule's."""

    sentence: str
    remedy: str
    severity: Severity | None = None

    def at(
        self,
        rule: Rule,
        place: Placed,
        *,
        change: Mapping[str, Any] | None = None,
        severity: Severity | None = None,
        **params: object,
    ) -> Finding:
        """Say at a place that the rule is broken in this way; the rule's own texts are SENTENCE and REMEDY."""
        return rule.at(
            place,
            change=change,
            severity=severity or self.severity,
            reason={"msgid": self.sentence, "params": params},
            remedy={"msgid": self.remedy, "params": params},
        )


def called(place: Any) -> dict[str, Any]:
    """Return how a sentence calls a node, flow, scope or pool: by its name, or by its kind and id."""
    if place.name:
        name = " ".join(place.name.split())
        return _said(_NAMED, name=name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…")
    kind = local(place.xml) or ""
    return _said(_NAMELESS, kind=_said(KINDS.get(kind, "element")), id=place.id)


def way(graph: Graph, flow: Flow) -> dict[str, Any]:
    """Return how a sentence calls a sequence flow: by its name, or by what it leads to."""
    target = graph.nodes.get(flow.target or "")
    return called(flow) if flow.name or target is None else _said(_WAY, target=called(target))


def together(places: Sequence[Any]) -> dict[str, Any]:
    """Return how a sentence calls several places, at least one; `listed` says it for what has names already."""
    return listed([called(place) for place in places[: _MOST + 1]], len(places))


def listed(given: Sequence[dict[str, Any]], count: int) -> dict[str, Any]:
    """Return names as one text, at least one; beyond four it says how many of the `count` are left out."""
    names = list(given[:_MOST])
    if count > _MOST:
        last = _said(_MORE, one=names.pop(), count=count - len(names) - 1)
    elif len(names) > 1:
        other = names.pop()
        last = _said(_TWO, one=names.pop(), other=other)
    else:
        last = names.pop()
    for name in reversed(names):
        last = _said(_LIST, one=name, others=last)
    return last


def _said(msgid: str, **params: object) -> dict[str, Any]:
    return {"msgid": msgid, "params": params}
