"""Each place is told once: where an error of a rule and the engine say the same, the rule speaks; must not find any."""

from collections.abc import Iterable, Mapping
from typing import Final

from engine.definitions.check import does_not_run
from engine.definitions.check.rule import Finding
from engine.spiff import REASONS

_ENGINE: Final = does_not_run.RULE.name
#: Why the engine cannot run something → the rules that have better words for the same place.
_SAME: Final[Mapping[str, frozenset[str]]] = {
    REASONS[code]: frozenset(rules.split())
    for code, rules in {
        "event-kind": "start-event end-event intermediate-event boundary-event",
        "event-unnamed": "event-name",
        "condition-empty": "condition-event",
        "timer-empty": "timer",
        "timer-unreadable": "timer",
        "timer-cron": "timer",
        "no-message": "message-task",
        "no-called-process": "called",
        "instantiate-here": "instantiating-task event-gateway",
        "start-in-sub-process": "start-event",
        "event-sub-process-start": "event-sub-process start-event",
        "flow-at-event-sub-process": "forbidden-flow",
        "sub-process-start": "start-event unreachable",
        "boundary-nowhere": "boundary-event",
        "flow-into-boundary": "forbidden-flow",
        "event-gateway-targets": "event-gateway",
        "event-gateway-kind": "event-gateway",
        "flow-across": "flow-scope",
        "multi-instance-count": "repetition",
        "loop-endless": "repetition",
        "loop-maximum": "repetition",
        "compensation-never": "compensation",
        "compensation-handler": "compensation",
        "compensation-flow": "forbidden-flow",
        "compensation-target": "compensation-target compensation",
        "cancel-here": "end-event",
        "cancel-beside": "boundary-event",
        "token-quantity": "quantity",
    }.items()
}


def told_once(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those of the engine that an error of a rule says at the same element.

    What a rule only warns of and the engine cannot run stays told by both: they weigh differently.
    """
    kept = list(found)
    told = {(one.element, one.rule) for one in kept if one.severity == "error"}
    return [one for one in kept if not any((one.element, rule) in told for rule in _same(one))]


def _same(one: Finding) -> frozenset[str]:
    reason = one.params.get("reason") if one.rule == _ENGINE and one.element else None
    return _SAME.get(str(reason.get("msgid")), frozenset()) if isinstance(reason, Mapping) else frozenset()
