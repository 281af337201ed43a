"""What cases send each other arrives once, at whom it is meant for, also when nobody waits for it yet."""

from datetime import timedelta

import pytest

from engine import errors, execution
from engine.actor import system
from engine.execution import correlation, job_commands, outbox
from tests.integration.messages import drawn
from tests.integration.messages.conftest import ON_SQLITE, Town

HOUR = timedelta(hours=1)
ASKING = drawn.process(
    "asking",
    drawn.start(),
    drawn.work("prepare"),
    drawn.throw("ask", "message", "ask", "question"),
    drawn.catch("wait", "message", "answer"),
    drawn.end(),
    lines="begin prepare ask wait done",
)
ANSWERING = drawn.process(
    "answering",
    drawn.start("called", "message", "ask"),
    drawn.work("think"),
    drawn.throw("answer", "message", "answer", "verdict"),
    drawn.end("answered"),
    lines="called think answer answered",
)


def test_two_pools_of_a_file_are_two_cases_that_talk(town: Town) -> None:
    town.publish(drawn.file(ASKING, ANSWERING))
    pairs = []
    for question in ("a", "b"):
        asking = town.start("asking", question=question)
        town.finish(asking)
        assert town.work() == 1
        [answering] = town.cases(process_key="answering", business_key=town.case(asking).number)
        assert town.values(answering.id) == {"question": question}
        pairs.append((asking, answering.id))

    for asking, answering in reversed(pairs):  # the answers cross
        town.finish(answering, verdict=f"to {asking}")
    town.work()

    for asking, answering in pairs:
        assert town.values(asking)["verdict"] == f"to {asking}"
        assert town.told(asking)[-3:] == ["element.completed", "element.completed", "instance.completed"]
        assert {"message.thrown", "message.caught"} <= set(town.told(answering))
        assert town.case(asking).parent is None
    assert town.next_delivery() is None


@ON_SQLITE
def test_pools_that_name_no_messages_talk_by_their_message_flows(town: Town) -> None:
    pools = """<collaboration id="talk">
      <participant id="pa" processRef="asking"/><participant id="pb" processRef="answering"/>
      <messageFlow id="question" name="Question" sourceRef="ask" targetRef="called"/>
      <messageFlow id="verdict" name="Verdict" sourceRef="answered" targetRef="wait"/></collaboration>"""
    asking = (drawn.start(), '<sendTask id="ask"/>', drawn.catch("wait", "message"), drawn.end())
    answering = (drawn.start("called", "message"), drawn.end("answered", "message"))
    one = drawn.process("asking", *asking, lines="begin ask wait done")
    other = drawn.process("answering", *answering, lines="called answered")
    versions = town.publish(drawn.file(one, other, roots=pools))
    assert all("flow-message" in {found.rule for found in version.findings} for version in versions)
    case = town.start("asking")

    town.work()

    assert town.case(case).status == "completed"
    assert [one.business_key for one in town.cases(process_key="answering")] == [town.case(case).number]


def test_a_message_waits_for_who_is_not_yet_waiting(town: Town) -> None:
    slow = (drawn.start(), drawn.work("first"), drawn.catch("wait", "message", "ask"), drawn.end())
    town.publish(drawn.file(ASKING), drawn.file(drawn.process("slow", *slow, lines="begin first wait done")))
    slow_case, asking = town.start("slow", "S-1"), town.start("asking", "S-1", question="?")
    town.finish(asking)

    town.work()
    assert town.case(slow_case).status == "active"
    assert town.next_delivery() is not None
    town.finish(slow_case)
    assert town.work() == 1, "it is offered at once when somebody begins to wait"

    assert town.case(slow_case).status == "completed"
    assert town.values(slow_case) == {"question": "?"}
    assert town.told(slow_case).count("message.caught") == 1
    assert town.next_delivery() is None


def test_a_message_that_nobody_takes_becomes_an_incident_that_can_be_tried_again(town: Town) -> None:
    slow = (drawn.start(), drawn.catch("wait", "message", "ask"), drawn.end())
    [asking_version, _] = town.publish(
        drawn.file(ASKING), drawn.file(drawn.process("slow", *slow, lines="begin wait done"))
    )
    asking = town.start("asking", "S-1", question="?")
    town.finish(asking)
    town.house.do(town.all, execution.cancel_instance, asking)  # what was sent is sent

    town.work(timedelta(hours=23))
    assert town.incidents(asking) == []
    town.work(outbox.LIFE + HOUR)
    assert town.incidents(asking) == ["tries-exhausted"]
    assert town.next_delivery() is None

    slow_case = town.start("slow", "S-1")
    [message] = [entry for entry in town.entries(asking) if entry.type == "message.thrown"]
    town.house.do(system(asking_version.agency), job_commands.retry_job, str(message.facts["message"]))
    town.work(outbox.LIFE + 2 * HOUR)
    assert town.case(slow_case).status == "completed"


@ON_SQLITE
def test_a_message_to_somebody_outside_is_sent_and_done(town: Town) -> None:
    town.publish(drawn.file(ASKING))
    asking = town.start("asking", question="?")
    town.finish(asking)

    assert town.work() == 1
    assert town.next_delivery() is None
    assert town.incidents(asking) == []
    assert town.told(asking).count("message.thrown") == 1


