"""Rule `ad-hoc`: an ad-hoc sub-process holds activities, and no start or end event (BPMN 2.0.2, 10.3.5)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES
from engine.spiff.vocabulary import child_text

RULE = Rule(
    "ad-hoc",
    "error",
    "{reason}",
    "Draw the tasks that may be done in any order, remove start and end events, and say when it is finished.",
)
_EMPTY = "The ad-hoc sub-process holds no task; there is nothing that could be done in it."
_EVENT = "The {kind} stands in an ad-hoc sub-process, where people choose what to begin with and when to end."
_ENDLESS = "It is not said when the ad-hoc sub-process is finished."
TEXTS = (_EMPTY, _EVENT, _ENDLESS)
_KINDS = {"startEvent": "start event", "endEvent": "end event"}


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each ad-hoc sub-process without activities or without an end, and each event in one."""
    for scope in document.graph.scopes.values():
        if scope.type != "adHocSubProcess":
            continue
        if next(scope.of_type(*ACTIVITIES), None) is None:
            yield RULE.at(scope, reason={"msgid": _EMPTY})
        elif child_text(scope.xml, "completionCondition") is None:
            yield RULE.at(scope, severity="warning", reason={"msgid": _ENDLESS})
        for event in scope.of_type(*_KINDS):
            if event.id not in document.given:
                kind = {"msgid": _KINDS[event.type]}
                yield RULE.at(event, reason={"msgid": _EVENT, "params": {"kind": kind}})
