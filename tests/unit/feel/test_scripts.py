"""What translating short Python scripts promises: assignments in a row, with equal meaning, and nothing else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import errors
from engine.feel import parse, translate_script


@pytest.mark.parametrize(
    ("source", "feel"),
    [
        ("x = 1", "{x: 1}"),
        ("x = 'a'  # why\n\ny = x", '{x: "a", y: x}'),
        ("x = [\n  1,\n  2]; y = True", "{x: [1, 2], y: true}"),
        ("x += 1", "{x: x + (1)}"),
        ("x = {'a': 1}\npass", '{x: {"a": 1}}'),
        ("x = '#;='", '{x: "#;="}'),
        ("x = 1 if y == 2 else 3", "{x: if y = 2 then 1 else 3}"),
        ("نام = 'علی'", '{نام: "علی"}'),
    ],
)
def test_assignments_become_a_context_in_their_order(source: str, feel: str) -> None:
    found = translate_script(source)
    assert (found.source, found.notes[0].code) == (feel, "translated")


@pytest.mark.parametrize(
    "source",
    [
        "", "# nothing", "x", "x == 1", "if x:\n  y = 1", "for a in b:\n  c = a", "import os", "x = y = 1", "x.y = 1",
        "x[0] = 1", "x = 1\nx = 2", "def f():\n  x = 1", "x = open('a')", "x = f'{y}'", "x = " + '"""a"""', "x = 'a",
        "x = a or 'b'", "x = lambda: 1", "print(x)", "x = [y for y in z]", "del x", "x = x", "class = 1",
        "x = __import__('os')", "x, y = 1, 2", "x: int = 1", "x = (1", "x =", "x := 1", "x = 1 y = 2",
    ],
)  # fmt: skip
def test_everything_else_is_refused(source: str) -> None:
    with pytest.raises(errors.FeelSyntaxError):
        translate_script(source)


def test_a_script_that_is_too_long_is_refused() -> None:
    with pytest.raises(errors.FeelLimit):
        translate_script("x = 1\n" * 100_000)


names = st.sampled_from(["a", "b", "c"])
values = st.sampled_from(
    ["1", "n + 2", "'t'", "[n, 3]", "n if n > 1 else 0", "n % 3", "-n", "len(s)", "n in [1, 2]", "s"]
)


@given(st.lists(st.tuples(names, values), min_size=1, max_size=3, unique_by=lambda pair: pair[0]), st.integers(0, 4))
@settings(max_examples=200, deadline=None)
def test_a_translated_script_makes_what_python_makes(pairs: list[tuple[str, str]], n: int) -> None:
    scope: dict[str, Any] = {"n": n, "s": "text"}
    source = "\n".join(f"{name} = {value}" for name, value in pairs)
    made = parse(translate_script(source).source).evaluate(scope)
    expected: dict[str, Any] = {}
    exec(source, {"__builtins__": {"len": len}, **scope}, expected)
    assert made == expected