def test_a_message_that_fits_two_cases_alike_is_tried_again_and_reaches_none(town: Town) -> None:
    slow = (drawn.start(), drawn.catch("wait", "message", "ask"), drawn.end())
    town.publish(drawn.file(ASKING), drawn.file(drawn.process("slow", *slow, lines="begin wait done")))
    both = [town.start("slow", "S-1") for _ in range(2)]
    asking = town.start("asking", "S-1")
    town.finish(asking)

    assert town.work() == 1
    assert [town.case(case).status for case in both] == ["active", "active"]
    assert "job.failed" in town.told(asking)
    town.house.do(town.all, execution.cancel_instance, both[0])
    town.work(HOUR)
    assert town.case(both[1]).status == "completed"


@ON_SQLITE
def test_cases_without_business_keys_find_each_other_where_only_one_waits(town: Town) -> None:
    slow = (drawn.start(), drawn.catch("wait", "message", "ask"), drawn.end())
    town.publish(drawn.file(ASKING), drawn.file(drawn.process("slow", *slow, lines="begin wait done")))
    keyed, alone = town.start("slow", "S-1"), town.start("slow")
    asking = town.start("asking")
    town.finish(asking)

    town.work()

    assert (town.case(keyed).status, town.case(alone).status) == ("active", "completed")


@ON_SQLITE
def test_a_case_does_not_hear_itself_while_another_could(town: Town) -> None:
    loud = (drawn.start(), drawn.throw("say", "message", "ask"), drawn.catch("wait", "message", "ask"), drawn.end())
    slow = (drawn.start(), drawn.catch("wait", "message", "ask"), drawn.end())
    town.publish(
        drawn.file(drawn.process("loud", *loud, lines="begin say wait done")),
        drawn.file(drawn.process("slow", *slow, lines="begin wait done")),
    )
    other, loud_case = town.start("slow", "S-1"), town.start("loud", "S-1")

    town.work()

    assert (town.case(other).status, town.case(loud_case).status) == ("completed", "active")


def test_a_message_is_delivered_while_its_sender_is_suspended_and_waits_for_a_suspended_receiver(town: Town) -> None:
    slow = (drawn.start(), drawn.catch("wait", "message", "ask"), drawn.end())
    town.publish(drawn.file(ASKING), drawn.file(drawn.process("slow", *slow, lines="begin wait done")))
    slow_case, asking = town.start("slow", "S-1"), town.start("asking", "S-1")
    town.finish(asking)
    for case in (asking, slow_case):
        town.house.do(town.all, execution.suspend, case)

    town.work()
    assert town.case(slow_case).status == "suspended"
    town.house.do(town.all, execution.resume, slow_case)
    town.work(HOUR)
    assert town.case(slow_case).status == "completed"


def test_a_signal_reaches_all_that_wait_begins_what_it_begins_and_comes_to_suspended_cases_later(town: Town) -> None:
    listening = (drawn.start(), drawn.catch("wait", "signal", "alarm"), drawn.end())
    shouting = (drawn.start(), drawn.throw("shout", "signal", "alarm", "where"), drawn.end())
    beginning = (drawn.start("begin", "signal", "alarm"), drawn.work("look"), drawn.end())
    town.publish(
        drawn.file(drawn.process("listening", *listening, lines="begin wait done")),
        drawn.file(drawn.process("shouting", *shouting, lines="begin shout done")),
        drawn.file(drawn.process("beginning", *beginning, lines="begin look done")),
    )
    cases = [town.start("listening") for _ in range(3)]
    town.house.do(town.all, execution.suspend, cases[0])

    town.start("shouting", where="here")
    town.work()

    assert [town.case(case).status for case in cases] == ["suspended", "completed", "completed"]
    assert town.values(cases[1]) == {"where": "here"}
    assert "signal.thrown" in town.told(town.cases(process_key="shouting")[0].id)
    assert "signal.caught" in town.told(cases[1])
    [begun] = town.cases(process_key="beginning")
    assert "signal.caught" in town.told(begun.id)
    town.house.do(town.all, execution.resume, cases[0])
    town.work()
    assert town.case(cases[0]).status == "completed"
    town.house.do(town.all, correlation.broadcast, "alarm", {"where": "there"})
    assert len(town.cases(process_key="beginning")) == 2


@ON_SQLITE
def test_one_case_alone_can_be_given_a_signal(town: Town) -> None:
    listening = (drawn.start(), drawn.catch("wait", "signal", "alarm"), drawn.end())
    town.publish(drawn.file(drawn.process("listening", *listening, lines="begin wait done")))
    one, other = town.start("listening"), town.start("listening")

    town.house.do(town.all, correlation.signal_case, one, "alarm", {"where": "here"})

    assert (town.case(one).status, town.case(other).status) == ("completed", "active")
    with pytest.raises(errors.SignalNotAwaited):
        town.house.do(town.all, correlation.signal_case, other, "fire", {})
    assert town.case(other).status == "active"
