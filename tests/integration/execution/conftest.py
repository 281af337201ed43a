"""What tests of cases may ask for: a house with people, and small processes."""

import pytest

from engine import definitions
from tests.support.house import House, house
from tests.unit.spiff.drawing import Drawing

__all__ = ["house"]


def one_task() -> Drawing:
    """A user task for clerks, a choice by the amount, a fee for large ones."""
    drawing = Drawing("one-task").node("start", "begin")
    drawing.node("user", "check", name="Check", candidateGroups="ثبت احوال")
    drawing.node("xor", "large", default="large-done").script("fee", "{fee: amount * 0.1}").node("end", "done")
    drawing.line("begin", "check", "large", "done").flow("large", "fee", "amount > 10").flow("fee", "done")
    return drawing


def reviewers(count: int = 8) -> Drawing:
    """Several reviewers at once, then the end."""
    drawing = Drawing("reviews").node("start", "begin")
    drawing.node("user", "review", name="Review", candidateGroups="ثبت احوال")
    drawing.several("review", cardinality=str(count), output="opinions", output_item="opinion")
    return drawing.node("end", "done").line("begin", "review", "done")


@pytest.fixture
def published(house: House) -> definitions.Version:
    """The process with one task, published."""
    return house.publish(one_task().root)
