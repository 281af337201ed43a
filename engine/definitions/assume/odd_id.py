"""Step `odd-id`: an id that XML does not allow is kept as it is, unless references could not find it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.references import Reference, references
from engine.definitions.assume.vocabulary import local
from engine.definitions.check.rule import Finding, Found, Rule
from engine.xml import BPMN, Element

RULE = Rule(
    "odd-id",
    "error",
    "{reason}",
    "Give the element an id that begins with a letter and holds letters, digits, “_”, “-” and “.” only. The id of a "
    "process is the key of its service and is changed by hand.",
)
_KEPT = "The id “{id}” is not one that XML allows; it was kept, but other tools refuse it."
_COLON = "The id “{id}” has a colon, which stands for a namespace in references; it is called “{given}” here."
_MORE = "{count} more ids are not ones that XML allows."
TEXTS = (_KEPT, _COLON, _MORE)
_NAME: Final = re.compile("[^\\W\\d][\\w.·\u200c\u200d-]*")  # close to XML's NCName
_MENDED: Final = {"change": "write-ids"}
_NAMES: Final = re.compile(rf"(?:{_NAME.pattern}\n)*+{_NAME.pattern}")


def assume(drawing: Drawing) -> Found:
    """Say which ids are no names (XML Schema 2, 3.3.8); take space off their ends and colons out of them."""
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    named: dict[str, list[Reference]] | None = None
    for element, key in _odd(drawing):
        if ":" not in key:
            element.set("id", key)
            if not _NAME.fullmatch(key):
                yield _say(element, _KEPT, id=key)
            continue
        if named is None:
            named = {}
            for reference in references(drawing.root):
                named.setdefault(reference.says, []).append(reference)
        given = drawing.take(key.replace(":", "."))
        element.set("id", given)
        drawing.given.add(given)
        for reference in named.get(key, ()):
            reference.write(given)
        yield _say(element, _COLON, id=key, given=given)


def _say(element: Element, sentence: str, **params: str) -> Finding:
    found = say(RULE, element, reason={"msgid": sentence, "params": params})
    return found if local(element) == "process" else replace(found, change=_MENDED)


def _odd(drawing: Drawing) -> Iterator[tuple[Element, str]]:
    if _NAMES.fullmatch("\n".join(drawing.ids())):
        return
    for element in drawing.root.iter(f"{{{BPMN}}}*"):
        key = element.get("id")
        if key is not None and not _NAME.fullmatch(key) and key.strip():
            yield element, key.strip()


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
