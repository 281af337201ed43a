"""Rule `java-task`: no task, event or script asks for a program of another product."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine import errors, feel
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.extensions.uses import Use, uses
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.check.where import Where, where
from engine.spiff.vocabulary import clean, vendor, whole_text
from engine.xml import Element

RULE = Rule("java-task", "error", SENTENCE, REMEDY)
_EXTERNAL: Final = "Make it an external task with the topic “{topic}”: a program of yours then asks for the work."
_JAVA = Case("This task calls Java (“{what}”), and no program of a drawing is ever run here.", _EXTERNAL)
_KIND = Case("This task is of the kind “{what}”, which only the product that wrote it can run.", _EXTERNAL)
_CONNECTOR = Case("This task uses the connector “{what}” of another product.", _EXTERNAL)
_EVENT = Case(
    "This event sends its message by Java (“{what}”), and no program of a drawing is ever run here.",
    "Put a service task with the topic “{topic}” in front, and let the event only be the mark of it.",
)
_SCRIPT = Case(
    "The script of this task lies outside the drawing (“{what}”) and is never run.",
    "Write the script in FEEL into the task, for example {{total: price * number}}.",
)
_CONDITION = Case(
    "The condition of this flow lies outside the drawing (“{what}”) and is never run.",
    'Write the condition in FEEL at the flow, for example: amount > 1000 and region = "North".',
)
_MAPPING = Case(
    "What this call hands over is computed by Java (“{what}”), and no program of a drawing is ever run here.",
    "Name the variables that go in and come out instead.",
)
CASES = (_JAVA, _KIND, _CONNECTOR, _EVENT, _SCRIPT, _CONDITION, _MAPPING)

_TASKS: Final = frozenset({"serviceTask", "sendTask", "businessRuleTask"})
_OWN_KINDS: Final = frozenset({"external", "external-worker", "dmn"})  # the second one in Flowable
_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give one finding for each element that names a program; a task that is external already is none."""
    told: set[Element] = set()
    for use in uses(document.graph):
        if use.entry is None or use.entry.treatment != "java" or use.owner in told:
            continue
        for finding in _told(use):
            told.add(use.owner)
            yield finding


def _told(use: Use) -> Iterator[Finding]:
    place, what = where(use.owner), _what(use)
    if use.place in _TASKS:
        yield from _task(use, place, what)
    elif use.place == "messageEventDefinition":
        if vendor(use.owner, "type") != "external":
            yield _EVENT.at(RULE, place, what=what, topic=_topic(what, place))
    elif use.place == "callActivity":
        yield _MAPPING.at(RULE, place, what=what)
    elif use.name == "resource":
        yield (_SCRIPT if use.place == "scriptTask" else _CONDITION).at(RULE, place, what=what)


def _task(use: Use, place: Where, what: str) -> Iterator[Finding]:
    kind = vendor(use.owner, "type")
    if kind in _OWN_KINDS or (use.name == "expression" and _is_plain(what)):
        return
    case = _KIND if use.name == "type" else _JAVA if use.element is None else _CONNECTOR
    topic = _topic(what, place)
    change: Mapping[str, Any] | None = {"change": "external-task", "element": place.id, "topic": topic}
    yield case.at(RULE, place, change=change if place.id else None, what=what, topic=topic)


def _what(use: Use) -> str:
    """Return the program that is asked for, as the drawing names it."""
    if use.element is None:
        return (use.value or "").strip()[:120]
    inner = (clean(use.element.get("id")), *(_named(child) for child in use.element))
    return next((name for name in inner if name), use.name)[:120]


def _named(child: Element) -> str | None:
    return whole_text(child) if str(child.tag).rpartition("}")[2] == "connectorId" else None


def _is_plain(expression: str) -> bool:
    """Whether an expression only computes: then nothing of Java is called."""
    try:
        feel.translate(expression)
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return False
    return True


def _topic(what: str, place: Where) -> str:
    """Return a topic after the program's own name: org.example.SendLetterDelegate → send-letter."""
    bare = what.strip("${}#").partition("(")[0].rpartition("/")[2]
    pieces = [piece for piece in re.split(r"[.:]", bare) if piece]
    name = next((piece for piece in reversed(pieces) if piece.lower() not in {"execute", "run", "call"}), "")
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and words[-1] in {"delegate", "bean", "impl", "task", "service", "handler", "action", "java"}:
        words.pop()
    return "-".join(words)[:60] or place.id or "work"
