"""Promises about work in processes of its own: the order stays, little runs ahead, a death costs one piece."""

import os
import signal
from collections import Counter

import pytest

from web.command_line.parallel import Died, in_order


def work(piece: bytes) -> bytes:
    if piece == b"end":
        os._exit(3)
    if piece == b"kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if piece == b"time":
        os.kill(os.getpid(), signal.SIGXCPU)
    if piece == b"memory":
        raise MemoryError
    return piece.upper() + b" %d" % os.getpid()


def answers(pieces: list[bytes], jobs: int) -> list[str]:
    return [
        answer.reason if isinstance(answer, Died) else answer.split()[0].decode()
        for _, answer in in_order(pieces, work, jobs)
    ]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_answers_come_in_the_order_of_the_pieces(jobs: int) -> None:
    pieces = [b"a%d" % number for number in range(50)]

    assert answers(pieces, jobs) == [f"A{number}" for number in range(50)]


def test_nothing_is_nothing() -> None:
    assert answers([], 2) == []


@pytest.mark.parametrize(("piece", "reason"), [
    (b"end", "ended"), (b"kill", "memory"), (b"time", "time"), (b"memory", "memory"),
])  # fmt: skip
def test_a_process_that_dies_loses_its_own_piece_alone(piece: bytes, reason: str) -> None:
    assert answers([b"a", piece, b"b", b"c", piece, piece, b"d"], 2) == ["A", reason, "B", "C", reason, reason, "D"]


def test_each_answer_stands_beside_its_piece() -> None:
    assert [piece for piece, _ in in_order([b"x", b"kill", b"y"], work, 2)] == [b"x", b"kill", b"y"]


def test_several_processes_share_the_work() -> None:
    pids = Counter(answer.split()[1] for _, answer in in_order([b"a"] * 40, work, 3) if isinstance(answer, bytes))

    assert 1 < len(pids) <= 3


def test_pieces_are_fetched_only_when_their_turn_is_near() -> None:
    fetched = []

    def pieces():
        for number in range(10_000):
            fetched.append(number)
            yield b"a"

    told = in_order(pieces(), work, 2)
    for _ in range(100):
        next(told)
    told.close()

    assert len(fetched) < 150


def test_no_process_is_left_when_nobody_listens_any_more() -> None:
    told = in_order((b"a" for _ in range(1_000)), work, 2)
    pids = {int(answer.split()[1]) for _, answer in (next(told) for _ in range(20)) if isinstance(answer, bytes)}
    told.close()

    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
