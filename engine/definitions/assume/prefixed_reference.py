"""Step `prefixed-reference`: a prefix before a bare id is left out, where the standard wants the id alone."""

from typing import Final

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import BARE, local
from engine.definitions.check.rule import Finding, Found, Rule

RULE = Rule(
    "prefixed-reference",
    "info",
    "{reason}",
    "Nothing has to be done; most tools read it in the same way.",
)
_PREFIX = "“{attribute}” says “{says}”; the prefix was left out, because an id has none."
_MORE = "{count} more references were read without their prefix."
TEXTS = (_PREFIX, _MORE)
_LINKS: Final = frozenset({"messageFlow", "association", "conversationLink"})  # these may have prefixes


def assume(drawing: Drawing) -> Found:
    """Take the prefix off references by id (`xsd:IDREF` in the standard's schema; others are `xsd:QName`)."""
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    for element in drawing.with_attributes(*BARE):
        if local(element) not in _LINKS:
            for attribute in BARE:
                said = (element.get(attribute) or "").strip()
                if ":" in said:
                    element.set(attribute, said.rpartition(":")[2])
                    yield say(
                        RULE, element, reason={"msgid": _PREFIX, "params": {"attribute": attribute, "says": said}}
                    )
    for element in drawing.of("flowNodeRef"):
        said = (element.text or "").strip()
        if ":" in said:
            element.text = said.rpartition(":")[2]
            yield say(RULE, element, reason={"msgid": _PREFIX, "params": {"attribute": "flowNodeRef", "says": said}})


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
