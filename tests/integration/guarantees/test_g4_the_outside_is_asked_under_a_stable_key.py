"""G4: who is asked outside is asked at least once, under a stable key; the answer is kept before anything follows."""

from tests.support.probes import Probes, probes

__all__ = ["probes"]


def test_a_question_is_asked_once_and_answered_once(probes: Probes) -> None:
    probes.write("q1", "q2", kind="question")
    assert probes.worker().drain() == 2
    assert probes.asked == {"q1": 1, "q2": 1}
    assert probes.done == {"q1": 1, "q2": 1}


def test_an_answer_that_was_lost_with_its_worker_is_asked_for_again_under_the_same_key(probes: Probes) -> None:
    probes.write("q1", kind="question")
    (claimed,) = probes.claim("one")
    probes.ask(claimed)  # and here the machine stops, before the answer is stored
    probes.later(seconds=61)
    probes.worker().drain()
    assert probes.asked == {"q1": 2}
    assert probes.done == {"q1": 1}


def test_an_answer_is_kept_when_what_follows_from_it_fails(probes: Probes) -> None:
    probes.write("q1", kind="question")
    probes.breaks = lambda job: job.tries < 2
    for _ in range(3):
        probes.worker().drain()
        probes.later(minutes=2)
    assert probes.asked == {"q1": 1}
    assert probes.done == {"q1": 1}


def test_an_answer_that_comes_after_the_lease_has_no_effect(probes: Probes) -> None:
    probes.write("q1", kind="question")
    (late,) = probes.claim("one")
    probes.later(seconds=61)
    probes.worker().drain()
    assert not probes.run(late)
    assert probes.done == {"q1": 1}
