"""What is wrong with flows, gateways and events is told once, at the very element that people have to change."""

from pathlib import Path

import pytest

from engine import definitions
from engine.definitions.check import Finding, events, flows, gateways

FILES = Path(__file__).parent / "rules"
RULES = {module.RULE.name for chapter in (flows, gateways, events) for module in chapter.MODULES}

#: A bad drawing → the ids of the elements at which its rule speaks.
PLACES = {
    "connection": "f3",
    "connection.source-missing": "f3",
    "connection.to-note": "f3",
    "connection.from-data": "f3",
    "connection.to-lane": "f3",
    "connection.to-flow": "f3",
    "connection.to-group": "f3",
    "flow-scope.into-sub-process": "f4",
    "flow-scope.out-of-sub-process": "f4",
    "flow-scope.deep": "f4",
    "flow-scope": "f3",
    "forbidden-flow": "start",
    "forbidden-flow.out-of-end": "end",
    "forbidden-flow.into-boundary": "late",
    "forbidden-flow.out-of-compensation": "back",
    "forbidden-flow.into-event-sub-process": "alarm",
    "forbidden-flow.out-of-event-sub-process": "alarm",
    "forbidden-flow.into-handler": "undo",
    "forbidden-flow.out-of-handler": "undo",
    "forbidden-flow.out-of-link": "go",
    "forbidden-flow.into-link": "come",
    "link-event.no-source": "come",
    "conditional-flow": "f2",
    "conditional-flow.start": "f1",
    "conditional-flow.alone": "f2",
    "conditional-flow.event-gateway": "f2",
    "conditional-flow.boundary": "f3",
    "conditional-flow.intermediate": "f2",
    "conditional-flow.call": "f2",
    "default-reference": "which",
    "default-reference.unknown": "which",
    "default-reference.activity": "ask",
    "default-reference.inclusive": "which",
    "default-reference.to-element": "which",
    "duplicate-flow": "f4",
    "duplicate-flow.task": "f3",
    "unreachable": "tell",
    "unreachable.alone": "tell",
    "unreachable.end": "extra",
    "unreachable.gateway": "all",
    "unreachable.catch": "answer",
    "unreachable.without-start": "ask",
    "unreachable.implicit": "file",
    "unreachable.circle": "file",
    "unreachable.sub-process": "spare",
    "unreachable.sub-process-without-start": "check",
    "dead-end": "file",
    "dead-end.no-end": "file",
    "dead-end.gateway": "last",
    "dead-end.throw": "tell",
    "dead-end.circle": "start",
    "dead-end.sub-process": "check",
    "implicit-split": "ask",
    "implicit-split.event": "start",
    "default-flow.activity": "ask",
    "other-start": "again",
    "gateway-flows": "which",
    "gateway-flows.one": "which",
    "gateway-flows.sub-process": "which",
    "default-flow": "which",
    "default-flow.inclusive": "which",
    "gateway-direction": "all",
    "gateway-direction.diverging": "again",
    "gateway-direction.mixed": "all",
    "idle-gateway": "which",
    "idle-gateway.parallel": "all",
    "join-and-fork": "middle",
    "complex-gateway": "some",
    "event-gateway": "ask",
    "event-gateway.one-way": "wait",
    "event-gateway.mixed": "wait",
    "event-gateway.other-way-in": "late",
    "event-gateway.boundary": "answer",
    "event-gateway.error": "tell",
    "event-gateway.instantiate": "wait",
    "event-gateway.parallel": "wait",
    "event-gateway.gateway": "all",
    "start-event": "start",
    "start-event.escalation": "start",
    "start-event.compensate": "start",
    "start-event.cancel": "start",
    "start-event.terminate": "start",
    "start-event.sub-process": "begin",
    "start-event.transaction": "begin",
    "start-event.second": "begin2",
    "start-event.no-trigger": "rung",
    "start-event.event-sub-process": "rung",
    "start-event.not-interrupting": "rung",
    "start-event.leads-nowhere": "again",
    "start-event.nothing-begins": "permit",
    "event-sub-process": "called",
    "event-sub-process.no-start": "alarm",
    "event-sub-process.twin": "rung2",
    "intermediate-event": "seen",
    "intermediate-event.catch-escalation": "seen",
    "intermediate-event.catch-cancel": "seen",
    "intermediate-event.catch-compensate": "seen",
    "intermediate-event.catch-terminate": "seen",
    "intermediate-event.throw-timer": "seen",
    "intermediate-event.throw-condition": "seen",
    "intermediate-event.throw-error": "seen",
    "intermediate-event.throw-terminate": "seen",
    "intermediate-event.throw-cancel": "seen",
    "intermediate-event.catch-nothing": "seen",
    "boundary-event": "late",
    "boundary-event.loose": "late",
    "boundary-event.gateway": "late",
    "boundary-event.event": "late",
    "boundary-event.elsewhere": "late",
    "boundary-event.none": "late",
    "boundary-event.terminate": "late",
    "boundary-event.link": "late",
    "boundary-event.cancel": "late",
    "boundary-event.cancel-sub-process": "late",
    "boundary-event.error-goes-on": "late",
    "boundary-event.cancel-goes-on": "late",
    "boundary-event.leads-nowhere": "late",
    "end-event": "end",
    "end-event.condition": "end",
    "end-event.link": "end",
    "end-event.cancel": "end",
    "end-event.cancel-sub-process": "done",
    "link-event": "go come",
    "link-event.second": "too",
    "link-event.other-level": "go come",
    "link-event.no-name": "go",
    "timer": "late",
    "timer.empty": "late",
    "timer.date": "late",
    "timer.cycle": "start",
    "timer.duration": "late",
    "timer.wrong-way": "late",
    "condition-event": "seen",
    "event-name": "end",
    "event-name.error-code": "end",
    "event-name.escalation": "end",
    "event-name.escalation-code": "seen",
    "parallel-multiple": "seen",
    "compensation": "back",
    "compensation.not-marked": "undo",
    "compensation.never": "undo",
    "compensation-target": "revoke",
    "compensation.nothing-undoes": "end",
    "shared-definition": "later",
    "unnamed": "which",
}


