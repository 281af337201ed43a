"""How many bytes a case takes in the database, and what a submit costs when many work at once."""

import base64
import os
from statistics import median
from time import process_time

import sqlalchemy as sa

from benchmarks.places import SMALL, Place, line, wide
from engine import execution
from engine.context import transaction
from engine.migrations.tables import ALL

WIDTHS = (50, 200, 1_000)
CASES = 40
#: Bytes of incompressible text entered in the first of ten forms.
LARGE = 100_000


def bytes_per_case(place: Place) -> dict[str, float]:
    """Return the bytes that rows of one case hold: one task, ten tasks, ten tasks with a large value."""
    return {
        "1 task": _case_bytes(place, place.publish(SMALL), 1, ""),
        "10 tasks": _case_bytes(place, place.publish(line(10)), 10, ""),
        "10 tasks, 100 KB in the first form": _case_bytes(place, place.publish(line(10)), 10, _text(LARGE)),
    }


def submit_at_width(place: Place) -> dict[int, float]:
    """Return the median processor time (ms) of one submit, by how many repetitions are open."""
    costs = {}
    for width in WIDTHS:
        key = place.publish(wide(width))
        with transaction(place.database, place.actor) as ctx:
            begun = execution.start_latest(ctx, key, {})
        found = []
        for opening in begun.opened[:CASES]:
            at = process_time()
            with transaction(place.database, place.actor) as ctx:
                execution.complete_user_task(ctx, opening.id, {"verdict": "yes"})
            found.append((process_time() - at) * 1000)
        costs[width] = median(found)
    return costs


def _text(size: int) -> str:
    return base64.b64encode(os.urandom(size)).decode()[:size]


def _case_bytes(place: Place, key: str, tasks: int, large: str) -> float:
    before = _bytes(place)
    for _ in range(CASES):
        with transaction(place.database, place.actor) as ctx:
            progress = execution.start_latest(ctx, key, {"amount": 20})
        for nth in range(tasks):
            with transaction(place.database, place.actor) as ctx:
                submitted = {"scan": large} if large and nth == 0 else {"amount": 20 + nth}
                progress = execution.complete_user_task(ctx, progress.opened[0].id, submitted)
    return (_bytes(place) - before) / CASES


def _bytes(place: Place) -> int:
    """Return the bytes of all values in all rows, without indexes and page overhead."""
    total = 0
    with place.database.connect() as connection:
        for table in ALL:
            sizes = [sa.func.coalesce(sa.func.length(sa.cast(column, sa.LargeBinary)), 0) for column in table.c]
            if not place.database.sqlite:
                sizes = [sa.func.coalesce(sa.func.pg_column_size(column), 0) for column in table.c]
            query = sa.select(sa.func.sum(sum(sizes[1:], sizes[0]))).select_from(table)
            total += int(connection.execute(query).scalar() or 0)
    return total
