"""Why a drawing cannot run and why a running case is stuck, in words; must not decide either."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from engine import errors
from engine.text import Text

#: Reasons found while reading a drawing: code → English sentence, the key of its translation.
REASONS: Final[Mapping[str, str]] = MappingProxyType({
    "element-type": "Elements of the kind “{type}” cannot run yet. Replace it, or keep it out of this version.",
    "element-unknown": "“{type}” is no element of BPMN 2.0, and what it means is not guessed. Draw what is meant.",
    "event-kind": "An event of the kind “{kind}” cannot run in this place. Draw one event of another kind.",
    "event-unnamed": "It is not said which {kind} is meant here. Choose one, or create it.",
    "condition-empty": "This event has no condition. Write one in FEEL, for example amount > 100.",
    "timer-empty": "It is not said when this timer is due. Write a date, a duration such as P3D or a cycle.",
    "timer-unreadable": "“{source}” is no date, duration or cycle of ISO 8601, and cannot be read: {reason}",
    "timer-cron": "“{value}” is written in the manner of cron and cannot run. Write a cycle such as R/P1D.",
    "no-topic": "It is not said who does this work. Make it an external task and name its topic.",
    "no-message": "This task names no message. Choose the message that is sent or awaited here.",
    "no-called-process": "It is not said which process is called here. Name the called process.",
    "instantiate-here": "Only where no flow leads in, and in no sub-process, a case can begin. Remove the mark.",
    "start-in-sub-process": "A sub-process begins when it is reached. Use a plain start event inside.",
    "condition-start": "No data is there yet that a condition could begin a process by. Draw another start event.",
    "event-sub-process-start": "Nothing says when this event sub-process begins. Draw a start event inside.",
    "flow-at-event-sub-process": "No sequence flow leads to or from an event sub-process. Remove the flow.",
    "sub-process-start": "Nothing begins here: a flow leads into everything inside. Draw a start event inside.",
    "boundary-nowhere": "This boundary event is not attached to an activity beside it. Attach it anew.",
    "flow-into-boundary": "A sequence flow leads into a boundary event. Let it end at the activity instead.",
    "event-gateway-targets": "Only catching events and receive tasks may follow here, with one flow each. Draw it so.",
    "event-gateway-kind": "An event-based gateway that waits for all its events cannot run. Use a parallel gateway.",
    "flow-across": "This flow crosses the border of a sub-process. Let it end at the sub-process itself.",
    "no-id": "An element of the kind “{type}” has no id. Save the drawing again with a modelling tool.",
    "no-start": "Nothing begins this process: a flow leads into everything that is drawn. Draw a start event.",
    "flow-into-start": "A sequence flow leads into a start event. Let it end at the first activity instead.",
    "flow-out-of-end": "A sequence flow leaves an end event. Remove it, or use an intermediate event.",
    "flow-without-end": "This sequence flow does not connect two elements of the process. Draw it again.",
    "link-target": "Nothing catches the link “{name}” on this level. Draw its catching event, or correct the name.",
    "link-twice": "Two events on this level catch the link “{name}”. Give each link a name of its own.",
    "link-flow": "No flow leaves a throwing link or enters a catching one: the link is the path. Remove the flow.",
    "unreachable": "No path leads here from the start event. Connect it or delete it.",
    "conditional-flow": "Only flows out of activities and deciding gateways can have a condition. Put one in front.",
    "flow-without-condition": "This flow of a gateway has no condition. Write one, or make it the default flow.",
    "default-unknown": "The default flow “{flow}” does not leave this element. Choose the default flow again.",
    "multi-instance-here": "Only activities can be repeated for several people or things. Remove the marker here.",
    "multi-instance-count": "It is not said for whom or how often this is repeated. Give a collection or a number.",
    "multi-instance-both": "Both a collection and a number say how often this is repeated. Keep one of them.",
    "multi-instance-behaviour": "The multi-instance behaviour “{behaviour}” cannot run yet. Use “All”.",
    "multi-instance-output": "The collected value “{value}” must be the name of one answer. Write the name alone.",
    "multi-instance-mapping": "Scripts around a repeated task cannot run yet. Put a script task in front or behind.",
    "loop-here": "Only activities can be done again and again. Remove the loop marker here.",
    "loop-endless": "It is not said until when this is done again. Write a condition or how often at most.",
    "loop-maximum": "“{value}” does not say how often at most. Write a whole number from 1 on.",
    "compensation-never": "This is marked as compensation, but no compensation event is tied to it. Tie or unmark it.",
    "compensation-handler": "This event is tied to no activity marked as compensation. Draw the association.",
    "compensation-flow": "No flow leads to or from what undoes: it runs when the work is undone. Remove the flow.",
    "compensation-target": "The activity to be undone is not on this level. Choose one of the same sub-process.",
    "compensation-at-once": "Undoing without waiting for it cannot run yet. Let the event wait for completion.",
    "compensation-here": "Only a sub-process can be undone as a whole. Put this event sub-process into one.",
    "cancel-here": "A cancel end event stands directly in a transaction. Draw a transaction around it.",
    "cancel-nowhere": "This transaction is cancelled, but no cancel event is attached to it. Attach one.",
    "cancel-beside": "Only transactions are cancelled. Attach the cancel event to a transaction.",
    "token-quantity": "“{attribute}” other than 1 cannot run. Remove it and draw the repetition.",
    "mapping-name": "“{value}” cannot be the name of an {what}: use letters, digits and _, and dots between them.",
    "mapping-value": "The value of “{name}” is computed in “{language}”, which is never run. Write FEEL behind =.",
    "no-script": "The script task holds no expression. Write a FEEL context such as {{total: price * number}}.",
    "script-language": "Scripts in “{language}” are never run. Write the script in FEEL and set its format to feel.",
    "script-foreign": "This script in “{language}” cannot be run: {reason}",
    "script-result": "The script is no FEEL context and names no result variable: its value would be lost. Name one.",
    "no-decision": "It is not said which decision this task asks. Choose one, or make it a task of another kind.",
    "decision-computed": "“{value}” is computed while the case runs, so nobody can tell which decision it will be. "
    "Write its id, or ask one decision that chooses.",
    "expression": "“{source}” cannot be read: {reason}",
    "date": "“{value}” is no date or duration. Write for example 2026-03-21T08:00:00 or P3D.",
    "priority": "The priority “{value}” is not a whole number. Write a number such as 50.",
})  # fmt: skip

#: Reasons why a token of a running case stands still: code → English sentence.
INCIDENTS: Final[Mapping[str, str]] = MappingProxyType({
    "expression-failed": "“{source}” could not be evaluated: {reason}",
    "no-way-out": "No condition here is true and there is no default flow. Correct the data, then try again.",
    "condition-not-boolean": "The condition “{source}” gives neither yes nor no. Correct the data, then try again.",
    "script-gives-no-context": "The script did not give a context of named values. Correct the data, then try again.",
    "value-refused": "What was computed here cannot be stored: {reason}",
    "collection-not-list": "“{source}” is not a list, so nothing can be repeated. Correct the data, then try again.",
    "count-not-whole": "“{source}” is not a whole number from 0 on. Correct the data, then try again.",
    "too-many-instances": "{count} repetitions, but only {limit} are allowed. Correct the data, then try again.",
    "assignment": "The {attribute} of this task is neither a text nor a list. Correct the data, then try again.",
    "due": "The {attribute} of this task is not a date. Correct the data, then try again.",
    "not-a-priority": "The priority of this task is not a whole number. Correct the data, then try again.",
    "decision-missing": "The decision “{decision}” is not there. Publish the process anew with its DMN file.",
    "decision-failed": "The decision “{decision}” cannot be made: {reason}",
    "timer": "“{source}” gives no moment to wait for. Correct the data, then try again.",
    "event-name": "“{source}” gives no name here. Correct the data, then try again.",
    "error-uncaught": "The error “{error}” was caught nowhere: {message}. Correct the data, then try again.",
    "call-unknown": "No process “{process}” that fits is published in this agency. Publish it, then try again.",
    "call-too-deep": "Cases call cases more than {limit} levels deep here. Correct the drawing: does it call itself?",
    "call-too-many": "More than {limit} cases began at once. Try again: those that are missing begin then.",
    "call-cancelled": "The called case {number} was ended early. Try again to call anew, or cancel this case.",
    "step-limit": "More than {limit} steps ran without a pause: an endless loop? Check the data, then try again.",
    "tries-exhausted": "This failed at each of {tries} tries, the last time so: {reason}",
    "outside-failed": "Whoever does the work “{topic}” gave up: {message}. Mend the cause, then try again.",
    "outside-silent": "The work “{topic}” was fetched {times} times and not answered. "
    "Look after its worker, then try again.",
    "deadlock": "Nothing can go on: {elements} waits for a branch that will not come. Cancel the case.",
})  # fmt: skip
_UNSAID: Final = "The error “{error}” was caught nowhere. Correct the data, then try again."
_UNNAMED: Final = "An error without a code was caught nowhere. Correct the data, then try again."


def word(name: str) -> dict[str, object]:
    """Return a parameter that is itself to be translated, as plain JSON."""
    return {"msgid": name, "params": {}}


def sentence(problem: errors.RavandError) -> dict[str, object]:
    """Return the sentence of an error as a parameter, still to be translated, as plain JSON."""
    return {"msgid": problem.template(), "params": {name: _plain(value) for name, value in problem.params.items()}}


def said(text: Text) -> dict[str, object]:
    """Return a message for people as a parameter, still to be translated, as plain JSON."""
    return {"msgid": text.msgid, "params": {name: _plain(value) for name, value in text.params.items()}}


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"msgid": value.msgid, "params": {name: _plain(inner) for name, inner in value.params.items()}}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def worded(message: str, params: Mapping[str, object]) -> Text:
    """Return a message for people; parameters stay plain JSON until here, also where one is a sentence itself."""
    shown = {
        name: worded(str(value["msgid"]), value["params"]) if isinstance(value, Mapping) and "msgid" in value else value
        for name, value in params.items()
    }
    return Text(message, shown)


def why(code: str, params: Mapping[str, object]) -> Text:
    """Return why a case stands still as a message for people; an error may have no message, or not even a code."""
    if code == "error-uncaught" and not params.get("message"):
        return worded(_UNSAID if params.get("error") else _UNNAMED, params)
    return worded(INCIDENTS[code], params)


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a drawing cannot run, at one element (its id; empty for the process itself)."""

    element: str
    name: str | None
    code: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)
    line: int = 0

    @property
    def text(self) -> Text:
        """The reason as a message for people."""
        return worded(REASONS[self.code], self.params)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to confirm about a drawing that runs: an expression was translated to FEEL."""

    element: str
    name: str | None
    code: str
    text: Text
    line: int = 0


@dataclass(frozen=True, slots=True)
class Incident:
    """Why one token stands still until somebody tries again."""

    activity: int
    element: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def text(self) -> Text:
        """The reason as a message for people."""
        return why(self.code, self.params)


class Stuck(Exception):
    """A token cannot go on because of the model or the data; inside this room only, it becomes an incident."""

    def __init__(self, code: str, **params: object) -> None:
        """Keep code and parameters of the incident."""
        super().__init__(code)
        self.code = code
        self.params = params
