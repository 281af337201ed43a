"""With scopes and events, too: plain = stored and read after every step = what an independent game makes of it."""

import os
from collections import Counter
from random import Random

import pytest

from engine import spiff
from tests.unit.spiff.drawing import Run, folded
from tests.unit.spiff.random_play import Play
from tests.unit.spiff.random_scopes import Nested

MODELS = int(os.environ.get("RAVAND_MODELS", "200"))
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
        found.setdefault((wait.element, wait.topic.partition("/")[2]), []).append(activity)
    return found


def answers(random, decisions):
    return {**{name: random.choice([0, 0, 1, 2]) for name in decisions}, "answer": random.randint(0, 9)}


def play(seed, *, warm=False, against_the_game=False):
    """Run one model to its end; return everything that can be seen from outside."""
    random = Random(seed)
    sketch = Nested(random)
    net = sketch.net
    decisions = sorted({name for name, _ in net.chosen_by.values()} | {name for *_, name in net.rounds.values()})
    run = Run(sketch.drawing.load(), warm=warm, **ITEMS)
    game = Play(net, {}) if against_the_game else None
    states = [run.state]
    for _ in range(STEPS):
        assert sorted(spiff.tokens(run.state)) == folded(run.trace)
        found = offers(run)
        if game is not None:
            assert {key: len(many) for key, many in found.items()} == game.offers
            assert run.step.completed == game.over
        possible = sorted(key for key in found if not busy_with(run, net, key))
        if not possible or run.step.completed:
            assert run.step.completed != bool(run.incidents)
            assert {one.code for one in run.incidents.values()} <= {"deadlock"}
            break
        key = random.choice(possible)
        values = answers(random, decisions)
        activity = random.choice(found[key])
        if activity in run.open:
            run.submit(activity, **values)
        else:
            run.occur(activity, **values)
        states.append(run.state)
        if game is not None:
            game.act(*key, values)
    if game is not None and run.step.completed and not game.raced:
        done = Counter(moment.element for moment in run.trace if moment.kind == "completed" and moment.parent is None)
        assert done == game.completed
    return states, run.trace, run.variables, run.step.completed


def busy_with(run, net, key):
    """Whether this would begin an event sub-process of which one runs: the game could not tell the two apart."""
    handler = next((name for name, (start, _) in net.handlers.items() if start == key[0]), None)
    return handler is not None and any(element == handler for element, _ in spiff.tokens(run.state))


@pytest.mark.parametrize("part", range(PARTS))
def test_storing_changes_nothing_and_the_meaning_is_that_of_tokens_in_scopes(part):
    for seed in range(part, MODELS, PARTS):
        assert play(seed, against_the_game=True) == play(seed, warm=True), seed
