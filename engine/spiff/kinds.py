"""Which class plays which drawn element, and what it reads of the drawing; must not run or judge anything.

To add a kind of element: write its class in a file of its own and give it a line here.
"""

from collections.abc import Mapping
from typing import Any, Final

from engine.spiff.compensation import Abandon, Undo, UndoAtEnd
from engine.spiff.elements import Choice, End, ForkJoin, Human, Pass, Scripted, Start
from engine.spiff.errands import Call, External
from engine.spiff.events import Boundary, Branches, Catch
from engine.spiff.frames import Each
from engine.spiff.inclusive import Gather
from engine.spiff.rounds import Rounds
from engine.spiff.rules import Ruled
from engine.spiff.scopes import Alert, Handling, Nest
from engine.spiff.several import Several
from engine.spiff.structure import Element
from engine.spiff.throwing import Finish, Throw
from engine.spiff.undoing import UNDO

#: (type, kind of event; empty for none) → class.
KINDS: Final[Mapping[tuple[str, str], Any]] = {
    ("startEvent", ""): Start,
    ("startEvent", "timer"): Start,
    ("startEvent", "message"): Start,
    ("startEvent", "signal"): Start,
    ("startEvent", "conditional"): Start,
    ("endEvent", ""): End,
    ("endEvent", "terminate"): End,
    ("endEvent", "message"): Finish,
    ("endEvent", "signal"): Finish,
    ("endEvent", "escalation"): Finish,
    ("endEvent", "error"): Finish,
    ("endEvent", "compensate"): UndoAtEnd,
    ("endEvent", "cancel"): Abandon,
    ("intermediateThrowEvent", ""): Pass,
    ("intermediateThrowEvent", "link"): Pass,
    ("intermediateThrowEvent", "message"): Throw,
    ("intermediateThrowEvent", "signal"): Throw,
    ("intermediateThrowEvent", "escalation"): Throw,
    ("intermediateThrowEvent", "compensate"): Undo,
    ("intermediateCatchEvent", "link"): Pass,
    ("intermediateCatchEvent", "timer"): Catch,
    ("intermediateCatchEvent", "message"): Catch,
    ("intermediateCatchEvent", "signal"): Catch,
    ("intermediateCatchEvent", "conditional"): Catch,
    ("boundaryEvent", "timer"): Boundary,
    ("boundaryEvent", "message"): Boundary,
    ("boundaryEvent", "signal"): Boundary,
    ("boundaryEvent", "conditional"): Boundary,
    ("boundaryEvent", "error"): Boundary,
    ("boundaryEvent", "escalation"): Boundary,
    ("boundaryEvent", "cancel"): Boundary,
    ("boundaryEvent", "compensate"): Pass,
    ("task", ""): Pass,
    ("manualTask", ""): Pass,
    ("userTask", ""): Human,
    ("scriptTask", ""): Scripted,
    ("businessRuleTask", ""): Ruled,
    ("serviceTask", ""): External,
    ("sendTask", ""): Throw,
    ("receiveTask", ""): Catch,
    ("callActivity", ""): Call,
    ("subProcess", ""): Nest,
    ("transaction", ""): Nest,
    ("exclusiveGateway", ""): Choice,
    ("parallelGateway", ""): ForkJoin,
    ("inclusiveGateway", ""): Gather,
    ("eventBasedGateway", ""): Branches,
}
#: Kinds of events at which an event sub-process may begin; those of the second line are thrown and never waited for.
ALERTS: Final = frozenset({"timer", "message", "signal", "conditional", "error", "escalation"})
CAUGHT: Final = frozenset({"error", "escalation", "cancel"})


def kind_of(element: Element, around: Element | None) -> Any:
    """Return the class that plays an element inside `around` (None: the process); KeyError where none does."""
    event = "" if element.type in {"sendTask", "receiveTask"} else next(iter(element.events), "")
    if element.human:
        return Human
    if element.type == "startEvent" and around is not None and around.handles:
        if event == UNDO:
            return Start
        if event in ALERTS:
            return Alert
        raise KeyError(element.type, event)
    found = KINDS[element.type, event]
    if element.handles and element.type == "subProcess":
        return Handling
    if element.outside is not None and (found in {Throw, Finish, External} or element.asked is None):
        return External
    return found


def frame_of(element: Element) -> Any | None:
    """Return the class of the frame around the repetitions of an element, None where nothing is repeated."""
    if element.loop is not None:
        return Rounds
    if element.multiple is None:
        return None
    return Several if element.human else Each
