"""Step `yes-or-no`: attributes that say yes or no in other words than XML's `true` and `false` are read as meant."""

from typing import Final

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import YES_OR_NO
from engine.definitions.check.rule import Finding, Found, Rule

RULE = Rule(
    "yes-or-no",
    "warning",
    "{reason}",
    "Set this property again in the drawing tool and save; the standard writes “true” or “false”.",
)
_WORD = "“{attribute}” says “{value}”; it was read as “{meant}”."
_EMPTY = "“{attribute}” is empty; it was read as if it were not there."
_MORE = "{count} more properties like these were read as they were meant."
TEXTS = (_WORD, _EMPTY, _MORE)
_ATTRIBUTES: Final = frozenset(YES_OR_NO)
_RIGHT: Final = frozenset({"true", "false", "1", "0"})
_WORDS: Final = {
    "true": "true", "yes": "true", "on": "true", "y": "true", "t": "true",
    "false": "false", "no": "false", "off": "false", "n": "false", "f": "false",
}  # fmt: skip


def assume(drawing: Drawing) -> Found:
    """Write `true` or `false` (XML Schema 2, 3.2.2) where another word clearly means it."""
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    for element in drawing.with_attributes(*YES_OR_NO):
        for attribute in sorted(_ATTRIBUTES.intersection(element.keys())):
            said = (element.get(attribute) or "").strip()
            if said in _RIGHT:
                continue
            if not said:
                del element.attrib[attribute]
                yield say(RULE, element, reason={"msgid": _EMPTY, "params": {"attribute": attribute}})
            elif (meant := _WORDS.get(said.casefold())) is not None:
                element.set(attribute, meant)
                told = {"attribute": attribute, "value": said, "meant": meant}
                yield say(RULE, element, reason={"msgid": _WORD, "params": told})


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
