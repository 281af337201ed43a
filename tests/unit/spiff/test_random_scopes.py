"""With scopes and events, too: plain = stored and read after every step = what an independent game makes of it."""

import os
from collections import Counter
from random import Random

import pytest

from engine import errors, spiff
from engine.spiff import compensation, inclusive, remembering, steps, throwing
from engine.spiff.case import Case
from engine.spiff.events import Awaited, Boundary
from engine.spiff.inclusive import Gather
from engine.spiff.rounds import Rounds
from engine.spiff.tokens import Token
from engine.spiff.watches import Watch
from tests.unit.spiff.drawing import NOW, Run, folded
from tests.unit.spiff.random_catches import Catching
from tests.unit.spiff.random_throws import Thrown

MODELS = int(os.environ.get("RAVAND_MODELS", "120"))
PARTS = 6
STEPS = 50
ITEMS = {
    **{f"items{total}": [f"thing {n}" for n in range(total)] for total in range(5)},
    **{f"numbers{total}": list(range(total)) for total in range(5)},
}


def offers(run):
    """What can be done from outside by (element, tag): activities, lowest first."""
    found = {}
    for activity, task in run.open.items():
        found.setdefault((task.element, task.assignee or ""), []).append(activity)
    for activity, wait in run.waits.items():
        if wait.kind == "conditional":
            continue
        found.setdefault((wait.element, tag(wait)), []).append(activity)
    return found


def tag(wait):
    """In which repetitions something waits: a topic says it behind a stroke, a time with its digits."""
    if wait.due is None:
        return wait.topic.partition("/")[2]
    return ".".join(str(round((wait.due - NOW).total_seconds()))[1:])


def answers(random, decisions, conditions):
    """What is written with each deed: at most one condition is true, so that nobody must tell which comes first."""
    true = random.choice([*conditions, None]) if random.random() < 0.6 else None
    decided = {name: random.choice([0, 0, 1, 2]) for name in decisions}
    return {**decided, **{name: int(name == true) for name in conditions}, "answer": random.randint(0, 9)}


def play(seed, *, warm=False, against_the_game=False):
    """Run one model to its end; return everything that can be seen from outside."""
    random = Random(seed)
    sketch = Thrown(random)
    net = sketch.net
    decisions = sorted({name for name, _ in net.chosen_by.values()} | {name for *_, name in net.rounds.values()})
    conditions = sorted(net.conditions.values())
    run = Run(sketch.drawing.load(), warm=warm, **ITEMS)
    game = Catching(net, {}) if against_the_game else None
    states = [run.state]
    for _ in range(STEPS):
        assert sorted(spiff.tokens(run.state)) == folded(run.trace)
        found = offers(run)
        if game is not None:
            assert {key: len(many) for key, many in found.items()} == game.offers
            assert run.step.completed == game.over
        possible = sorted(key for key in found if not busy_with(run, net, key, len(found[key])))
        held = [one for one in run.waits.values() if one.kind == "conditional"]
        if run.step.completed or not (possible or held):
            assert run.step.completed != bool(run.incidents) or found
            assert {one.code for one in run.incidents.values()} <= {"deadlock"}
            break
        values = answers(random, decisions, conditions)
        if not possible or (held and random.random() < 0.2):
            run.write(**values)
            states.append(run.state)
            if game is not None:
                game.write(values)
            continue
        key = random.choice(possible)
        if net.kinds[key[0]] == "call":
            values = {}  # a called case gives back what is drawn: here nothing
        activity = random.choice(found[key])
        fails = net.kinds[key[0]] == "service" and random.random() < 0.4 and net.catcher(key[0]) is not None
        if activity in run.open:
            run.submit(activity, **values)
        elif fails:
            run.error(activity, "E1", **values)
        else:
            run.occur(activity, **values)
        states.append(run.state)
        if game is not None:
            (game.fail if fails else game.act)(*key, values)
    if game is not None and run.step.completed and not game.raced:
        done = Counter(moment.element for moment in run.trace if moment.kind == "completed" and moment.parent is None)
        assert done == game.completed
    return states, run.trace, run.variables, run.step.completed


def busy_with(run, net, key, many):
    """Whether the game could not tell this from its like: events that undo the same, event sub-processes that run."""
    if net.kinds[key[0]] == "undoer" and many > 1:
        return True
    handler = next((name for name, (start, _) in net.handlers.items() if start == key[0]), None)
    return handler is not None and any(element == handler for element, _ in spiff.tokens(run.state))


