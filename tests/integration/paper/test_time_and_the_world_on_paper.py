"""Promises of `ravand run`: workers, messages, signals and the clock come from the answers."""

import pytest

from engine import errors
from tests.unit.spiff.drawing import Drawing


def outside():
    drawn = Drawing().node("start", "begin").node("serviceTask", "ask", type="external", topic="asking")
    return drawn.node("end", "done").line("begin", "ask", "done")


def event(short, node_id, definition, text="", **attributes):
    """Draw one node with an event in it: begin, that, done."""
    drawn = Drawing() if short == "start" else Drawing().node("start", "begin")
    drawn.node(short, node_id, **attributes)
    held = drawn.add(drawn.nodes[node_id], definition)
    if definition == "timerEventDefinition":
        drawn.add(held, "timeDuration", text)
    else:
        kind = definition.removesuffix("EventDefinition")
        root = drawn.add(drawn.root, kind, id="what", name=text)
        drawn.root.insert(0, root)
        held.set(f"{kind}Ref", "what")
    drawn.node("end", "done")
    return drawn.line(node_id, "done") if short == "start" else drawn.line("begin", node_id, "done")


def test_workers_answer_by_topic_and_fail_before_they_succeed(run):
    told = run(outside(), {"topics": {"asking": [{"failure": "down"}, {"variables": {"found": 1}}]}})
    assert told.short()[2:5] == ["entered ask", "failed ask", "completed ask"]
    assert (told.code, told.last["variables"]) == (0, {"found": 1})


def test_outside_work_that_keeps_failing_is_an_incident(run):
    told = run(outside(), {"topics": {"asking": [{"failure": "down"}] * 4}})
    assert [line["event"] for line in told.lines].count("failed") == 3
    assert (told.code, told.last["state"], told.last["open"]) == (1, "incident", ["ask"])
    assert told.last["unused"] == [{"in": "topics", "name": "asking", "answer": {"failure": "down"}}]
    assert "down" in told.words


def test_the_clock_moves_to_what_is_due_and_no_further_than_told(run):
    drawn = event("intermediateCatchEvent", "wait", "timerEventDefinition", "PT2H")
    told = run(drawn, {"until": "PT2H"})
    assert [one["at"][11:16] for one in told.lines if one["event"] == "caught"] == ["08:30"]
    assert told.last["state"] == "completed"
    assert run(drawn, {"until": "PT1H"}).last == {"state": "waiting", "variables": {}, "open": ["wait"], "unused": []}


@pytest.mark.parametrize("at", ["PT1H", "2026-11-21T07:30:00Z", "2026-11-21T11:00:00"])
def test_a_message_is_sent_at_its_time(run, at):
    drawn = event("intermediateCatchEvent", "wait", "messageEventDefinition", "letter")
    told = run(drawn, {"messages": [{"at": at, "name": "letter", "payload": {"text": "yes"}}]})
    assert [one["at"][11:16] for one in told.lines if one["event"] == "caught"] == ["07:30"]
    assert (told.code, told.last["variables"]) == (0, {"text": "yes"})


def test_a_message_that_nobody_waits_for_at_its_time_is_left_over(run):
    told = run(outside(), {"messages": [{"at": "PT1H", "name": "letter"}], "signals": [{"name": "bell"}]})
    assert told.code == 1
    assert [one["name"] for one in told.last["unused"]] == ["letter", "bell"]


@pytest.mark.parametrize(("kind", "name"), [("message", "letter"), ("signal", "bell")])
def test_what_begins_a_case_begins_it_and_without_it_nothing_does(run, kind, name):
    drawn = event("start", "begin", f"{kind}EventDefinition", name)
    told = run(drawn, {f"{kind}s": [{"name": name, "payload": {"n": 1}}]})
    assert told.short("entered", "caught")[:2] == ["entered begin", "caught begin"]
    assert (told.code, told.last["state"], told.last["variables"]) == (0, "completed", {"n": 1})
    nothing = run(drawn)
    assert (nothing.code, nothing.lines) == (2, [])
    assert errors.NothingBegins().message() in nothing.words


def test_what_repeats_for_ever_ends_on_paper(run, monkeypatch):
    monkeypatch.setattr("engine.behaviour.paper.course.MOST_MOVES", 5)
    drawn = Drawing().node("start", "begin").node("user", "ask").node("end", "done").node("end", "again")
    drawn.node("boundaryEvent", "hourly")
    drawn.nodes["hourly"].attrib.update({"attachedToRef": "ask", "cancelActivity": "false"})
    drawn.add(drawn.add(drawn.nodes["hourly"], "timerEventDefinition"), "timeCycle", "R/PT1H")
    told = run(drawn.line("begin", "ask", "done").flow("hourly", "again"))
    assert told.short("caught") == ["caught hourly"] * 5
    assert told.last["open"] == ["ask"]
