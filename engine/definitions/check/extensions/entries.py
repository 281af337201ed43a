"""What an entry of a vendor's vocabulary is: a name, where it may stand, what is done with it; must not hold any."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from engine.definitions.graph import ACTIVITIES
from engine.spiff.vocabulary import FLOW_NODES

#: "done": it works where the element runs. "later": it belongs to what does not run, of which another finding speaks.
#: "kept": plain data with no duty. "idle": it needs nothing done. "left": it is not done, and somebody should look.
#: "java": it names a program, which is never run.
Treatment = Literal["done", "later", "kept", "idle", "left", "java"]

#: BPMN names of elements; an empty set stands for everywhere.
ANYWHERE: Final[frozenset[str]] = frozenset()
PROCESS: Final = frozenset({"process"})
START: Final = frozenset({"startEvent"})
USER: Final = frozenset({"userTask"})
PERSON: Final = frozenset({"userTask", "task"})
ASKING: Final = frozenset({"userTask", "task", "startEvent"})
SCRIPT: Final = frozenset({"scriptTask"})
CALL: Final = frozenset({"callActivity"})
RULES: Final = frozenset({"businessRuleTask"})
#: What does work by program: tasks, and events that send messages.
WORKING: Final = frozenset({"serviceTask", "sendTask", "businessRuleTask", "messageEventDefinition"})
#: Where a drawing may say how failed work is tried again: outside work, calls and timers.
TRIED: Final = (WORKING | CALL | START) | frozenset({
    "timerEventDefinition", "intermediateCatchEvent", "boundaryEvent", "intermediateThrowEvent", "endEvent",
})  # fmt: skip
REPEATED: Final = frozenset({"multiInstanceLoopCharacteristics"})
CONDITION: Final = frozenset({"conditionExpression"})
NODES: Final = FLOW_NODES
ANY_ACTIVITY: Final = ACTIVITIES
GIVING: Final = NODES - {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One attribute or element of a vocabulary: where it may stand, what is done with it, and why (a sentence)."""

    name: str
    places: frozenset[str]
    treatment: Treatment
    why: str = ""


#: A vocabulary by name; a name has several entries where its meaning depends on the place.
Vocabulary = Mapping[str, tuple[Entry, ...]]


def entries(treatment: Treatment, places: Iterable[str], names: str, why: str = "") -> Iterator[Entry]:
    """Give entries that are alike for names separated by blanks."""
    where = frozenset(places)
    return (Entry(name, where, treatment, why) for name in names.split())


def vocabulary(*groups: Iterator[Entry]) -> Vocabulary:
    """Return the entries by name."""
    found: dict[str, tuple[Entry, ...]] = {}
    for group in groups:
        for entry in group:
            found[entry.name] = (*found.get(entry.name, ()), entry)
    return MappingProxyType(found)


def entry_at(known: Vocabulary, name: str, place: str) -> Entry | None:
    """Return what a name means at a place; None where it means nothing there. Raises KeyError for an unknown name."""
    return next((entry for entry in known[name] if not entry.places or place in entry.places), None)


SAVED: Final = "a case is saved whenever it waits, whatever is written here."
ORDER: Final = "the steps of a case run at once, not in a queue with priorities."
RETENTION: Final = "how long records are kept is settled for the whole agency, not in a drawing."
LISTENER: Final = "listeners are programs, and no program of a drawing is run."
TEMPLATE: Final = "a template fills in properties while drawing; only what it has filled in counts."
STARTERS: Final = "permissions say who may begin a case, not the drawing."
LISTED: Final = "every published process stands in the list of services."
HANDLER: Final = "it names a program that treats forms, and no program of a drawing is run."
BOUND: Final = "a form always comes from the same upload as its drawing."
SKIPPED: Final = "tasks are never skipped; an exclusive gateway in front of it would say the same."
WEEKDAYS: Final = "deadlines follow the agency's own calendar."
TRANSIENT: Final = "all values of a case are kept in its record."
NAMED: Final = "cases and tasks keep the names that Ravand gives them."
URGENT: Final = "how urgent outside work is stands at each task, not at the process."
RESULT: Final = "what outside work answers is named by whoever answers it, or by an output mapping."
TRIGGERED: Final = "outside work ends with the answer of its worker; nothing else triggers it."
RULED: Final = "a business rule task asks one decision, with all values that it can see."
HERE: Final = "processes and decisions are always those of the agency itself."
CALLED: Final = "a process is called by its id; there is no case management here."
BINDING: Final = "calledElementBinding says which version is called."
HANDED: Final = "what goes to a called case and comes back is said by the elements in and out."
TOLD: Final = "what comes with an error goes to errorCodeVariable and errorMessageVariable."
WATCHED: Final = "a condition is looked at again whenever any value of the case changes."
ROUNDS: Final = "a repeated timer ends after the rounds that its cycle names, or with what it belongs to."
PLAIN: Final = "only what BPMN itself says about this event counts."
THROWN: Final = "errors come from the worker's answer, never from what another product throws."
COLLECTED: Final = "the results of a repeated activity go to its output collection."
ASSIGNED: Final = "who may do a task is said by its assignee, its candidates and its lane."
WRITTEN: Final = "only the element of this name is read, not the attribute."
KEYED: Final = "messages find their case by BPMN's correlation keys."
REASONS: Final = (
    SAVED, ORDER, RETENTION, LISTENER, TEMPLATE, STARTERS, LISTED, HANDLER, BOUND, SKIPPED, WEEKDAYS, TRANSIENT, NAMED,
    URGENT, RESULT, TRIGGERED, RULED, HERE, CALLED, BINDING, HANDED, TOLD, WATCHED, ROUNDS, PLAIN, THROWN, COLLECTED,
    ASSIGNED, WRITTEN, KEYED,
)  # fmt: skip
