"""Rule `extension`: of every addition by another product it is said what Ravand makes of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.extensions.entries import Entry
from engine.definitions.check.extensions.uses import Use, uses
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.words import KINDS

RULE = Rule("extension", "warning", SENTENCE, REMEDY)
_LEFT = Case(
    "“{word}” is kept, but nothing is done by it: {why}",
    "See whether the procedure is right without it; what must happen, draw as a task or a flow.",
)
_IDLE = Case(
    "“{word}” ({count} times) needs nothing done here: {why}",
    "Nothing needs to be done. It is kept for the product that it was written for.",
    "info",
)
_ELSEWHERE = Case(
    "“{word}” ({count} times) has no meaning at this kind of element: {kind}. It is kept and changes nothing.",
    "Move it to an element that it is meant for, or remove it.",
    "info",
)
_STRANGE = Case(
    "{count} additions ({names}) are no words of “{vendor}” that are known. They are kept and change nothing here.",
    "Nothing needs to be done, unless the procedure needs them: then say it in BPMN.",
    "info",
)
CASES = (_LEFT, _IDLE, _ELSEWHERE, _STRANGE)
_NAMES_SHOWN = 3


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Say what is left undone at each place; say once for a file what needs nothing done and who else added what."""
    idle: dict[str, tuple[Use, str, int]] = {}
    elsewhere: dict[tuple[str, str], tuple[Use, int]] = {}
    strange: dict[str, list[Use]] = {}
    for use in uses(document.graph):
        entry = use.entry
        if not use.known:
            strange.setdefault(use.namespace, []).append(use)
        elif entry is None:
            first, count = elsewhere.get((use.word, use.place), (use, 0))
            elsewhere[use.word, use.place] = (first, count + 1)
        elif entry.treatment == "idle":
            found, why, count = idle.get(use.word, (use, entry.why, 0))
            idle[use.word] = (found, why, count + 1)
        elif entry.treatment == "left" and not _as_here(use):
            yield _left(use, entry)
    for use, why, count in idle.values():
        yield _at(_IDLE, use, word=use.word, count=count, why={"msgid": why})
    for use, count in elsewhere.values():
        yield _at(_ELSEWHERE, use, word=use.word, count=count, kind=_kind(use.place))
    yield from (_strange(namespace, found) for namespace, found in strange.items())


def _as_here(use: Use) -> bool:
    """Whether the value asks for what Ravand does anyway."""
    said = (use.value or "").strip().lower()
    return (use.name, said) in {
        ("isStartableInTasklist", "true"), ("formRefBinding", "deployment"),
        ("sameDeployment", "true"), ("doNotIncludeVariables", "false"), ("autoStoreVariables", "false"),
    }  # fmt: skip


def _left(use: Use, entry: Entry) -> Finding:
    return _at(_LEFT, use, word=use.word, why={"msgid": entry.why})


def _strange(namespace: str, found: Iterable[Use]) -> Finding:
    several = list(found)
    names = list(dict.fromkeys(use.name for use in several))
    shown = ", ".join(names[:_NAMES_SHOWN]) + ("…" if len(names) > _NAMES_SHOWN else "")
    return _at(_STRANGE, several[0], count=len(several), vendor=namespace, names=shown)


def _kind(place: str) -> Mapping[str, Any]:
    return {"msgid": KINDS.get(place, "element")}


def _at(case: Case, use: Use, **params: Any) -> Finding:
    return case.at(RULE, where(use.owner), **params)
