"""Change `add-timer {element, kind, value}`: an event gets its time: timeDuration, timeDate or timeCycle."""

from collections.abc import Mapping
from typing import Final

from engine import errors
from engine.definitions.mend.made import XSI, Made
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import children, local
from engine.xml import BPMN

NAME = "add-timer"
WORDS = "Set its time: {value}"
DEFAULTS: Final = {"kind": "timeDuration", "value": "P1D"}  # a day, until somebody says better
_TIMER: Final = "timerEventDefinition"
_KINDS: Final = ("timeDuration", "timeDate", "timeCycle")


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write the time into the timer of an event, which gets a timer if it has none."""
    element, kind = source.element(change.get("element")), str(change.get("kind") or DEFAULTS["kind"])
    if kind not in _KINDS:
        raise errors.ChangeDoesNotFit
    timer = element if local(element) == _TIMER else next(children(element, _TIMER), None)
    attributes = {f"{{{XSI}}}type": f"{source.writing.spans[element].prefix}tFormalExpression"}
    time = Made(f"{{{BPMN}}}{kind}", attributes, text=str(change.get("value") or DEFAULTS["value"]))
    if timer is None:
        source.writing.last(element, Made(f"{{{BPMN}}}{_TIMER}", {}, (time,)))
        return
    for old in children(timer, *_KINDS):
        source.writing.drop(old)
    source.writing.last(timer, time)
