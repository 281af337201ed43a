"""Writes the drawing of each element as a file, from features/elements/elements.xml; must not run or judge it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree

from engine import text
from engine.xml import BPMN
from tools.bpmn_support import shapes

FEATURES: Final = Path(__file__).parents[2] / "features" / "elements"
_ROW: Final = "{urn:rows}"
#: The process that the element stands in.
MODEL: Final = "model"
FILE: Final = "element.bpmn"


@dataclass(frozen=True, slots=True)
class Row:
    """One element: its names, what it is about (`of`), and its drawing as BPMN without the shorthand."""

    chapter: str
    name: str
    persian: str
    of: frozenset[str]
    whole: bool
    entry: str
    exit: str
    drawn: Any = field(repr=False)


@cache
def rows() -> tuple[Row, ...]:
    """Return the elements in the order of the page."""
    tree = etree.parse(FEATURES / "elements.xml")
    chapters = [one for one in tree.getroot() if one.tag == f"{_ROW}chapter"]
    return tuple(_row(chapter.get("name"), one) for chapter in chapters for one in chapter if one.tag == f"{_ROW}row")


def _row(chapter: str, one: Any) -> Row:
    return Row(
        chapter,
        one.get("name"),
        one.get("fa"),
        frozenset(one.get("of", "x").split()),
        one.get("whole") == "true",
        one.get("entry", "x"),
        one.get("exit", "x"),
        shapes.written_out(one),
    )


@cache
def _named() -> dict[str, Row]:
    return {text.normalise(name): one for one in rows() for name in (one.name, one.persian)}


@cache
def row(called: str) -> Row:
    """Return the element that is called so in either language; LookupError if there is none."""
    found = _named().get(text.normalise(called))
    if found is None:
        raise LookupError(f"no element is called {called!r}")
    return found


def files(row: Row) -> dict[str, bytes]:
    """Return the file in which the element stands alone in the process `model`, and what lies beside it."""
    root = etree.fromstring(shapes.ROOTS)
    _fill(etree.SubElement(root, f"{{{BPMN}}}process", id=MODEL, isExecutable="true"), row)
    for number, pool in enumerate(row.drawn.findall(f"{_ROW}pool")):
        process = etree.SubElement(root, f"{{{BPMN}}}process", id=f"pool-{number}", isExecutable="true")
        process.extend(_copies(pool))
    called = {one.get("calledElement") for one in root.iter(f"{{{BPMN}}}callActivity")}
    root.extend(etree.fromstring(shapes.CALLED[name]) for name in sorted(called))
    beside = {"decision.dmn": shapes.DECISION} if root.find(f".//{{{BPMN}}}businessRuleTask") is not None else {}
    return {FILE: etree.tostring(root, encoding="UTF-8", xml_declaration=True), **beside}


def _fill(process: Any, row: Row) -> None:
    start = row.drawn.find(f"{_ROW}start")
    if start is None:
        etree.SubElement(process, f"{{{BPMN}}}startEvent", id="begin")
    else:
        process.extend(_copies(start))
    process.extend(one for one in _copies(row.drawn) if not str(one.tag).startswith(_ROW))
    if row.entry:
        process.append(shapes.flow("begin", row.entry))
    if row.exit:
        etree.SubElement(process, f"{{{BPMN}}}endEvent", id="end")
        process.append(shapes.flow(row.exit, "end"))


def _copies(parent: Any) -> Iterator[Any]:
    return (etree.fromstring(etree.tostring(one)) for one in parent if isinstance(one.tag, str))
