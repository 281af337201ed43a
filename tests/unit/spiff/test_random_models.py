"""Plain in memory = stored and read again after every step = all rows written anew = an independent token game."""

import os
from collections import Counter
from random import Random

import orjson
import pytest

from engine import spiff
from engine.spiff import codec
from tests.unit.spiff.drawing import NOW, Run, folded
from tests.unit.spiff.random_models import Game, Sketch

MODELS = int(os.environ.get("RAVAND_MODELS", "300"))
PARTS = 6
STEPS = 60
ITEMS = {f"items{total}": [f"thing {n}" for n in range(total)] for total in range(5)}


def variables_of_gateways(sketch):
    return sorted({variable for variable, _ in sketch.net.chosen_by.values()})


def answers(random, decisions):
    """What a person submits: every decision anew, so that loops end, and an answer to collect."""
    return {**{name: random.choice([0, 0, 1, 2]) for name in decisions}, "answer": random.randint(0, 9)}


def play(seed, *, warm=False, against_the_game=False):
    """Run one model to its end; return everything that can be seen from outside."""
    random = Random(seed)
    sketch = Sketch(random)
    decisions = variables_of_gateways(sketch)
    program = sketch.drawing.load()
    run = Run(program, warm=warm, **ITEMS)
    game = Game(sketch.net, {}) if against_the_game else None
    states = [run.state]
    for _ in range(STEPS):
        assert sorted(spiff.tokens(run.state)) == folded(run.trace)
        if game is not None:
            assert Counter(run.waiting_at) == game.waiting
            assert run.step.completed == game.completed
        if not run.open:  # an open case always waits for somebody, or joins wait for what cannot come
            assert run.step.completed != ({one.code for one in run.incidents.values()} == {"deadlock"})
            break
        assert not run.incidents
        activity = random.choice(sorted(run.open))
        submitted = answers(random, decisions)
        element = run.open[activity].element
        run.submit(activity, **submitted)
        states.append(run.state)
        if game is not None:
            game.submit(element, submitted)
    if game is not None and run.step.completed and not game.over:
        done = Counter(moment.element for moment in run.trace if moment.kind == "completed" and moment.parent is None)
        assert done == game.visits
    return states, run.trace, run.variables, run.step.completed


@pytest.mark.parametrize("part", range(PARTS))
def test_storing_changes_nothing_and_the_meaning_is_that_of_tokens(part, monkeypatch):
    for seed in range(part, MODELS, PARTS):
        stored = play(seed, against_the_game=True)
        assert stored == play(seed, warm=True), seed
        with monkeypatch.context() as patch:
            patch.setattr(codec, "_write", lambda _one, row: orjson.dumps(row))  # every row anew, every time
            assert stored == play(seed, warm=True), seed


def test_most_random_models_come_to_their_end():
    ended = sum(play(seed)[3] for seed in range(60))
    assert ended >= 45


def test_random_models_hold_every_kind_of_element():
    kinds, repeats = Counter(), Counter()
    for seed in range(MODELS):
        net = Sketch(Random(seed)).net
        kinds.update(net.kinds.values())
        repeats.update(sequential for sequential, _, _ in net.repeats.values())
    assert set(kinds) == {"start", "end", "user", "xor", "and", "or", "script", "manual", "terminate", "throw"}
    assert min(repeats[False], repeats[True]) > 50


def test_random_models_split_merge_begin_and_end_without_gateways_and_events():
    found = Counter()
    for seed in range(MODELS):
        net = Sketch(Random(seed)).net
        sources, targets = (Counter(flow[end] for flow in net.flows.values()) for end in (0, 1))
        starts = sum(kind == "start" for kind in net.kinds.values())
        found["split"] += any(many > 1 and net.kinds[node] not in {"xor", "and"} for node, many in sources.items())
        found["merge"] += any(many > 1 and net.kinds[node] not in {"xor", "and"} for node, many in targets.items())
        found["conditions"] += bool(net.defaults)
        found["loose end"] += any(not sources[node] for node, kind in net.kinds.items() if kind in {"user", "script"})
        found["no start"] += not starts
        found["several starts"] += starts > 1
    assert len(found) == 6
    assert min(found.values()) >= 20, found


def test_two_runs_give_equal_bytes():
    assert [play(seed)[0] for seed in range(20)] == [play(seed)[0] for seed in range(20)]


def whole(sketch, seed, *, warm=False, **limits):
    """Run a model with answers that depend on the element and its round alone; return what became of it."""
    run = Run(sketch.drawing.load(**limits), warm=warm, **ITEMS)
    decisions, rounds = variables_of_gateways(sketch), Counter()
    for _ in range(STEPS):
        while run.step.paused:
            assert sorted(spiff.tokens(run.state)) == folded(run.trace)
            run.take(spiff.go_on(run.program, run.state, run.variables, now=NOW, warm=run.warm))
        assert {one.code for one in run.incidents.values()} <= {"deadlock"}
        if not run.open:
            break
        element, activity = min((waiting.element, activity) for activity, waiting in run.open.items())
        rounds[element] += 1
        run.submit(activity, **answers(Random(f"{seed} {element} {rounds[element]}"), decisions))
    return run.step.completed, Counter(run.path), {**run.variables, "last": None}


def test_a_case_that_pauses_after_every_second_element_comes_to_the_same_end():
    stopped = 0
    for seed in range(150):
        sketch = Sketch(Random(seed))
        if "terminate" not in sketch.net.kinds.values():
            stopped += 1
            assert whole(sketch, seed, steps=2, warm=seed % 2) == whole(sketch, seed), seed
    assert stopped > 100
