"""What is told about random models is what a plain token game finds, and every run that is shown can be played."""

from collections import Counter

import pytest

from engine import xml
from engine.definitions import graph
from engine.definitions.soundness.beginning import build, cases
from engine.definitions.soundness.explore import Way, explore
from engine.definitions.soundness.fold import fold
from engine.definitions.soundness.ground import ground
from engine.definitions.soundness.moves import board
from engine.definitions.soundness.trouble import alive, decided
from engine.definitions.soundness.witness import witness
from tests.unit.definitions.random_sketches import random_sketch
from tests.unit.definitions.token_game import Game, doubled, play

MODELS = 320
MANY = Way(20_000, 10_000_000)
EVERYTHING = Way(20_000, 10_000_000, every=True)


def read(sketch):
    return graph.read(xml.parse(sketch.xml()))


def looks_at(sketch):
    """Look at the case of the start event as the product does, without its bounds; None for models with more cases."""
    here = ground(read(sketch).scopes["p"], frozenset())
    all_cases = list(cases(here))
    if len(all_cases) > 1:
        return None
    made = board(fold(build(here, all_cases[0])))
    looks = [explore(made, MANY)]
    if any(sight.fault != "deadlock" for sight in looks[0].sights):
        looks.insert(0, explore(made, EVERYTHING))
    return looks


def shortest(looks):
    """Return the least number of elements passed to each fault."""
    found = {}
    for outcome in looks:
        for sight in outcome.sights:
            run = witness(outcome, sight)
            steps = sum(run.net.stations[step.station].entry for step in run.steps)
            found[sight.fault] = min(found.get(sight.fault, steps), steps)
    return found


def models(numbers):
    """Give the models of these numbers with both verdicts, where the plain game can play them to the end."""
    for number in numbers:
        sketch = random_sketch(number)
        verdict, looks = play(sketch), looks_at(sketch)
        if verdict.whole and looks is not None:
            yield number, sketch, verdict, looks


@pytest.fixture(scope="module", params=range(4))
def played(request):
    """A quarter of the models, played once for all tests; four workers may share them."""
    return list(models(range(request.param * MODELS // 4, (request.param + 1) * MODELS // 4)))


def test_the_models_show_every_flaw_and_none(played):
    kinds = Counter(kind for _number, _sketch, _verdict, looks in played for kind in shortest(looks) or ["sound"])
    assert set(kinds) >= {"deadlock", "unsafe", "sound"}
    assert len(played) > MODELS // 4 * 0.85


def test_two_tokens_meet_exactly_where_the_game_says(played):
    for number, _sketch, verdict, looks in played:
        assert ("unsafe" in shortest(looks)) == (verdict.unsafe is not None), number


def test_what_gets_stuck_goes_round_or_is_cut_off_is_what_the_game_says(played):
    for number, _sketch, verdict, looks in played:
        if verdict.unsafe is None:
            found = shortest(looks)
            assert ("deadlock" in found) == (verdict.deadlock is not None), number
            assert ("trap" in found) == verdict.trap, number
            assert ("cut-off" in found) == (verdict.cut_off is not None), number


def test_what_is_ever_entered_is_what_the_game_enters(played):
    for number, _sketch, verdict, looks in played:
        if verdict.unsafe is None:
            assert decided(looks), number
            assert set().union(*map(alive, looks)) == verdict.entered, number


def test_no_run_is_shorter_than_the_one_shown(played):
    for number, sketch, verdict, looks in played:
        found = shortest(looks)
        if any("default" in box.attributes for box in sketch.boxes.values()):
            continue  # a run that takes a default alone may be shorter than the one shown
        if verdict.unsafe is not None:
            assert found["unsafe"] == verdict.unsafe, number
        else:
            expected = {"deadlock": verdict.deadlock, "cut-off": verdict.cut_off}
            for fault, steps in expected.items():
                assert found.get(fault) == steps, (number, fault)


def replay(sketch, run):
    """Play the elements of a run in their order, with every choice left open, and return the states it may end in."""
    game = Game(sketch)
    states = {game.first()}
    entered = [run.net.stations[step.station].element for step in run.steps if run.net.stations[step.station].entry]
    for element in entered:
        states = {
            after for before in settled(game, states) for name, _ended, after in game.moves(before) if name == element
        }
    return game, settled(game, states)


def settled(game, states):
    """Return the states with everything that happens without an element being entered: activities that are done."""
    found, waiting = set(states), list(states)
    while waiting:
        for name, _ended, after in game.moves(waiting.pop()):
            if not name and after not in found:
                found.add(after)
                waiting.append(after)
    return found


def test_every_run_that_is_shown_can_be_played_and_ends_as_it_says(played):
    for number, sketch, _verdict, looks in played:
        for outcome in looks:
            for sight in outcome.sights:
                run = witness(outcome, sight)
                game, states = replay(sketch, run)
                assert states, (number, sight.fault)
                flows = sorted(run.flows())
                ends = [state for state in states if sorted(one for one in state if isinstance(one, str)) == flows]
                assert ends, (number, sight.fault)
                if sight.fault == "deadlock":
                    assert any(not list(game.moves(state)) for state in ends), number
                if sight.fault == "unsafe":
                    assert any(doubled(state) for state in states), number
