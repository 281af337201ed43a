"""Draws the element of each row in each place where it can stand; must not run it or judge what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson
from lxml import etree

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_ROW: Final = "{urn:rows}"
_FILE: Final = Path(__file__).with_name("elements.xml")
#: Where an element can stand, in the order of the columns.
PLACES: Final = ("alone", "in a sub-process", "in a called process", "in a multi-instance sub-process")
ALONE, INSIDE, CALLED, REPEATED = PLACES
#: How often the sub-process around an element is repeated.
TIMES: Final = 2
_ROOTS: Final = f"""
<definitions xmlns="{BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:support">
<message id="msg" name="paper"/><signal id="sig" name="bell"/><error id="err" name="E" errorCode="E1"/>
<escalation id="esc" name="S" escalationCode="S1"/>
<process id="called" isExecutable="true"><startEvent id="cs"/><sequenceFlow id="cf" sourceRef="cs" targetRef="ct"/>
<userTask id="ct"/></process>
</definitions>"""
#: What an event says about what it waits for or sends.
_EVENTS: Final = {
    "message": '<messageEventDefinition messageRef="msg"/>',
    "timer": "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>",
    "signal": '<signalEventDefinition signalRef="sig"/>',
    "conditional": "<conditionalEventDefinition><condition>=go = true</condition></conditionalEventDefinition>",
    "error": '<errorEventDefinition errorRef="err"/>',
    "escalation": '<escalationEventDefinition escalationRef="esc"/>',
    "compensate": "<compensateEventDefinition/>",
}
#: A call activity gives all variables and takes all back.
_ALL: Final = f"""<extensionElements xmlns="{BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
<camunda:in variables="all"/><camunda:out variables="all"/></extensionElements>"""
#: Drawings that several rows have in common; `{event}` and `{interrupting}` are as the row says.
_SHAPES: Final = {
    "three": """<multiInstanceLoopCharacteristics isSequential="{sequential}"><loopCardinality>3</loopCardinality>
        </multiInstanceLoopCharacteristics>""",
    "rounds": """<standardLoopCharacteristics testBefore="{before}" loopMaximum="3"><loopCondition>=true</loopCondition>
        </standardLoopCharacteristics>""",
    "beside": """<userTask id="x"/><exclusiveGateway id="m"/><r:to from="x" to="m"/><r:to from="b" to="m"/>
        <boundaryEvent id="b" attachedToRef="x"><r:on event="{event}"/></boundaryEvent>""",
    "besides": """<userTask id="x"/><task id="b2"/><r:to from="b" to="b2"/>
        <boundaryEvent id="b" attachedToRef="x" cancelActivity="false"><r:on event="{event}"/></boundaryEvent>""",
    "thrown": """<subProcess id="x"><startEvent id="xs"/><r:to from="xs" to="xe"/>
        <endEvent id="xe"><r:on event="{event}"/></endEvent></subProcess><exclusiveGateway id="m"/>
        <boundaryEvent id="b" attachedToRef="x"><r:on event="{event}"/></boundaryEvent>
        <r:to from="x" to="m"/><r:to from="b" to="m"/>""",
    "heard": """<subProcess id="x"><startEvent id="xs"/><r:to from="xs" to="xe"/>
        <endEvent id="xe"><r:on event="{event}"/></endEvent></subProcess><task id="b2"/><r:to from="b" to="b2"/>
        <boundaryEvent id="b" attachedToRef="x" cancelActivity="false"><r:on event="{event}"/></boundaryEvent>""",
    "changing": """<parallelGateway id="f"/><userTask id="a"/><userTask id="x"/>
        <r:to from="f" to="a"/><r:to from="f" to="x"/>
        <boundaryEvent id="b" attachedToRef="x"><r:on event="conditional"/></boundaryEvent>
        <exclusiveGateway id="m"/><parallelGateway id="n"/><r:to from="x" to="m"/><r:to from="b" to="m"/>
        <r:to from="m" to="n"/><r:to from="a" to="n"/>""",
    "changes": """<parallelGateway id="f"/><userTask id="a"/><userTask id="x"/>
        <r:to from="f" to="a"/><r:to from="f" to="x"/>
        <boundaryEvent id="b" attachedToRef="x" cancelActivity="false"><r:on event="conditional"/></boundaryEvent>
        <task id="b2"/><r:to from="b" to="b2"/>""",
    "inside": """<userTask id="x"/><subProcess id="h" triggeredByEvent="true">
        <startEvent id="v" isInterrupting="{interrupting}"><r:on event="{event}"/></startEvent>
        <r:to from="v" to="hu"/><userTask id="hu"/></subProcess>""",
    "undone": """<userTask id="x"/><boundaryEvent id="b" attachedToRef="x"><r:on event="compensate"/></boundaryEvent>
        <userTask id="un" isForCompensation="true"/>
        <association id="ba" associationDirection="One" sourceRef="b" targetRef="un"/>""",
}
_USUAL: Final = {"interrupting": "true", "sequential": "false", "before": "false", "event": ""}


@dataclass(frozen=True, slots=True)
class Row:
    """One element of the page: how it is drawn and what proves that it has run (see elements.xml)."""

    chapter: str
    name: str
    drawn: Any = field(repr=False)
    starts: Any = field(repr=False)
    entry: str
    exit: str
    begins: str
    proof: tuple[str, ...]
    first: tuple[str, ...]
    never: tuple[str, ...]
    sends: tuple[str, ...]
    whole: bool
    variables: dict[str, Any]
    answers: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row in a place: the file, its main process and the start event that a case begins at."""

    root: Any
    process: str
    at: str | None


