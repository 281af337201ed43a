"""Where a model stands on paper: alone, or inside something else; must not run it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from engine import text, xml
from engine.xml import BPMN

#: Of a repeated sub-process around a model; each repetition has its number in the variable `round`.
ROUNDS: Final = 2
_FRAME: Final = f"""<definitions xmlns="{BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <process id="placed" isExecutable="true">
    <startEvent id="before"/>
    <sequenceFlow id="before-around" sourceRef="before" targetRef="around"/>
    %s
    <sequenceFlow id="around-after" sourceRef="around" targetRef="after"/>
    <endEvent id="after"/>
  </process>
</definitions>"""
_INSIDE: Final = '<subProcess id="around"></subProcess>'
_CALLED: Final = """<callActivity id="around" calledElement="model"><extensionElements>
  <camunda:in variables="all"/><camunda:out variables="all"/></extensionElements></callActivity>"""
_REPEATED: Final = f"""<subProcess id="around">
  <multiInstanceLoopCharacteristics camunda:collection="={list(range(1, ROUNDS + 1))}" camunda:elementVariable="round"/>
</subProcess>"""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a model can stand: what it is called, what is drawn around it, and how often it runs there."""

    english: str
    persian: str
    around: str = ""
    rounds: int = 1


PLACES: Final = (
    Place("alone", "تنها"),
    Place("in a sub-process", "در زیرفرایند", _INSIDE),
    Place("in a called process", "در فرایند فراخوانده", _CALLED),
    Place("in a multi-instance sub-process", "در زیرفرایند چندباره", _REPEATED, ROUNDS),
)


def place(called: str) -> Place:
    """Return the place that is called so in either language; LookupError if there is none."""
    key = text.normalise(called)
    return next(one for one in PLACES if key in {text.normalise(one.english), text.normalise(one.persian)})


def placed(drawing: bytes, where: Place) -> bytes:
    """Return a drawing whose process `model` stands there; the process to begin is then `placed`."""
    if not where.around:
        return drawing
    inner = xml.parse(drawing)
    frame = xml.parse((_FRAME % where.around).encode())
    around = next(one for one in frame.iter() if one.get("id") == "around")
    moved = [one for one in inner if not (one.get("id") == "model" and "}subProcess" in str(around.tag))]
    if len(moved) < len(inner):
        around.extend(deepcopy(one) for one in next(one for one in inner if one.get("id") == "model"))
    for one in reversed(moved):
        frame.insert(0, one)
    written: bytes = etree.tostring(frame, encoding="UTF-8", xml_declaration=True)
    return written


def elements(drawing: bytes) -> frozenset[str]:
    """Return the ids of everything drawn in a file."""
    return frozenset(str(one.get("id")) for one in xml.parse(drawing).iter() if one.get("id"))


def repeated(answers: Mapping[str, Any], where: Place) -> dict[str, Any]:
    """Return answers for a model that runs several times there: each as often, messages with the number of a round."""
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
