"""A message from outside reaches the one case that it is meant for, once, or says why not."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine import context, errors, execution
from engine.actor import system
from engine.execution import correlation, doing, jobs, leases, subscriptions
from engine.execution.matching import Message
from engine.identity import Permission
from tests.integration.messages import drawn
from tests.integration.messages.conftest import ON_SQLITE, Town

KEYED = """<correlationProperty id="number"><correlationPropertyRetrievalExpression messageRef="m-answer">
<messagePath>number</messagePath></correlationPropertyRetrievalExpression></correlationProperty>"""


def waiting(key: str = "waiter", name: str = "answer", roots: str = "") -> bytes:
    """A case that begins and waits for a message."""
    parts = (drawn.start(), drawn.catch("wait", "message", name), drawn.end())
    return drawn.file(drawn.process(key, *parts, lines="begin wait done"), roots=roots)


def begun_by(key: str, name: str = "notice") -> bytes:
    """A case that a message begins."""
    parts = (drawn.start("begin", "message", name), drawn.work("look"), drawn.end())
    return drawn.file(drawn.process(key, *parts, lines="begin look done"))


def test_each_case_gets_the_message_with_its_business_key(town: Town) -> None:
    town.publish(waiting())
    one, other = town.start("waiter", "A-1"), town.start("waiter", "A-2")

    reached = town.send("answer", business_key="A-2", values={"said": "yes"})

    assert (reached.progress.instance, reached.started) == (other, False)
    assert town.values(other)["said"] == "yes"
    assert town.case(other).status == "completed"
    assert (town.case(one).status, town.waits(one)) == ("active", ["answer"])
    assert "message.caught" in town.told(other)


@ON_SQLITE
def test_a_case_without_a_business_key_is_known_by_its_number(town: Town) -> None:
    town.publish(waiting())
    town.start("waiter")
    meant = town.start("waiter")

    assert town.send("answer", business_key=town.case(meant).number).progress.instance == meant


def test_correlation_keys_that_are_drawn_decide_and_variables_where_none_is_drawn(town: Town) -> None:
    town.publish(waiting(roots=KEYED))
    town.publish(waiting("plain", "ask"))
    one, other = town.start("waiter", number=1), town.start("waiter", number=2)
    town.start("plain", number=1)
    plain = town.start("plain", number=True)

    for keys in ({"number": 3}, {"number": "1"}, {"number": 1, "colour": "red"}, {}):
        with pytest.raises(errors.NobodyWaits):
            town.send("answer", keys=keys)
    assert town.send("answer", keys={"number": 2}).progress.instance == other
    assert town.send("answer", keys={"number": 1.0}).progress.instance == one
    assert town.send("ask", keys={"number": True}).progress.instance == plain


def test_a_message_that_fits_two_cases_reaches_none(town: Town) -> None:
    town.publish(waiting())
    both = [town.start("waiter", "same") for _ in range(2)]

    with pytest.raises(errors.SeveralWait) as refused:
        town.send("answer", business_key="same")

    assert refused.value.params["count"] == 2
    assert isinstance(refused.value, errors.MismatchingMessageCorrelation)
    assert [town.waits(case) for case in both] == [["answer"], ["answer"]]
    assert town.send("answer", instance=both[1]).progress.instance == both[1]


def test_all_cases_that_fit_get_a_message_where_all_are_meant(town: Town) -> None:
    town.publish(waiting())
    cases = [town.start("waiter", "same") for _ in range(3)]
    town.start("waiter", "another")

    reached = town.house.do(town.all, correlation.correlate_all, Message(name="answer", business_key="same"))

    assert sorted(one.progress.instance for one in reached) == sorted(cases)
    assert town.house.do(town.all, correlation.correlate_all, Message(name="never")) == []


def test_the_same_message_sent_twice_is_taken_once(town: Town) -> None:
    town.publish(waiting())
    case = town.start("waiter", "A-1")
    town.send("answer", business_key="A-1")

    with pytest.raises(errors.NobodyWaits):
        town.send("answer", business_key="A-1")
    assert town.told(case).count("message.caught") == 1


@ON_SQLITE
def test_a_suspended_case_takes_no_message_until_it_goes_on(town: Town) -> None:
    town.publish(waiting())
    case = town.start("waiter", "A-1")
    town.house.do(town.all, execution.suspend, case)

    with pytest.raises(errors.NobodyWaits):
        town.send("answer", business_key="A-1")
    with pytest.raises(errors.InstanceSuspended):
        town.house.do(town.all, correlation.message_case, case, "answer", {})
    town.house.do(town.all, execution.resume, case)
    assert town.send("answer", business_key="A-1").progress.case.status == "completed"


def test_a_message_begins_a_case_of_the_newest_published_version(town: Town) -> None:
    first, second = town.publish(begun_by("register"))[0], town.publish(begun_by("register") + b"<!-- 2 -->")[0]

    begun = town.send("notice", business_key="B-7", values={"child": "سارا"})

    assert (begun.started, begun.progress.case.version) == (True, second.version)
    assert begun.progress.case.business_key == "B-7"
    assert town.values(begun.progress.instance) == {"child": "سارا"}
    assert town.told(begun.progress.instance)[:2] == ["instance.started", "message.caught"]
    town.house.do(town.all, execution.retire, second.id)
    assert town.send("notice").progress.case.version == first.version
    town.house.do(town.all, execution.retire, first.id)
    with pytest.raises(errors.NobodyWaits):
        town.send("notice")


def test_only_one_process_of_an_agency_begins_with_a_message(town: Town) -> None:
    town.publish(begun_by("register"))

    with pytest.raises(errors.MessageNameTaken) as refused:
        town.publish(begun_by("other"))

    assert refused.value.params["process"] == "register"
    assert town.send("notice").progress.case.process_key == "register"
    parts = (drawn.start("a", "message", "ask"), drawn.start("b", "message", "ask"), drawn.end())
    with pytest.raises((errors.MessageTwice, errors.NotPublishable)):
        town.publish(drawn.file(drawn.process("twice", *parts, lines="a done,b done")))


def test_no_message_leaves_its_agency(town: Town) -> None:
    town.publish(waiting())
    case = town.start("waiter", "A-1")
    there = town.house.agencies["isfahan"]

    with pytest.raises(errors.NobodyWaits):
        town.send("answer", who=system(there), business_key="A-1")
    with pytest.raises(errors.NobodyWaits):
        town.send("answer", who=system(there), instance=case)
    with pytest.raises(errors.NotFound):
        town.house.do(system(there), correlation.signal_case, case, "alarm", {})
    town.house.do(system(there), correlation.broadcast, "answer", {})
    assert town.waits(case) == ["answer"]


def test_a_large_message_arrives_and_one_that_is_too_large_changes_nothing(town: Town) -> None:
    town.publish(waiting())
    case = town.start("waiter", "A-1")

    with pytest.raises(errors.VariableTooLarge):
        town.send("answer", business_key="A-1", values={"scan": "x" * 1_000_001})
    with pytest.raises(errors.ReservedVariable):
        town.send("answer", business_key="A-1", values={"no name": 1})
    assert town.waits(case) == ["answer"]
    town.send("answer", business_key="A-1", values={"scan": "ب" * 400_000})
    assert len(town.values(case)["scan"]) == 400_000
    assert "message.caught" in town.told(case)


@ON_SQLITE
def test_names_of_any_length_find_each_other(town: Town) -> None:
    long = "notice " * 400
    root = f'<message id="m-long" name="{long.strip()}"/>'
    town.publish(waiting(name="long", roots=root))
    case = town.start("waiter")

    assert town.send(long.strip()).progress.instance == case
    with pytest.raises(errors.NobodyWaits):
        town.send(long.strip() + "!")


def test_of_a_message_and_a_timer_one_wins(town: Town) -> None:
    boundary = (
        '<boundaryEvent id="late" attachedToRef="wait"><timerEventDefinition>'
        + drawn.after("PT1H")
        + "</timerEventDefinition></boundaryEvent>"
    )
    receive = '<receiveTask id="wait" messageRef="m-answer"/>'
    parts = (drawn.start(), receive, boundary, drawn.end(), drawn.end("over"))
    town.publish(drawn.file(drawn.process("race", *parts, lines="begin wait done,late over")))
    for number in range(4):
        case = town.start("race", f"R-{number}")
        won = _race(town, f"R-{number}")
        told = town.told(case)
        assert town.case(case).status == "completed"
        assert won.count("message") + won.count("timer") == 1, won
        assert told.count("message.caught") == won.count("message")
        assert town.waits(case) == []


def _race(town: Town, key: str) -> list[str]:
    """Let a message and a timer come to one case at the same moment; return what each came to."""
    database, now = town.house.database, datetime.now(UTC) + timedelta(hours=2)
    with context.transaction(database, system(""), now=now) as ctx:
        [job] = leases.claim(ctx, "test", (jobs.TIMER,), most=5)
    came: list[str] = []
    ready = threading.Barrier(2)

    def message() -> None:
        ready.wait()
        try:
            town.send("answer", business_key=key)
            came.append("message")
        except errors.NobodyWaits:
            came.append("nobody")

    def timer() -> None:
        ready.wait()
        came.append("timer" if doing.run(database, job, lambda: now) else "lost")

    threads = [threading.Thread(target=work) for work in (message, timer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@ON_SQLITE
def test_only_who_may_send_messages_sends_them(town: Town) -> None:
    town.publish(waiting())
    case = town.start("waiter", "A-1")
    deeds: list[tuple[Any, tuple[Any, ...]]] = [
        (correlation.correlate, (Message(name="answer"),)),
        (correlation.correlate_all, (Message(name="answer"),)),
        (correlation.broadcast, ("alarm", {})),
        (correlation.message_case, (case, "answer", {})),
        (correlation.signal_case, (case, "alarm", {})),
    ]
    for deed, given in deeds:
        with pytest.raises(errors.Forbidden) as refused:
            town.house.do("clerk", deed, *given)
        assert refused.value.params["permission"] == Permission.MESSAGE_SEND
    assert town.house.see(town.all, subscriptions.count, subscriptions.Filter(instance=case)) == 1
