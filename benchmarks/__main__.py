"""`make bench`: every figure on both databases, as tables for the closing note; must not judge them."""

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    bare,
    checks,
    commands,
    engine_steps,
    expressions,
    growth,
    http,
    jobs,
    machine,
    startup,
    storage,
    waiting,
)
from benchmarks.places import Place, places
from engine.context import transaction
from engine.execution import accounts
from tools import server
from tools.server import Served


def main() -> None:
    """Print all tables."""
    print(machine.interpreter())
    _heading("Engine steps, processor time, beside bare SpiffWorkflow in the same run")
    _table(("what", "figure"), ((name, f"{value:,.2f}") for name, value in engine_steps.measure().items()))
    _heading("A step by the size of its drawing and the age of its case, beside bare SpiffWorkflow in the same run")
    _table(growth.COLUMNS, (*growth.by_size(), *growth.by_age()))
    _heading("FEEL, processor time, beside eval of the same in Python in the same run")
    _table(expressions.COLUMNS, expressions.conditions())
    _heading("Decision tables, processor time of one decision, beside a loop over the same rows in Python")
    _table(expressions.TABLE_COLUMNS, expressions.tables())
    _heading("Check of a drawing, processor time in ms: the whole, its parts, and reading it with its schema alone")
    _table(checks.COLUMNS, checks.measure())
    with places() as made, TemporaryDirectory() as folder:
        for place in made:
            _measure(place, Path(folder))


def _measure(place: Place, folder: Path) -> None:
    served: list[Served] = []

    def serve(**settings: str) -> Served:
        served.append(server.serve(_new(folder / f"{place.kind}-{len(served)}"), **settings))
        return served[-1]

    _heading(f"{place.kind}: commands, processor time of the engine with its commit")
    _table(("command", "ms", "statements", "commits"), (_row(row) for row in commands.measure(place)))
    _heading(f"{place.kind}: a step by the size of its drawing and the age of its case, as a command")
    _table(growth.STORED, growth.stored(place))
    _heading(f"{place.kind}: a case over HTTP (start, list, claim, complete), one worker")
    with transaction(place.database, place.actor) as ctx:
        token = accounts.issue_token(ctx, "bench", 1)
    alone = bare.serve(folder)
    meter = machine.Meter()
    costs = http.measure(place, serve, token, alone)
    alone.stop()
    _table(http.COLUMNS, (cost.row() for cost in costs))
    print(f"Of the processor time that was wanted meanwhile, {meter.stolen():.0%} went to other machines.")
    _heading(f"{place.kind}: the same by pages, beside workers that wait for work")
    _table(waiting.COLUMNS, waiting.measure(place, serve))
    _heading(f"{place.kind}: start-up and idle memory")
    idle = startup.measure(serve, lambda: bare.serve(folder), place.url)
    _table(("what", "figure"), ((name, f"{value:.2f}") for name, value in idle.items()))
    _heading(f"{place.kind}: one submit among so many open repetitions, ms")
    _table(("width", "ms"), ((width, f"{ms:.2f}") for width, ms in storage.submit_at_width(place).items()))
    _heading(f"{place.kind}: timers and other jobs, one worker")
    worked = ((name, f"{rate:.0f}", f"{cost:.2f}") for name, rate, cost in jobs.measure(place))
    _table(("what", "a second", "ms of processor time each"), worked)
    _heading(f"{place.kind}: bytes per case")
    _table(("case", "bytes"), ((name, f"{size:,.0f}") for name, size in storage.bytes_per_case(place).items()))


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _row(row: tuple[str, float, int, int]) -> tuple[object, ...]:
    name, cost, statements, commits = row
    return name, f"{cost:.2f}", statements, commits


def _heading(words: str) -> None:
    print(f"\n{words}", flush=True)


def _table(names: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    print("| " + " | ".join(names) + " |\n|" + "---|" * len(names))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
