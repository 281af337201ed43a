"""Tells what should be known about a DMN file before it is asked: one small rule a file; must not decide anything."""

from collections.abc import Iterable
from itertools import islice

from engine.definitions.check.decisions import (
    cycle,
    expression,
    gap,
    hit_policy,
    naming,
    overlap,
    requirement,
    shape,
    values,
)
from engine.definitions.check.decisions.document import DecisionDocument, Examine
from engine.definitions.check.rule import Finding, Rule

__all__ = ["MODULES", "RULES", "check_decisions"]

MODULES = (shape, hit_policy, expression, cycle, requirement, naming, values, overlap, gap)

#: Every rule about DMN files and how it is examined.
RULES: dict[Rule, Examine] = {module.RULE: module.examine for module in MODULES}

_WEIGHT = {"error": 0, "warning": 1, "info": 2}
_MOST = 200  # findings of one rule in one file


def check_decisions(data: bytes, others: Iterable[bytes] = ()) -> tuple[Finding, ...]:
    """Return what was found in a DMN file, the severest first, then in the order of the file.

    `others` are the files that it may import. Raises NotDmn and the refusals of the XML door.
    """
    document = DecisionDocument(data, others)
    found = [finding for examine in RULES.values() for finding in islice(examine(document), _MOST)]
    return tuple(sorted(found, key=lambda one: (_WEIGHT[one.severity], one.line, one.element, one.rule)))
