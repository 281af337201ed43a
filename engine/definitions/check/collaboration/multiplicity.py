"""Rule `multiplicity`: a pool stands for at least one and for no fewer than its smallest number (BPMN 2.0.2, 9.3.1)."""

import re

from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Pool
from engine.spiff.vocabulary import children

RULE = Rule(
    "multiplicity",
    "error",
    "{reason}",
    "Give the pool a smallest number from 0 on and a greatest number that is not smaller.",
)
_NEGATIVE = "The smallest number of participants is {value}; it must not be negative."
_NONE = "The greatest number of participants is {value}; at least one is needed."
_ORDER = "The pool stands for at least {minimum}, but at most {maximum} participants."
TEXTS = (_NEGATIVE, _NONE, _ORDER)
_WHOLE = re.compile(r"[+-]?\d{1,18}")


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each impossible number of participants."""
    for pool in document.graph.pools:
        for drawn in children(pool.xml, "participantMultiplicity"):
            given = [(drawn.get(name) or otherwise).strip() for name, otherwise in (("minimum", "0"), ("maximum", "1"))]
            if not all(_WHOLE.fullmatch(one) for one in given):
                continue
            least, most = map(int, given)
            if least < 0:
                yield _say(pool, _NEGATIVE, value=least)
            if most < 1:
                yield _say(pool, _NONE, value=most)
            elif least > most:
                yield _say(pool, _ORDER, minimum=least, maximum=most)


def _say(pool: Pool, sentence: str, **params: object) -> Finding:
    return RULE.at(pool, reason={"msgid": sentence, "params": params})
