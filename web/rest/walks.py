"""/engine-rest/history of stays at elements and of variables, read case by case; must not change anything.

Neither has rows of its own: stays are read from the record, variables from the cases. So cases are walked, the newest
first and a few at a time, until the page is full; only sorting has to see every case that matches.
"""

import heapq
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cmp_to_key
from itertools import count, islice
from typing import Any

from engine import execution
from engine.context import Context
from engine.identity import Permission
from web.answers import Reply, json_answer
from web.auth import requires
from web.context import reading
from web.rest import asking, shapes, shapes_of_history, values
from web.rest.blueprint import rest
from web.rest.questions_of_history import STAYS, VARIABLES
from web.rest.vocabulary import Vocabulary

#: Cases read at once.
_BATCH = 50
_EQUAL = {
    "activityInstanceId": "id",
    "activityId": "activityId",
    "activityName": "activityName",
    "activityType": "activityType",
    "taskAssignee": "assignee",
}

Row = dict[str, Any]
Test = Callable[[Row], bool]


@rest.route("/history/activity-instance", methods=["GET", "POST"])
@requires(Permission.HISTORY_READ)
def list_activity_instances() -> Reply:
    """Return stays of cases at elements."""
    sent = asking.asked()
    with reading() as ctx:
        return json_answer(page(_stays(ctx, sent), STAYS.order(sent)))


@rest.route("/history/activity-instance/count", methods=["GET", "POST"])
@requires(Permission.HISTORY_READ)
def count_activity_instances() -> Reply:
    """Return how many stays match."""
    with reading() as ctx:
        return json_answer(shapes.count(sum(1 for _ in _stays(ctx, asking.asked()))))


@rest.route("/history/variable-instance", methods=["GET", "POST"])
@requires(Permission.VARIABLE_READ)
def list_variable_instances() -> Reply:
    """Return the last values of variables."""
    sent = asking.asked()
    with reading() as ctx:
        return json_answer(page(_variables(ctx, sent), VARIABLES.order(sent)))


@rest.route("/history/variable-instance/count", methods=["GET", "POST"])
@requires(Permission.VARIABLE_READ)
def count_variable_instances() -> Reply:
    """Return how many variables match."""
    with reading() as ctx:
        return json_answer(shapes.count(sum(1 for _ in _variables(ctx, asking.asked()))))


def page(rows: Iterator[Row], order: tuple[tuple[str, bool], ...]) -> list[Row]:
    """Return the page that is asked for; unsorted rows are walked only so far."""
    wanted = asking.paging()
    end = wanted["offset"] + wanted["limit"]
    found: Iterable[Row] = heapq.nsmallest(end, rows, cmp_to_key(_comparing(order))) if order else rows
    return list(islice(found, wanted["offset"], end))


def _comparing(order: tuple[tuple[str, bool], ...]) -> Callable[[Row, Row], int]:
    def compare(one: Row, other: Row) -> int:
        for name, descending in order:
            a, b = (one[name] is not None, one[name]), (other[name] is not None, other[name])
            if a != b:
                return 1 if (a < b) == descending else -1
        return 0

    return compare


def cases(ctx: Context, sent: dict[str, Any], words: Vocabulary) -> Iterator[list[execution.Instance]]:
    """Give the cases that match, the newest first, so many at once."""
    wanted = execution.Filter(**words.wanted(sent, ctx.actor.agency))
    for offset in count(0, _BATCH):
        batch = execution.cases(ctx, wanted, limit=_BATCH, offset=offset)
        yield batch
        if len(batch) < _BATCH:
            return


def _stays(ctx: Context, sent: dict[str, Any]) -> Iterator[Row]:
    if asking.is_wanted(stay := sent.get("activityInstanceId")):  # its id says which case it is of
        sent = {"processInstanceId": execution.case_of(str(stay).rpartition(":")[2]), **sent}
    tests = _tests(sent)
    for batch in cases(ctx, sent, STAYS):
        found: dict[str, list[execution.Activity]] = {case.id: [] for case in batch}
        for stay in execution.activities(ctx, list(found)):
            found[stay.instance].append(stay)
        for case in batch:
            rows = (shapes_of_history.historic_activity_instance(stay, case) for stay in found[case.id])
            yield from (row for row in rows if all(test(row) for test in tests))


def _tests(sent: dict[str, Any]) -> list[Test]:
    """Return what each stay must pass."""
    tests: list[Test] = []
    for theirs, ours in _EQUAL.items():
        if asking.is_wanted(sent.get(theirs)):
            tests.append(equals(ours, asking.text(sent[theirs], theirs)))
    for name, ended in (("finished", True), ("unfinished", False)):
        if asking.truth(sent.get(name) or False, name):
            tests.append(lambda row, ended=ended: (row["endTime"] is not None) == ended)
    if asking.truth(sent.get("canceled") or False, "canceled"):
        tests.append(lambda row: bool(row["canceled"]))
    for prefix, column in (("started", "startTime"), ("finished", "endTime")):
        tests += _between(sent, prefix, column)
    return tests


def _between(sent: dict[str, Any], prefix: str, column: str) -> Iterator[Test]:
    after, before = sent.get(f"{prefix}After"), sent.get(f"{prefix}Before")
    if after:
        least = values.moment(asking.moment(after, f"{prefix}After"))
        yield lambda row: row[column] is not None and row[column] >= least
    if before:
        most = values.moment(asking.moment(before, f"{prefix}Before"))
        yield lambda row: row[column] is not None and row[column] <= most


def equals(name: str, value: str) -> Test:
    """Return a test for one value."""
    return lambda row: bool(row[name] == value)


def _variables(ctx: Context, sent: dict[str, Any]) -> Iterator[Row]:
    named = _named(sent)
    types = asking.listed(sent.get("variableTypeIn") or "", "variableTypeIn")
    for batch in cases(ctx, sent, VARIABLES):
        scopes = execution.variables_of(ctx, [case.id for case in batch])
        for case in batch:
            for name in filter(named, scopes[case.id]):
                typed = values.typed(scopes[case.id][name])
                if not types or typed["type"] in types:
                    yield shapes_of_history.historic_variable_instance(name, typed, case)


def _named(sent: dict[str, Any]) -> Callable[[str], bool]:
    """Return what a variable's name must pass; `%` in a pattern stands for anything."""
    name = asking.text(sent.get("variableName") or "", "variableName")
    names = asking.listed(sent.get("variableNameIn") or "", "variableNameIn")
    like = asking.text(sent.get("variableNameLike") or "", "variableNameLike")
    pattern = re.compile(".*".join(map(re.escape, like.split("%"))), re.IGNORECASE | re.DOTALL) if like else None
    return lambda one: (
        (not name or one == name) and (not names or one in names) and (not pattern or bool(pattern.fullmatch(one)))
    )
