"""What is asked of one case, one person or one page costs what it shows, whatever else the agency has done."""

import pytest

from engine import execution, history, worklist
from engine.context import Context
from tests.integration.execution.conftest import one_task
from tests.support.costs import Question, finish, steps
from tests.support.house import House, house

__all__ = ["house"]

PAGE = 5
#: Instructions that one row more may cost a question that counts; it reads an index and nothing else.
COUNTED = 5

#: Who asks what; the questions are made for a case that was begun before everything else.
PAGES: dict[str, tuple[str, Question]] = {
    "cases": ("supervisor", lambda ctx: execution.cases(ctx, execution.Filter(), limit=PAGE)),
    "active cases": ("supervisor", lambda ctx: execution.cases(ctx, execution.Filter(status="active"), limit=PAGE)),
    "open cases": ("supervisor", lambda ctx: execution.cases(ctx, execution.Filter(open=True), limit=PAGE)),
    "one's own cases": ("citizen", lambda ctx: execution.cases(ctx, execution.Filter(), limit=PAGE)),
    "how many of one's own": ("citizen", lambda ctx: execution.count(ctx, execution.Filter())),
    "cases by business key": ("supervisor", lambda ctx: execution.cases(ctx, execution.Filter(business_key="b-1"))),
    "what one has finished": (
        "clerk",
        lambda ctx: worklist.tasks(ctx, worklist.inbox(ctx, "done"), sort=(("closed", True),), limit=PAGE),
    ),
    "the record of the agency": (
        "supervisor",
        lambda ctx: history.search(ctx, ctx.actor.agency, _record_of(ctx.actor.agency), limit=PAGE),
    ),
    "how long that is": ("supervisor", lambda ctx: history.length(ctx, ctx.actor.agency)),
}
COUNTS: dict[str, tuple[str, Question]] = {
    "cases": ("supervisor", lambda ctx: execution.count(ctx, execution.Filter())),
    "what one has finished": ("clerk", lambda ctx: worklist.count(ctx, worklist.inbox(ctx, "done"))),
}


def _record_of(agency: str) -> history.Filter:
    return history.Filter(chain=f"agency:{agency}")


def _cost_before_and_after(house: House, who: str, ask: Question, cases: int) -> tuple[int, int]:
    house.publish(one_task().root)
    finish(house, PAGE + 3)
    before = steps(house, ask, who)
    finish(house, cases)
    return before, steps(house, ask, who)


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("which", PAGES)
def test_a_page_costs_what_it_shows(house: House, which: str) -> None:
    before, after = _cost_before_and_after(house, *PAGES[which], cases=40)

    assert before > 0
    assert after <= before + 20


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("which", COUNTS)
def test_a_count_reads_an_index_and_nothing_else(house: House, which: str) -> None:
    before, after = _cost_before_and_after(house, *COUNTS[which], cases=40)

    assert after <= before + COUNTED * 40


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_was_done_in_a_case_is_found_by_the_case(house: House) -> None:
    house.publish(one_task().root)
    case = house.start("one-task", "clerk", amount=1).instance
    wanted = history.Filter(chain=case, types=("instance.started",))

    def ask(ctx: Context) -> tuple[object, int]:
        return history.search(ctx, ctx.actor.agency, wanted, limit=PAGE), history.count(ctx, ctx.actor.agency, wanted)

    before = steps(house, ask)
    finish(house, 40)

    assert steps(house, ask) == before


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_how_many_cases_run_on_a_version_costs_those_that_run(house: House) -> None:
    version = house.publish(one_task().root)
    house.start("one-task", "clerk", amount=1)

    def ask(ctx: Context) -> dict[str, int]:
        return execution.running(ctx, (version.id,))

    before = steps(house, ask)
    finish(house, 40)

    assert house.see("clerk", ask) == {version.id: 1}
    assert steps(house, ask) <= before + 10


def test_cases_without_a_business_key_are_found_too(house: House) -> None:
    house.publish(one_task().root)
    house.start("one-task", "clerk", amount=1)
    found = house.see("supervisor", execution.cases, execution.Filter(business_key=""))

    assert len(found) == 1
    assert house.see("supervisor", execution.cases, execution.Filter(business_key="b-1")) == []
