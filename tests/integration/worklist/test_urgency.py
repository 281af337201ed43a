"""Lists say how much is late before they show it."""

from datetime import UTC, datetime

from engine import execution, worklist
from tests.support.house import House, house
from tests.unit.spiff.drawing import Drawing

__all__ = ["house"]

NOON = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
DUE = {"late": "2026-11-21T11:00:00", "today": "2026-11-21T15:00:00", "later": "2026-11-23", "none": None}


def test_tasks_are_counted_by_urgency_in_one_question(house: House) -> None:
    for kind, due in DUE.items():
        dated = {"dueDate": due} if due else {}
        drawing = Drawing(f"of-{kind}").node("start", "begin").node("user", "check", **dated).node("end", "done")
        house.publish(drawing.line("begin", "check", "done").root)
        house.start(f"of-{kind}")
    with house.writing("supervisor", NOON) as ctx:
        sent = ctx.db.statements
        found = worklist.urgency(ctx, worklist.Filter(), tomorrow="2026-11-21T20:30:00.000000Z")
        assert ctx.db.statements == sent + 1
    assert (found.total, found.late, found.today, found.later, found.none) == (4, 1, 1, 1, 1)


def test_an_empty_list_counts_nothing(house: House) -> None:
    found = house.see("clerk2", worklist.urgency, worklist.Filter(), tomorrow="2026-11-22")
    assert (found.total, found.later) == (0, 0)
    assert house.see("clerk2", execution.count, execution.Filter()) == 0