@pytest.mark.parametrize("part", range(PARTS))
def test_storing_changes_nothing_and_the_meaning_is_that_of_tokens_in_scopes(part):
    for seed in range(part, MODELS, PARTS):
        assert play(seed, against_the_game=True) == play(seed, warm=True), seed


def test_random_models_hold_every_kind_of_element_and_most_come_to_their_end():
    kinds, found = Counter(), Counter()
    for seed in range(MODELS):
        net = Thrown(Random(seed)).net
        kinds.update(net.kinds.values())
        found["repeated sub-process"] += any(net.kinds[node] == "sub" for node in net.repeats)
        found["looping sub-process"] += any(net.kinds[node] == "sub" for node in net.rounds)
        found["event sub-process in a loop"] += bool(net.handlers) and bool(net.rounds)
        found["error beside"] += bool(net.errors & {*net.boundaries})
        found["error inside"] += bool(net.errors & {*net.handlers})
        found["interrupting"] += any(way for _, way in net.boundaries.values())
        found["not interrupting"] += any(not way for _, way in net.boundaries.values())
        found["timers"] += bool(net.timed)
        found["undone"] += bool(net.undoers) and bool(net.undone)
        found["condition beside"] += bool({*net.conditions} & {*net.boundaries})
        found["condition inside"] += bool({*net.conditions} & {start for start, _ in net.handlers.values()})
        found["condition awaited"] += any(net.kinds[node] == "catch" for node in net.conditions)
        for kind in ("error", "escalation"):
            for code in (None, "E1"):
                found[f"{kind} {code}"] += any(caught == (kind, code) for caught in net.catches.values())
    assert set(kinds) == {
        "start", "end", "user", "xor", "and", "or", "script", "manual", "terminate", "throw", "sub", "catch", "await",
        "boundary", "handler", "alert", "service", "call", "mark", "undoer", "undo", "lift", "lift end", "fail",
        "cancel", "deal", "jump", "land",
    }  # fmt: skip
    assert min(found.values()) >= MODELS // 25, found
    assert sum(play(seed)[3] for seed in range(40)) >= 36


def forgetful(token, about):
    scope = remembering.scope_of(token)
    log = token.workflow.log if scope is None else scope.log or []
    return [record for record in log if about in (None, record[0])]


def spread(_token):
    return (0, _token.task_spec.key)


def takes_any(specs, kind, code):
    fitting = [spec for spec in specs if spec.occasion.kind == kind and spec.occasion.named in (None, code)]
    return next((spec for spec in fitting if spec.occasion.named is None), fitting[0] if fitting else None)


ONCE = Awaited.try_condition


def again(alert, case, watch):
    if isinstance(watch, Watch):
        watch.held = False
    return ONCE(alert, case, watch)


FAULTS = {
    "joins of two runs of a scope meet (T1)": (inclusive, "here", spread),
    "an error is caught by whoever can (T2)": (steps, "catcher", lambda token, *_: anybody(token)),
    "what is inside is forgotten, not withdrawn (T3)": (Token, "cancel", Token._withdraw),
    "an event comes once (T5)": (Boundary, "_rearm", lambda _self, case, watch: watch and case.forget((watch,))),
    "an inclusive join goes on at once": (Gather, "_nothing_comes", lambda *_: True),
    "an event sub-process leaves the rest alone": (Case, "clear", lambda _self, _scope: []),
    "what was undone is not forgotten": (compensation, "take", forgetful),
    "a loop asks one round too late": (Rounds, "_again", lambda _self, _frame, done: done < 2),
    "who takes any catches first": (throwing, "_best", takes_any),
    "a condition that stays true comes again": (Awaited, "try_condition", again),
    "a cancelled transaction undoes nothing": (compensation.Abandon, "_run_hook", lambda *_: True),
}


def anybody(token):
    specs = token.workflow.program.specs.values()
    beside = [spec for spec in specs if isinstance(spec, Boundary) and spec.occasion.kind == "error"]
    hosts = [
        (spec, host) for spec in beside for host in token.workflow.live.values() if spec in host.task_spec.catchers
    ]
    return hosts[-1] if hosts else None


def play_all(many):
    for seed in range(many):
        play(seed, against_the_game=True)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_noticed(fault, monkeypatch):
    place, name, faulty = FAULTS[fault]
    monkeypatch.setattr(place, name, faulty)
    with pytest.raises((AssertionError, KeyError, StopIteration, RuntimeError, IndexError, errors.RavandError)):
        play_all(200)
