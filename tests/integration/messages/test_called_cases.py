"""A case that calls another begins it, gets its values back and shares its fate; both records stay whole."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from engine import errors, execution
from engine.execution import calls
from tests.integration.messages import drawn
from tests.integration.messages.conftest import ON_SQLITE, Town

MAPPED = (
    '<camunda:in source="asked" target="question"/><camunda:in businessKey="${subject}"/>'
    '<camunda:out source="verdict" target="answer"/>'
)
EVENTS = (
    '<boundaryEvent id="failed" attachedToRef="ask"><errorEventDefinition errorRef="e-alarm"/></boundaryEvent>'
    '<boundaryEvent id="raised" cancelActivity="false" attachedToRef="ask">'
    '<escalationEventDefinition escalationRef="c-notice"/></boundaryEvent>'
)


def caller(key: str = "caller", called: str = "called", extensions: str = MAPPED, **attributes: Any) -> bytes:
    parts = (drawn.start(), drawn.call("ask", called, extensions, **attributes), drawn.end())
    return drawn.file(drawn.process(key, *parts, lines="begin ask done"))


def watchful(key: str = "caller", called: str = "called") -> bytes:
    """A caller that catches the error alarm and the escalation notice."""
    parts = (
        drawn.start(), drawn.call("ask", called, MAPPED), EVENTS, drawn.work("mend"), drawn.work("look"), drawn.end(),
        drawn.end("mended"), drawn.end("looked"),
    )  # fmt: skip
    return drawn.file(drawn.process(key, *parts, lines="begin ask done,failed mend mended,raised look looked"))


def ending(key: str = "called", definition: str = "", reference: str = "") -> bytes:
    """A called case: one task, then an end of some kind."""
    parts = (drawn.start(), drawn.work("think"), drawn.end("done", definition, reference))
    return drawn.file(drawn.process(key, *parts, lines="begin think done"))


def passing(key: str) -> bytes:
    return drawn.file(drawn.process(key, drawn.start(), drawn.end(), lines="begin done"))


def the_called(town: Town, case: str) -> execution.Instance:
    [found] = town.cases(parent=case)
    return found


def test_a_called_case_is_a_case_of_its_own_whose_values_come_back(town: Town) -> None:
    town.publish(caller(), ending())
    case = town.start("caller", "K", asked=7, subject="child of K", secret="stays")
    called = the_called(town, case)

    assert called.number != town.case(case).number
    assert (called.business_key, called.parent, called.root) == ("child of K", case, case)
    assert called.started_by == town.case(case).started_by
    assert town.values(called.id) == {"question": 7}
    town.finish(called.id, verdict="yes", detail="stays")

    assert (town.case(called.id).status, town.case(case).status) == ("completed", "completed")
    assert town.values(case) == {"asked": 7, "subject": "child of K", "secret": "stays", "answer": "yes"}
    told = town.told(case)
    assert told.index("call.started") < told.index("call.ended")
    [begun] = [one for one in town.entries(called.id) if one.type == "instance.started"]
    assert begun.facts["parent"] == case
    assert [one.id for one in town.cases(child=called.id)] == [case]
    assert [one.id for one in town.cases(called=False)] == [case]


@ON_SQLITE
def test_all_values_go_and_come_where_that_is_drawn(town: Town) -> None:
    town.publish(caller(extensions='<camunda:in variables="all"/><camunda:out variables="all"/>'), ending())
    case = town.start("caller", asked=7)
    town.finish(the_called(town, case).id, verdict="yes")

    assert town.values(case) == {"asked": 7, "verdict": "yes"}


def test_the_version_that_is_bound_is_called(town: Town) -> None:
    tagged = ending().replace(b'isExecutable="true"', b'isExecutable="true" camunda:versionTag="spring"')
    town.publish(tagged)
    town.publish(ending() + b"<!-- 2 -->")
    town.publish(
        caller("newest"),
        caller("fixed", calledElementBinding="version", calledElementVersion="2"),
        caller("tagged", calledElementBinding="versionTag", calledElementVersionTag="spring"),
        caller("together", calledElementBinding="deployment"),
        caller("lost", calledElementBinding="version", calledElementVersion="9"),
        ending() + b"<!-- 2 -->",  # the same file again is the same version
    )
    town.publish(ending() + b"<!-- 3 -->")

    for key, version in (("newest", 3), ("fixed", 2), ("tagged", 1), ("together", 2)):
        assert the_called(town, town.start(key)).version == version, key
    assert town.incidents(town.start("lost")) == ["call-unknown"]


def test_a_process_that_is_not_published_is_an_incident_until_it_is(town: Town) -> None:
    town.publish(caller())
    case = town.start("caller", asked=7)
    assert town.incidents(case) == ["call-unknown"]

    town.publish(ending())
    town.house.do(town.all, execution.set_variables, case, {})

    assert town.incidents(case) == []
    town.finish(the_called(town, case).id, verdict="yes")
    assert town.case(case).status == "completed"
    assert town.told(case)[-1] == "instance.completed"


@ON_SQLITE
def test_no_process_of_another_agency_is_called(town: Town) -> None:
    there = town.house.actor("clerk2")
    town.publish(ending(), who=type(there)(**{**_fields(there), "roles": town.all.roles}))
    town.publish(caller())

    assert town.incidents(town.start("caller")) == ["call-unknown"]


def _fields(actor: Any) -> dict[str, Any]:
    return {name: getattr(actor, name) for name in actor.__slots__}


def test_an_error_of_the_called_case_goes_to_who_catches_it(town: Town) -> None:
    town.publish(watchful(), ending("called", "error", "alarm"))
    case = town.start("caller")
    called = the_called(town, case)
    town.finish(called.id)

    assert town.case(called.id).status == "cancelled"
    assert town.incidents(called.id) == []
    assert [task.element for task in town.house.open_tasks(case)] == ["mend"]
    [ended] = [one for one in town.entries(case) if one.type == "call.ended"]
    assert (ended.facts["outcome"], ended.facts["code"]) == ("error", "alarm")
    happened = [(one.type, one.payload.get("name")) for one in town.entries(called.id)]
    assert ("event.thrown", "alarm") in happened
    assert not any(type_.startswith("incident.") for type_, _ in happened), "nobody had to settle anything"
    town.told(called.id)


@ON_SQLITE
def test_an_error_that_nobody_catches_stays_with_the_called_case(town: Town) -> None:
    town.publish(watchful(), ending("called", "error", "notice"))
    case = town.start("caller")
    called = the_called(town, case)
    town.finish(called.id)

    assert town.incidents(called.id) == ["error-uncaught"]
    assert (town.case(called.id).status, town.case(case).status) == ("active", "active")
    assert town.incidents(case) == []
    town.told(called.id)


def test_an_error_rises_over_several_cases(town: Town) -> None:
    town.publish(watchful(called="middle"), caller("middle", "called"), ending("called", "error", "alarm"))
    top = town.start("caller")
    middle = the_called(town, top)
    lowest = the_called(town, middle.id)
    assert (lowest.root, middle.root) == (top, top)
    town.finish(lowest.id)

    assert [town.case(case).status for case in (lowest.id, middle.id, top)] == ["cancelled", "cancelled", "active"]
    assert [task.element for task in town.house.open_tasks(top)] == ["mend"]
    for case in (lowest.id, middle.id, top):
        town.told(case)
        assert not any(one.type.startswith("incident.") for one in town.entries(case))


@ON_SQLITE
def test_an_escalation_of_the_called_case_opens_what_its_caller_draws_for_it(town: Town) -> None:
    town.publish(watchful(), ending("called", "escalation", "notice"))
    case = town.start("caller")
    town.finish(the_called(town, case).id, verdict="yes")

    assert [task.element for task in town.house.open_tasks(case)] == ["look"]
    assert "event.caught" in town.told(case)
    assert "event.thrown" in town.told(town.cases(parent=case)[0].id)
    assert town.values(case)["answer"] == "yes"
    assert "call.escalated" in town.told(case)


def test_who_cancels_or_suspends_a_case_does_it_to_those_it_called(town: Town) -> None:
    town.publish(caller(called="middle"), caller("middle", "called"), ending())
    top = town.start("caller")
    middle = the_called(town, top).id
    lowest = the_called(town, middle).id

    town.house.do(town.all, execution.suspend, top)
    assert [town.case(case).status for case in (middle, lowest)] == ["suspended", "suspended"]
    with pytest.raises(errors.CallerSuspended):
        town.house.do(town.all, execution.resume, lowest)
    with pytest.raises(errors.InstanceSuspended):
        town.finish(lowest)
    town.house.do(town.all, execution.resume, top)
    assert town.case(lowest).status == "active"
    town.house.do(town.all, execution.cancel_instance, top, "not needed")

    assert [town.case(case).status for case in (top, middle, lowest)] == ["cancelled"] * 3
    assert town.house.open_tasks(lowest) == []
    [ended] = [one for one in town.entries(lowest) if one.type == "instance.cancelled"]
    assert ended.facts["caller"] == middle
    for case in (top, middle, lowest):
        town.told(case)


def test_a_called_case_that_is_cancelled_alone_stops_its_caller_who_may_call_anew(town: Town) -> None:
    town.publish(caller(), ending())
    case = town.start("caller")
    first = the_called(town, case).id
    town.house.do(town.all, execution.cancel_instance, first)
    assert town.incidents(case) == ["call-cancelled"]

    town.house.do(town.all, execution.set_variables, case, {})

    second = next(one.id for one in town.cases(parent=case) if one.id != first)
    town.finish(second, verdict="yes")
    assert town.case(case).status == "completed"
    town.told(case)


@ON_SQLITE
def test_a_timer_that_interrupts_a_call_cancels_the_called_case(town: Town) -> None:
    boundary = (
        '<boundaryEvent id="late" attachedToRef="ask"><signalEventDefinition signalRef="s-alarm"/></boundaryEvent>'
    )
    parts = (drawn.start(), drawn.call("ask", "called"), boundary, drawn.end(), drawn.end("over"))
    town.publish(drawn.file(drawn.process("caller", *parts, lines="begin ask done,late over")), ending())
    case = town.start("caller")
    called = the_called(town, case).id
    town.house.do(town.all, execution.suspend, called)  # the fate of the caller is shared all the same

    town.house.do(town.all, _signal, case)

    assert (town.case(case).status, town.case(called).status) == ("completed", "cancelled")
    town.told(called)


def _signal(ctx: Any, case: str) -> None:
    from engine.execution import correlation  # noqa: PLC0415

    correlation.signal_case(ctx, case, "alarm", {})


@ON_SQLITE
def test_several_cases_are_called_at_once_and_each_gives_its_answer(town: Town) -> None:
    loop = '<multiInstanceLoopCharacteristics camunda:collection="names" camunda:elementVariable="name"/>'
    inside = '<camunda:in source="name" target="name"/>'
    parts = (drawn.start(), drawn.call("ask", "called", inside, loop), drawn.end())
    town.publish(drawn.file(drawn.process("caller", *parts, lines="begin ask done")), ending())
    case = town.start("caller", names=["a", "b", "c"])
    called = town.cases(parent=case)

    assert [town.values(one.id)["name"] for one in called] == ["a", "b", "c"]
    assert len({one.parent_activity for one in called}) == 3
    for one in reversed(called):
        assert town.case(case).status == "active"
        town.finish(one.id)
    assert town.case(case).status == "completed"
    assert town.told(case).count("call.ended") == 3


@ON_SQLITE
def test_cases_that_pass_at_once_return_in_the_same_step_however_many(town: Town) -> None:
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>40</loopCardinality></multiInstanceLoopCharacteristics>"
    parts = (drawn.start(), drawn.call("ask", "quick", "", loop), drawn.end())
    town.publish(drawn.file(drawn.process("caller", *parts, lines="begin ask done")), passing("quick"))

    begun = town.house.do(town.all, execution.start_latest, "caller", {})

    assert begun.case.status == "completed"
    assert {one.status for one in town.cases(parent=begun.instance)} == {"completed"}
    assert len(town.cases(parent=begun.instance)) == 40


@ON_SQLITE
def test_a_process_that_calls_itself_ends_in_an_incident_at_the_deepest_level(town: Town) -> None:
    other = caller("b", "a", "")
    town.publish(caller("a", "b", ""), other)

    top = town.start("a")

    chain = [town.case(top)]
    while below := town.cases(parent=chain[-1].id):
        chain += below
    assert len(chain) == calls.DEEPEST
    assert town.incidents(chain[-1].id) == ["call-too-deep"]
    town.house.do(town.all, execution.cancel_instance, top)
    assert {town.case(one.id).status for one in chain} == {"cancelled"}


@ON_SQLITE
def test_no_more_cases_begin_at_once_than_are_allowed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "MOST", 5)
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>8</loopCardinality></multiInstanceLoopCharacteristics>"
    parts = (drawn.start(), drawn.call("ask", "called", "", loop), drawn.end())
    town.publish(drawn.file(drawn.process("caller", *parts, lines="begin ask done")), ending())
    case = town.start("caller")

    assert len(town.cases(parent=case)) == 5
    assert town.incidents(case) == ["call-too-many"] * 3
    town.house.do(town.all, execution.set_variables, case, {})
    assert len(town.cases(parent=case)) == 8
    assert town.incidents(case) == []


@ON_SQLITE
def test_a_case_that_waits_for_nobody_costs_no_statement_more(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of waits are written from what the step says, and only then."""
    town.publish(ending("plain"))
    counts = []
    for _ in range(2):
        case = town.start("plain")
        [task] = town.house.open_tasks(case)
        with town.house.writing(town.all) as ctx:
            execution.complete_user_task(ctx, task.id, {})
            counts.append(ctx.db.statements)
        for room in ("subscriptions", "outbox"):
            monkeypatch.setattr(f"engine.execution.advance.{room}.store", lambda *_: None)
        monkeypatch.setattr("engine.execution.advance.calls.concern", lambda *_: False)
    assert counts[0] == counts[1]


