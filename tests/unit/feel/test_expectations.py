"""What expressions come to after the text of the standard (DMN 1.5, chapter 10), family by family, a line each.

The lines lie in `expectations/`: `expression ==> value`, of unary tests `value tested || tests ==> answer`. What
cannot be read is `null` as well: a decision goes on with it.
"""

from pathlib import Path

import pytest

from engine import errors
from engine.feel import Run, Vocabulary, parse, parse_unary_tests, to_text
from tests.unit.feel.evaluating import NOON_IN_TEHRAN

FOLDER = Path(__file__).parent / "expectations"
FAMILIES = sorted(file.stem for file in FOLDER.glob("*.txt"))
#: As in a decision: built-in functions are values there, and what nobody knows is null.
AROUND = Vocabulary(frozenset({"nothing", "lim", "lst"}))
SCOPE = {"lim": 5, "lst": [1, 2]}


def _lines(family: str) -> list[tuple[str, str]]:
    said = (FOLDER / f"{family}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.rpartition(" ==> ") for line in said if " ==> " in line)
    return [(source, wanted) for source, _, wanted in pairs]


def _found(source: str) -> str:
    run = Run(SCOPE, NOON_IN_TEHRAN, 100_000)
    try:
        if " || " in source:
            tested, _, tests = source.partition(" || ")
            value = parse(tested, AROUND).compute(run, SCOPE)
            return to_text(parse_unary_tests(tests, AROUND).test(value, run, SCOPE), run)
        value = parse(source, AROUND).compute(run, SCOPE)
        return to_text(value, run, 1)  # as inside a list: texts with their quotation marks
    except errors.FeelSyntaxError:
        return "null"


@pytest.mark.parametrize("family", FAMILIES)
def test_expressions_come_to_what_the_standard_says(family: str) -> None:
    lines = _lines(family)
    assert len(lines) > 50
    assert [f"{source} ==> {found}" for source, wanted in lines if (found := _found(source)) != wanted] == []
