"""Every command leaves its own event with what matters in it; what the engine does by itself does too."""

import pytest

from engine import definitions, errors, execution, history
from engine.actor import system
from engine.db import load
from engine.execution import instances
from tests.integration.execution.conftest import one_task
from tests.support.house import House, file_of
from tests.unit.spiff.drawing import Drawing


def events_of(house: House, instance: str, kind: str) -> list[dict[str, object]]:
    """Facts and payload of the entries of one kind in a case's record."""
    stored = house.see("auditor", execution.entries, instance)
    return [load(one.facts) | load(one.payload or "{}") for one in stored if one.type == kind]


def events_of_agency(house: House, kind: str) -> list[dict[str, object]]:
    agency = house.agencies["shiraz"]
    stored = house.see(system(agency), history.of_agency, agency, types=(kind,))
    return [load(one.facts) for one in stored]


def test_giving_back_and_handing_over_name_the_task_and_both_people(
    house: House, published: definitions.Version
) -> None:
    begun = house.start("one-task")
    (task,) = house.open_tasks(begun.instance)
    house.do("clerk", execution.claim, task.id)
    house.do("clerk", execution.unclaim, task.id)
    house.do("supervisor", execution.unclaim, task.id)
    house.do("supervisor", execution.assign, task.id, "clerk")
    house.do("supervisor", execution.assign, task.id, "supervisor")
    house.do("supervisor", execution.assign, task.id, None)

    of_task = {"task": task.id, "element": "check"}
    assert events_of(house, begun.instance, "user_task.unclaimed") == [of_task]
    assert events_of(house, begun.instance, "user_task.assigned") == [
        of_task | {"assignee": "clerk"},
        of_task | {"assignee": "supervisor", "before": "clerk"},
        of_task | {"before": "supervisor"},
    ]
    assert house.see("auditor", execution.check, begun.instance).whole


def test_cancelling_tells_the_reason_and_what_was_withdrawn(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task")
    (task,) = house.open_tasks(begun.instance)
    house.do("supervisor", execution.cancel_instance, begun.instance, "the applicant withdrew")

    assert events_of(house, begun.instance, "instance.cancelled") == [{"reason": "the applicant withdrew"}]
    (withdrawn,) = events_of(house, begun.instance, "user_task.cancelled")
    assert (withdrawn["task"], withdrawn["element"]) == (task.id, "check")
    assert events_of(house, begun.instance, "instance.completed") == []


def test_suspending_and_resuming_are_two_entries(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task")
    house.do("supervisor", execution.suspend, begun.instance, "a question")
    house.do("supervisor", execution.resume, begun.instance)
    house.do("supervisor", execution.resume, begun.instance)

    assert events_of(house, begun.instance, "instance.suspended") == [{"reason": "a question"}]
    assert events_of(house, begun.instance, "instance.resumed") == [{}]


def test_a_terminate_end_records_what_it_took_away(house: House) -> None:
    drawing = Drawing("stop").node("start", "begin").node("and", "fork").node("and", "join").terminate("stop-all")
    drawing.node("user", "first", candidateGroups="ثبت احوال").node("user", "second", candidateGroups="ثبت احوال")
    drawing.node("user", "third", candidateGroups="ثبت احوال").node("end", "done")
    drawing.line("begin", "fork", "first", "join", "done").line("fork", "second", "join").line(
        "fork", "third", "stop-all"
    )
    house.publish(drawing.root)
    begun = house.start("stop")
    tasks = {task.element: task for task in house.open_tasks(begun.instance)}
    house.do("clerk", execution.complete_user_task, tasks["first"].id, {})
    ended = house.do("clerk", execution.complete_user_task, tasks["third"].id, {})

    assert ended.case.status == execution.COMPLETED
    assert [one["element"] for one in events_of(house, begun.instance, "element.cancelled")] == ["join"]
    assert [one["task"] for one in events_of(house, begun.instance, "user_task.cancelled")] == [tasks["second"].id]
    assert house.see("auditor", execution.check, begun.instance).whole


def test_publishing_and_retiring_name_the_version(house: House, published: definitions.Version) -> None:
    house.do("analyst", execution.retire, published.id)

    named = {"version": published.id, "key": "one-task", "number": 1}
    assert events_of_agency(house, "definition.published") == [named]
    assert events_of_agency(house, "definition.retired") == [named]


def test_a_version_with_errors_is_not_published_and_says_how_many(house: House) -> None:
    wrong = file_of(one_task().root).replace(b"amount &gt; 10", b"__import__('os')")
    with house.writing("analyst") as ctx:
        (draft,) = definitions.import_files(ctx, {"a.bpmn": wrong}, name="a", source="test").versions

    with pytest.raises(errors.NotPublishable, match="1 findings must be mended"):
        house.do("analyst", execution.publish, draft.id)

    assert house.see("analyst", definitions.version, draft.id).state == definitions.DRAFT
    assert events_of_agency(house, "definition.published") == []


def test_a_change_that_another_overtook_is_refused(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task", amount=1)
    with house.reading("supervisor") as ctx:
        seen = instances.read(ctx, begun.instance)
    house.do("supervisor", execution.set_variables, begun.instance, {"amount": 2})

    with pytest.raises(errors.StaleInstance), house.writing("supervisor") as ctx:
        instances.store(ctx, seen, state=seen.state, chain=seen.chain, status=execution.ACTIVE)
    with pytest.raises(errors.StaleInstance), house.writing("supervisor") as ctx:
        instances.appended(ctx, seen.chain, seen.chain)

    assert house.see("auditor", execution.variables, begun.instance) == {"amount": 2}