def test_called_cases_that_end_at_the_same_moment_all_return(town: Town) -> None:
    loop = '<multiInstanceLoopCharacteristics camunda:collection="names" camunda:elementVariable="name"/>'
    parts = (drawn.start(), drawn.call("ask", "called", "", loop), drawn.end())
    town.publish(drawn.file(drawn.process("caller", *parts, lines="begin ask done")), ending())
    case = town.start("caller", names=["a", "b", "c", "d", "e"])
    called = [one.id for one in town.cases(parent=case)]

    refused = _together([partial(town.finish, one) for one in called])

    assert refused == []
    assert town.case(case).status == "completed"
    assert town.told(case).count("call.ended") == 5


def test_who_cancels_a_case_while_a_called_one_ends_gets_one_or_the_other(town: Town) -> None:
    town.publish(caller(), ending())
    for _ in range(3):
        case = town.start("caller")
        called = the_called(town, case).id
        cancel = partial(town.house.do, town.all, execution.cancel_instance, case)

        refused = _together([partial(town.finish, called), cancel])

        ended = {town.case(case).status, town.case(called).status}
        assert ended in ({"completed"}, {"cancelled"}, {"completed", "cancelled"}), refused
        assert all(isinstance(one, errors.RavandError | ValueError) for one in refused), refused
        assert town.told(case)[-1] in {"instance.completed", "element.cancelled", "instance.cancelled"}
        town.told(called)


def _together(deeds: list[Callable[[], Any]]) -> list[Exception]:
    """Do all of it at the same moment and return what was refused; who finds the record busy tries again."""
    ready, refused = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], Any]) -> None:
        ready.wait()
        for _ in range(10):
            try:
                deed()
            except errors.Unavailable:
                continue
            except Exception as error:  # noqa: BLE001 - returned and looked at
                refused.append(error)
            return

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused
