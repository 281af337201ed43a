"""How the published DMN cases (dmn-tck) that lie in a folder fare: counts per level and every miss with its reason."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from engine import decisions, errors, feel, text
from engine.xml import Element, Limits, parse

_ROOTS: Final = frozenset({"{http://www.omg.org/spec/DMN/20160719/testcase}testCases"})
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"
#: Functions written in Java, which are refused by design.
EXTERNAL: Final = "0076-feel-external-java"
#: Expectations of a level that are promised to be met, per cent.
PROMISED: Final = {"level-2": 100, "level-3": 98}
_FAR: Final = Decimal("1e-8")  # how far a number may lie from the one expected: what is expected is often rounded
_MOMENT: Final = datetime(2026, 1, 1, tzinfo=UTC)
_TEMPORAL: Final = {
    "date": "date(text)",
    "time": "time(text)",
    "dateTime": "date and time(text)",
    "duration": "duration(text)",
    "dayTimeDuration": "duration(text)",
    "yearMonthDuration": "duration(text)",
}
_NUMBERS: Final = frozenset({"decimal", "double", "float", "integer", "int", "long"})


@dataclass(frozen=True, slots=True)
class Told:
    """One expectation: where it stands, and why it was not met (empty: it was)."""

    level: str
    case: str
    name: str
    miss: str


def tell(folder: Path) -> bool:
    """Print a row a level, then each miss with its reason; whether the promised share of each level was met."""
    told = [one for file in sorted(folder.rglob("*-test-*.xml")) for one in _file(file, folder)]
    if not told:
        return True
    aside = [one for one in told if one.case == EXTERNAL]
    counted = [one for one in told if one.case != EXTERNAL]
    print("\n| DMN cases | expectations | met | share |\n|---|---|---|---|")
    for level in sorted({one.level for one in counted}):
        those = [one for one in counted if one.level == level]
        met = sum(not one.miss for one in those)
        print(f"| {level} | {len(those)} | {met} | {100 * met / len(those):.2f} % |")
    _print_misses(counted)
    print(
        f"\nApart, refused by design ({EXTERNAL}): {len(aside)} expectations, {sum(not one.miss for one in aside)} met."
    )
    _print_misses(aside)
    return all(
        100 * sum(not one.miss for one in counted if one.level == level)
        >= share * sum(one.level == level for one in counted)
        for level, share in PROMISED.items()
    )


def _print_misses(told: Sequence[Told]) -> None:
    missed = [one for one in told if one.miss]
    for one in missed:
        print(f"- {one.level}/{one.case} {one.name}: {one.miss}")
    for case, count in Counter(one.case for one in missed).most_common():
        print(f"  {count} × {case}")


def _file(file: Path, folder: Path) -> Iterator[Told]:
    parts = file.relative_to(folder).parts
    level = next((part for part in parts if part.startswith("level-")), "–")
    root = parse(file.read_bytes(), roots=_ROOTS, limits=Limits(size=file.stat().st_size))
    named = file.parent / (_text(_child(root, "modelName")) or f"{file.parent.name}.dmn")
    try:
        others = [one.read_bytes() for one in sorted(file.parent.glob("*.dmn")) if one != named]
        model = decisions.read(named.read_bytes(), others)
    except (OSError, errors.RavandError) as refusal:
        yield Told(level, file.parent.name, "the whole file", str(refusal))
        return
    for case in _children(root, "testCase"):
        given = {node.get("name") or "": _value(node) for node in _children(case, "inputNode")}
        for node in _children(case, "resultNode"):
            name = f"{case.get('id') or '–'} {node.get('name')}"
            yield Told(level, file.parent.name, name, _missed(model, given, case.get("invocableName"), node))


def _missed(model: decisions.Model, given: dict[str, Any], invoked: str | None, node: Element) -> str:
    """Return why a result is not the one expected; empty when it is."""
    name = node.get("name") or ""
    try:
        outcome = decisions.decide(model, given, invoked or name, now=_MOMENT)
    except errors.RavandError as refusal:
        return str(refusal)
    found = outcome.value
    if invoked and type(found) is dict and name in found and len(found) > 1:
        found = found[name]
    expected = _child(node, "expected")
    wanted = None if expected is None else _value(expected)
    if _same(found, wanted):
        return ""
    reasons = "; ".join(one.show("en") for one in outcome.errors) or "no reason told"
    return f"expected {_shown(wanted)}, found {_shown(found)} ({reasons})"


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and all(map(_same, found, wanted))
    if isinstance(wanted, dict):
        return (
            isinstance(found, dict)
            and found.keys() == wanted.keys()
            and all(_same(found[k], wanted[k]) for k in wanted)
        )
    if isinstance(wanted, Decimal):
        number = isinstance(found, (int, Decimal)) and not isinstance(found, bool)
        return number and abs(Decimal(found) - wanted) <= _FAR * max(Decimal(1), abs(wanted))
    return bool(feel.equal(found, wanted, feel.Run({}, None, 10_000)))


def _shown(value: Any) -> str:
    try:
        return text.Code(str(feel.to_json(value)))[:200]
    except errors.RavandError:
        return repr(value)[:200]


# --- what stands in a file of cases ---------------------------------------------------------------------


def _value(node: Element) -> Any:
    """Return the value that a node holds: one, a list, or a context of components."""
    if (found := _child(node, "list")) is not None:
        return [_value(one) for one in _children(found, "item")]
    components = _children(node, "component")
    if components:
        return {one.get("name") or "": _value(one) for one in components}
    value = _child(node, "value")
    return None if value is None or value.get(_NIL) == "true" else _plain(value)


def _plain(value: Element) -> Any:
    kind, written = (value.get(_TYPE) or "string").rpartition(":")[2], value.text or ""
    if kind in _NUMBERS:
        return Decimal(written.strip())
    if kind == "boolean":
        return written.strip() in ("true", "1")
    if kind in _TEMPORAL:
        return feel.parse(_TEMPORAL[kind]).compute(feel.Run({}, None, 10_000), {"text": written.strip()})
    return written


def _children(node: Element, name: str) -> Sequence[Element]:
    return [one for one in node if str(one.tag).rpartition("}")[2] == name]


def _child(node: Element, name: str) -> Element | None:
    return next(iter(_children(node, name)), None)


def _text(node: Element | None) -> str:
    return (node.text or "").strip() if node is not None else ""
