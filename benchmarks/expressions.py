"""What FEEL and decision tables cost, beside `eval` and a loop over the same rows in Python; must not judge it.

Python's floats and bare names are quicker than decimals, three-valued logic and budgets can be: the ratio tells by how
much, in the same run on the same machine.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from engine import decisions
from engine.feel import parse

COLUMNS: Final = ("condition", "FEEL µs", "eval µs", "ratio")
TABLE_COLUMNS: Final = ("table of 1,000 rules", "µs", "rows in Python µs", "ratio")
_SECONDS: Final = 0.15  # for each figure
_ROWS: Final = 1_000

SCOPE: Final[Mapping[str, Any]] = {
    "amount": 1500,
    "age": 34,
    "region": "North",
    "paid": True,
    "days": 18,
    "children": [3, 8, 17],
    "person": {"age": 31, "name": "Sara", "income": 42_000_000},
    "people": [{"age": 17, "kind": "a"}, {"age": 40, "kind": "b"}, {"age": 65, "kind": "a"}],
}
#: FEEL and the same in Python.
CONDITIONS: Final = (
    ("amount > 1000", "amount > 1000"),
    ('amount > 1000 and region = "North"', "amount > 1000 and region == 'North'"),
    ('region in ("North", "South")', "region in ('North', 'South')"),
    ("age in [18..65]", "18 <= age <= 65"),
    ("paid and days <= 15", "paid and days <= 15"),
    ("person.age >= 18 and person.income < 50000000", "person['age'] >= 18 and person['income'] < 50000000"),
    ('if age < 18 then "guardian" else "applicant"', "'guardian' if age < 18 else 'applicant'"),
    ("sum(children) > 20", "sum(children) > 20"),
    ("some child in children satisfies child < 6", "any(child < 6 for child in children)"),
    (
        'count(people[age > 17 and kind = "a"]) = 1',
        "len([p for p in people if p['age'] > 17 and p['kind'] == 'a']) == 1",
    ),
)


def conditions() -> Iterator[tuple[object, ...]]:
    """Give a row for each condition: its cost once read, beside that of the compiled Python."""
    names: dict[str, Any] = dict(SCOPE)
    for source, python in CONDITIONS:
        ours = _each(partial(parse(source).evaluate, SCOPE))
        theirs = _each(partial(eval, compile(python, "bench", "eval"), names))
        yield source, f"{ours:.1f}", f"{theirs:.2f}", f"{ours / theirs:.0f}"


def tables() -> Iterator[tuple[object, ...]]:
    """Give a row for each table of a thousand rules: equal texts and ranges, decided in the middle of it."""
    middle = _ROWS // 2
    texts = [(f'"code {row}"', str(row)) for row in range(_ROWS)]
    ranges = [(f"[{row * 10}..{row * 10 + 10})", str(row)) for row in range(_ROWS)]
    for policy in ("UNIQUE", "FIRST", "COLLECT"):
        yield _row(f"{policy}, a text", texts, policy, f"code {middle}", lambda key: [r for r in texts if r[0] == key])
        yield _row(f"{policy}, a range", ranges, policy, middle * 10 + 5, _looked)


def _looked(key: Any) -> list[int]:
    return [row for row in range(_ROWS) if row * 10 <= key < row * 10 + 10]


def _row(
    name: str, rules: list[tuple[str, str]], policy: str, given: Any, python: Callable[[Any], Any]
) -> tuple[object, ...]:
    model = decisions.read(_file(rules, policy))
    ours = _each(lambda: decisions.decide(model, {"key": given}, "d"))
    theirs = _each(lambda: python(given))
    return name, f"{ours:.0f}", f"{theirs:.0f}", f"{ours / theirs:.1f}"


def _file(rules: list[tuple[str, str]], policy: str) -> bytes:
    rows = "".join(
        f"<rule><inputEntry><text>{test}</text></inputEntry><outputEntry><text>{result}</text></outputEntry></rule>"
        for test, result in rules
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="bench" namespace="urn:bench">'
        '<inputData id="key" name="key"/><decision id="d" name="d"><informationRequirement>'
        f'<requiredInput href="#key"/></informationRequirement>'
        f'<decisionTable id="t" hitPolicy="{policy}"><input><inputExpression><text>key</text>'
        f"</inputExpression></input><output/>{rows}</decisionTable></decision></definitions>"
    ).encode()


def _each(work: Callable[[], Any]) -> float:
    """Return the processor time of one call in µs, from calls for a while after a first one."""
    work()
    calls, begun, end = 0, time.process_time(), time.process_time() + _SECONDS
    while time.process_time() < end:
        for _ in range(10):
            work()
        calls += 10
    return (time.process_time() - begun) / calls * 1e6
