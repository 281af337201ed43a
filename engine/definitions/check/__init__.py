"""Tells what should be known about a drawing before it runs: one small rule a file; must not change or store anything.

A rule is a module with `RULE` and `examine`; its page is docs/checks/<rule>.md, its good and bad drawing lie with the
tests. A new rule is one file, one line here, one page and one test.
"""

from engine.definitions.check import (
    activities,
    collaboration,
    data,
    does_not_run,
    events,
    expression,
    extensions,
    flows,
    gateways,
    references,
    schema,
    script,
    soundness,
    translated,
    word_in_condition,
)
from engine.definitions.check.once import told_once
from engine.definitions.check.rule import Document, Examine, Finding, Process, Rule, Severity, Surroundings

__all__ = ["RULES", "Document", "Finding", "Process", "Rule", "Severity", "Surroundings", "check"]

_MODULES = (
    schema, does_not_run, expression, word_in_condition, script, translated,
    *references.MODULES, *flows.MODULES, *gateways.MODULES, *events.MODULES, *activities.MODULES, *data.MODULES,
    *collaboration.MODULES, *extensions.MODULES, *soundness.MODULES,
)  # fmt: skip

#: Every rule and how it is examined.
RULES: dict[Rule, Examine] = {module.RULE: module.examine for module in _MODULES}

_WEIGHT = {"error": 0, "warning": 1, "info": 2}


def check(document: Document, surroundings: Surroundings) -> tuple[Finding, ...]:
    """Return all findings, the severest first, then in the order of the file."""
    found = [*document.assumed]
    found += [finding for examine in RULES.values() for finding in examine(document, surroundings)]
    return tuple(sorted(told_once(found), key=lambda one: (_WEIGHT[one.severity], one.line, one.element, one.rule)))
