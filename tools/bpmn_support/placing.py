"""Where an element stands: alone, or inside something else that is drawn around it; must not run it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lxml import etree

from engine import text
from engine.xml import BPMN
from tools.bpmn_support import drawings
from tools.bpmn_support.drawings import FILE, MODEL, Row
from tools.bpmn_support.stage import Deployment

#: The process that is drawn around another one.
_AROUND: Final = "placed"
#: Of a repeated sub-process around an element; each repetition has its number in the variable `round`.
ROUNDS: Final = 2
_FRAME: Final = f"""<definitions xmlns="{BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <process id="{_AROUND}" isExecutable="true">
    <startEvent id="before"/>
    <sequenceFlow id="before-around" sourceRef="before" targetRef="around"/>
    %s
    <sequenceFlow id="around-after" sourceRef="around" targetRef="after"/>
    <endEvent id="after"/>
  </process>
</definitions>"""
_INSIDE: Final = '<subProcess id="around"></subProcess>'
_CALLED: Final = f"""<callActivity id="around" calledElement="{MODEL}"><extensionElements>
  <camunda:in variables="all"/><camunda:out variables="all"/></extensionElements></callActivity>"""
_REPEATED: Final = f"""<subProcess id="around">
  <multiInstanceLoopCharacteristics camunda:collection="={list(range(1, ROUNDS + 1))}" camunda:elementVariable="round"/>
</subProcess>"""

#: A process that calls the newest version of `model`, and a first version for it to know.
_CALLER: Final[Deployment] = (
    "caller",
    {
        "caller.bpmn": (_FRAME % _CALLED).encode(),
        FILE: f"""<definitions xmlns="{BPMN}"><process id="{MODEL}" isExecutable="true"><startEvent id="first"/>
            <sequenceFlow id="first-last" sourceRef="first" targetRef="last"/><endEvent id="last"/></process>
            </definitions>""".encode(),
    },
)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere an element can stand: what it is called, what is drawn around it, and how often it runs there."""

    english: str
    persian: str
    around: str = ""
    rounds: int = 1


PLACES: Final = (
    Place("alone", "تنها"),
    Place("in a sub-process", "در زیرفرایند", _INSIDE),
    Place("in a called process", "در فرایند فراخوانده", _CALLED),
    Place("in a multi-instance sub-process", "در زیرفرایند چندنمونه‌ای", _REPEATED, ROUNDS),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """An element in a place: what is published one after the other, where a case begins, and its own elements."""

    deployed: tuple[Deployment, ...]
    first: str
    inside: frozenset[str]


@cache
def place(called: str) -> Place:
    """Return the place that is called so in either language; LookupError if there is none."""
    key = text.normalise(called)
    found = next((one for one in PLACES if key in {text.normalise(one.english), text.normalise(one.persian)}), None)
    if found is None:
        raise LookupError(f"no place is called {called!r}")
    return found


@cache
def standing(row: Row, where: Place) -> Standing:
    """Return the element as it stands in a place.

    What calls the process `model` is there before the element, which is that process's newest version.
    """
    files, inside = _alone(row)
    if where.around in {"", _CALLED}:
        return Standing((_CALLER, (row.name, files)), _AROUND if where.around else MODEL, inside)
    placed = {**files, FILE: _placed(files[FILE], where)}
    return Standing(((f"{row.name} {where.english}", placed),), _AROUND, inside)


@cache
def _alone(row: Row) -> tuple[dict[str, bytes], frozenset[str]]:
    files = drawings.files(row)
    return files, frozenset(str(one.get("id")) for one in etree.fromstring(files[FILE]).iter() if one.get("id"))


def _placed(drawing: bytes, where: Place) -> bytes:
    """Return a drawing in which everything in the process `model` stands inside of another process."""
    inner, frame = etree.fromstring(drawing), etree.fromstring(_FRAME % where.around)
    around = next(one for one in frame.iter() if one.get("id") == "around")
    around.extend(deepcopy(one) for one in next(one for one in inner if one.get("id") == MODEL))
    for one in reversed([one for one in inner if one.get("id") != MODEL]):
        frame.insert(0, one)
    written: bytes = etree.tostring(frame, encoding="UTF-8", xml_declaration=True)
    return written


def repeated(answers: Mapping[str, Any], where: Place) -> dict[str, Any]:
    """Return answers for an element that runs several times there: each as often, messages with their round."""
    if where.rounds == 1:
        return dict(answers)
    queues = {
        room: {name: [one for one in queue for _ in range(where.rounds)] for name, queue in answers[room].items()}
        for room in ("tasks", "topics")
        if room in answers
    }
    sent = [
        {**one, "correlation": {**one.get("correlation", {}), "round": number}}
        for one in answers.get("messages", ())
        for number in range(1, where.rounds + 1)
    ]
    return {**answers, **queues, **({"messages": sent} if sent else {})}
