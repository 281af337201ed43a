"""Promises of the waiting room: it is bounded, answers each once, and outlives a database that is away."""

import json
import threading
from contextvars import copy_context
from dataclasses import replace
from time import monotonic

import pytest

from web.answers import json_answer
from web.holding import Answer
from web.waiting import Seeker, WaitingRoom


class Protocol:
    """Stands for granian's: keeps what it was given."""

    def __init__(self):
        self.given, self.done = [], threading.Event()

    def response_bytes(self, status, headers, body):
        self.given.append((status, dict(headers), json.loads(body)))
        self.done.set()


def seeker(*found, seconds=60.0):
    """Somebody who waits, and finds this at each look in turn; None is nothing yet."""
    protocol, left = Protocol(), list(found)
    made = Seeker(
        answer=Answer(protocol),
        agency="a",
        topics=frozenset({"t"}),
        until=monotonic() + seconds,
        look=lambda: _answer(left.pop(0)) if left else None,
        nothing=lambda: _answer([]),
        told=lambda _response: None,
        surroundings=copy_context(),
        common={"X-Reference": "1"},
    )
    return made, protocol


def _answer(found):
    return None if found is None else json_answer(found)


@pytest.fixture
def room():
    made = WaitingRoom(lambda _topics: {("a", "t")}, most=2)
    yield made
    made.close()


def test_who_waits_is_answered_when_there_is_something(room):
    one, protocol = seeker(None, [1])

    assert room.admit(one)
    while not protocol.done.wait(0.01):
        room.ring()

    ((status, headers, body),) = protocol.given
    assert (status, body, headers["X-Reference"], headers["Content-Length"]) == (200, [1], "1", "3")
    assert (one.answer.held, len(room)) == (True, 0)


def test_who_waits_in_vain_gets_nothing_in_the_end(room):
    one, protocol = seeker(seconds=0.05)

    assert room.admit(one)

    assert protocol.done.wait(30)
    assert [body for _, _, body in protocol.given] == [[]]


def test_a_full_room_holds_nobody_more(room):
    first, second, third = (seeker()[0] for _ in range(3))

    assert room.admit(first)
    assert room.admit(second)
    assert not room.admit(third)
    assert not third.answer.held


def test_a_closed_room_answers_all_at_once_and_holds_nobody(room):
    one, protocol = seeker()
    room.admit(one)

    room.close()

    assert [body for _, _, body in protocol.given] == [[]]
    assert not room.admit(seeker()[0])
    room.close()
    assert len(protocol.given) == 1


def test_a_room_that_closes_while_somebody_looks_answers_once(room):
    looking, go_on = threading.Event(), threading.Event()
    one, protocol = seeker()

    def look():
        looking.set()
        go_on.wait(30)

    assert room.admit(replace(one, look=look))
    assert looking.wait(30)
    room.close()
    go_on.set()

    assert protocol.done.wait(30)
    assert [body for _, _, body in protocol.given] == [[]]


def test_a_room_may_close_at_any_moment():
    for _ in range(200):
        room = WaitingRoom(lambda _topics: {("a", "t")})
        one, protocol = seeker()
        room.admit(one)
        room.close()
        assert protocol.done.wait(30)
        assert len(protocol.given) == 1


def test_a_database_that_is_away_makes_nobody_leave():
    asked = []

    def offers(_topics):
        asked.append(1)
        if len(asked) == 1:
            raise OSError
        return {("a", "t")}

    room = WaitingRoom(offers)
    one, protocol = seeker([1])

    room.admit(one)
    while not protocol.done.wait(0.01):
        room.ring()

    assert [body for _, _, body in protocol.given] == [[1]]
    room.close()


def test_who_cannot_have_any_of_it_does_not_look():
    room = WaitingRoom(lambda _topics: {("b", "t"), ("a", "other")})
    one, protocol = seeker([1], seconds=0.05)

    room.admit(one)

    assert protocol.done.wait(30)
    assert [body for _, _, body in protocol.given] == [[]]
    room.close()


def test_what_is_not_held_goes_through_at_once():
    protocol = Protocol()
    answer = Answer(protocol)

    answer.response_bytes(200, [], b"1")
    answer.held = True
    answer.response_bytes(200, [], b"2")
    answer.response_iter(200, [], iter([b"3"]))

    assert [body for _, _, body in protocol.given] == [1]