def findings(drawing: str) -> list[Finding]:
    ((_, found),) = definitions.examine({"a.bpmn": (FILES / f"{drawing}.bad.bpmn").read_bytes()}).values()
    return [one for one in found if one.rule == drawing.split(".", maxsplit=1)[0]]


def test_every_bad_drawing_of_these_chapters_has_its_places() -> None:
    drawn = {path.name.removesuffix(".bad.bpmn") for path in FILES.glob("*.bad.bpmn")}
    assert {name for name in drawn if name.split(".")[0] in RULES} == set(PLACES)


@pytest.mark.parametrize("drawing", sorted(PLACES))
def test_the_mistake_is_told_once_and_where_it_is(drawing: str) -> None:
    assert " ".join(one.element for one in findings(drawing)) == PLACES[drawing]


def test_names_as_drawn_stand_in_the_sentences() -> None:
    (crossing,) = findings("flow-scope.into-sub-process")
    assert crossing.message("en").startswith("The sequence flow leads from “Ask” outside to “Check” inside “Inside”")
    assert "«Ask»" in crossing.message("fa")
    (undecided,) = findings("gateway-flows")
    assert "the way to “Ask” and the way to “File”" in undecided.message("en")
    assert "راه به «Ask» و راه به «File»" in undecided.message("fa")


def test_what_has_no_name_is_called_by_its_kind_and_id() -> None:
    (start,) = findings("conditional-flow.start")
    assert "the unnamed start event (start)" in start.message("en")
    assert "رویداد شروع بی‌نام (start)" in start.message("fa")
