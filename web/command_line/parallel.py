"""How pieces of work are done at once in processes of their own, told in their order; a process that dies loses one."""

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

#: Processor time and memory that one piece may take: a net below limits that are counted in elements.
SECONDS: Final = 60
BYTES: Final = 1_500_000_000
#: How far work may run ahead of the piece that is to be told next, for each process.
_AHEAD: Final = 8
_NO_MEMORY: Final = 77

Work = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Died:
    """Why there is no answer for a piece: "memory", "time" or "ended"."""

    reason: str


@dataclass(slots=True)
class _Worker:
    """A process, the way to it, and the piece it is at with its number, which is -1 while it is idle."""

    process: BaseProcess
    way: Connection
    number: int = -1
    piece: bytes = b""


@dataclass(slots=True)
class _Crew:
    """The processes of one run."""

    work: Work
    workers: list[_Worker] = field(default_factory=list)

    def busy(self) -> list[_Worker]:
        """Return the processes that are at a piece."""
        return [worker for worker in self.workers if worker.number >= 0]

    def answering(self) -> list[_Worker]:
        """Wait until a process has answered or ended, and return those that have."""
        busy = {worker.way.fileno(): worker for worker in self.busy()}
        return [busy[way] for way in wait(list(busy))]  # type: ignore[index]

    def idle(self, most: int) -> _Worker | None:
        """Return a process that has nothing to do, a new one where fewer than `most` are there, or none."""
        found = next((worker for worker in self.workers if worker.number < 0), None)
        return found or (self._hire() if len(self.workers) < most else None)

    def _hire(self) -> _Worker:
        context: Any = multiprocessing.get_context(
            "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        )
        here, there = context.Pipe()
        others = [worker.way for worker in self.workers]
        process = context.Process(target=_serve, args=(self.work, there, [here, *others]), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here)
        self.workers.append(worker)
        return worker

    def bury(self, worker: _Worker) -> Died:
        """Forget a process that ended and say why it did."""
        worker.process.join()
        worker.way.close()
        self.workers.remove(worker)
        code = worker.process.exitcode
        reasons = {_NO_MEMORY: "memory", -signal.SIGKILL: "memory", -signal.SIGXCPU: "time"}
        return Died(reasons.get(code if code is not None else 0, "ended"))

    def dismiss(self) -> None:
        """Let all processes end."""
        for worker in self.workers:
            worker.way.close()
            if worker.number >= 0:
                worker.process.terminate()
            worker.process.join()


def in_order(pieces: Iterable[bytes], work: Work, jobs: int) -> Iterator[tuple[bytes, bytes | Died]]:
    """Give each piece with what `work` makes of it, in the order of the pieces, with at most `jobs` processes.

    A piece is taken from `pieces` only when it is near its turn, and told as soon as its turn comes.
    """
    crew, coming, told = _Crew(work), enumerate(pieces), 0
    done: dict[int, tuple[bytes, bytes | Died]] = {}
    following = next(coming, None)
    try:
        while following is not None or crew.busy():
            while following is not None and following[0] < told + _AHEAD * jobs and (idle := crew.idle(jobs)):
                idle.number, idle.piece = following
                idle.way.send_bytes(idle.piece)
                following = next(coming, None)
            for worker in crew.answering():
                number, piece = worker.number, worker.piece
                done[number] = piece, _answer(crew, worker)
            while told in done:
                yield done.pop(told)
                told += 1
    finally:
        crew.dismiss()


def _answer(crew: _Crew, worker: _Worker) -> bytes | Died:
    try:
        answer = worker.way.recv_bytes()
    except (EOFError, ConnectionResetError):
        return crew.bury(worker)
    worker.number, worker.piece = -1, b""
    return answer


def _serve(work: Work, way: Connection, others: list[Connection]) -> None:
    """Work in a process of its own until nobody asks any more."""
    for other in others:
        other.close()  # or this process would keep its neighbours alive when the one that asks is gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    while True:
        try:
            piece = way.recv_bytes()
        except EOFError:
            return
        _bound_time()
        try:
            way.send_bytes(work(piece))
        except MemoryError:
            os._exit(_NO_MEMORY)


def _bound_memory() -> None:
    pages = Path("/proc/self/statm")
    taken = int(pages.read_text().split()[0]) * resource.getpagesize() if pages.exists() else BYTES
    _bound(resource.RLIMIT_AS, taken + BYTES)


def _bound_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _bound(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + SECONDS)


def _bound(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