def rows() -> Iterator[Row]:
    """Give the rows of the page in order."""
    for chapter in etree.parse(_FILE).getroot():
        if chapter.tag == f"{_ROW}chapter":
            yield from (_row(chapter.get("name"), one) for one in chapter if one.tag == f"{_ROW}row")


def _row(chapter: str, one: Any) -> Row:
    def words(name: str, otherwise: str = "") -> tuple[str, ...]:
        return tuple(one.get(name, otherwise).split())

    drawn = _resolved(one)
    starts = drawn.find(f"{_ROW}start")
    return Row(
        chapter,
        one.get("name"),
        drawn,
        starts,
        one.get("entry", "x"),
        one.get("exit", "x"),
        one.get("begins", "s"),
        words("proof", "x"),
        words("first"),
        words("never"),
        words("sends"),
        one.get("whole") == "true",
        orjson.loads(one.get("variables", "{}")),
        orjson.loads(one.get("answers", "{}")),
    )


def draw(row: Row, place: str) -> Drawn | None:
    """Draw a row in a place; None where there is nothing to draw, because it is about how a process begins."""
    if place == ALONE:
        root = etree.fromstring(_ROOTS)
        _fill(_process(root, "p"), row)
        return Drawn(root, "p", row.begins if row.whole else None)
    return None if row.whole else _nested(row, place)


def _nested(row: Row, place: str) -> Drawn:
    root = etree.fromstring(_ROOTS)
    outer = _process(root, "p")
    kind, more = ("callActivity", {"calledElement": "inner"}) if place == CALLED else ("subProcess", {})
    _add(outer, "startEvent", id="before")
    around = _add(outer, kind, id="around", **more)
    if place == CALLED:
        around.append(etree.fromstring(_ALL))
    _add(outer, "endEvent", id="after")
    _flow(outer, "before", "around")
    _flow(outer, "around", "after")
    if place == REPEATED:
        _add(_add(around, "multiInstanceLoopCharacteristics"), "loopCardinality").text = str(TIMES)
    _fill(_process(root, "inner") if place == CALLED else around, row)
    return Drawn(root, "p", None)


def _process(root: Any, name: str) -> Any:
    return _add(root, "process", id=name, isExecutable="true")


def _fill(container: Any, row: Row) -> None:
    if row.starts is None:
        _add(container, "startEvent", id="s")
    else:
        container.extend(_copies(row.starts))
    container.extend(one for one in _copies(row.drawn) if one.tag != f"{_ROW}start")
    if row.entry:
        _flow(container, "s", row.entry)
    if row.exit:
        _add(container, "endEvent", id="z")
        _flow(container, row.exit, "z")


def _copies(parent: Any) -> list[Any]:
    return [etree.fromstring(etree.tostring(one)) for one in parent if isinstance(one.tag, str)]


def _resolved(one: Any) -> Any:
    """Return a row with everything in it written out as BPMN."""
    row = etree.fromstring(etree.tostring(one))
    while True:
        short = next((node for node in row.iter() if str(node.tag).startswith(_ROW) and _name(node) in _LONG), None)
        if short is None:
            return row
        parent, place = short.getparent(), short.getparent().index(short)
        parent.remove(short)
        parent[place:place] = _long(short)


def _name(node: Any) -> str:
    return str(node.tag).removeprefix(_ROW)


def _long(short: Any) -> list[Any]:
    said = {**_USUAL, **dict(short.attrib)}
    if _name(short) == "to":
        holder = etree.Element(f"{{{BPMN}}}holder")
        _flow(holder, said["from"], said["to"], said.get("when"))
        return list(holder)
    text = _EVENTS[said["event"]] if _name(short) == "on" else _SHAPES[_name(short)].format(**said)
    return list(etree.fromstring(f'<holder xmlns="{BPMN}" xmlns:r="urn:rows">{text}</holder>'))


_LONG: Final = frozenset({"to", "on", *_SHAPES})


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{BPMN}}}{tag}", attributes)


def _flow(parent: Any, source: str, target: str, when: str | None = None) -> None:
    flow = _add(parent, "sequenceFlow", id=f"{source}_{target}", sourceRef=source, targetRef=target)
    if when is not None:
        _add(flow, "conditionExpression").text = when
