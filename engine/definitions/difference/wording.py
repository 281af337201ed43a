"""What properties and their values are called in the reader's words; must not compare them."""

import re
from collections.abc import Mapping
from typing import Final

from engine.definitions.words import KINDS
from engine.text import Text, translate

_MORE_KINDS: Final[Mapping[str, str]] = {
    "definitions": "the file itself",
    "collaboration": "collaboration",
    "choreography": "choreography",
    "globalConversation": "conversation",
    "signal": "signal",
    "error": "error of a process",
    "escalation": "escalation",
    "itemDefinition": "type of a value",
    "interface": "interface of a service",
    "resource": "resource",
    "category": "category",
    "correlationProperty": "correlation property",
}
_PROPERTIES: Final[Mapping[str, str]] = {
    "type": "kind",
    "name": "name",
    "ravand:nameEn": "English name",
    "event": "reacts to",
    "within": "lies in",
    "lane": "lane",
    "sourceRef": "leads from",
    "targetRef": "leads to",
    "default": "default flow",
    "attachedToRef": "attached to",
    "conditionExpression": "condition",
    "condition": "condition",
    "documentation": "description",
    "text": "text",
    "script": "script",
    "scriptFormat": "language of the script",
    "language": "language of the expression",
    "isExecutable": "executable",
    "processRef": "process",
    "messageRef": "message",
    "signalRef": "signal",
    "errorRef": "error code",
    "errorCode": "error code",
    "escalationRef": "escalation",
    "escalationCode": "escalation code",
    "calledElement": "called process",
    "dataObjectRef": "data object",
    "dataStoreRef": "data store",
    "dataState": "state of the data",
    "itemSubjectRef": "type of the value",
    "isCollection": "holds several",
    "cancelActivity": "interrupts the activity",
    "isInterrupting": "interrupts the process",
    "triggeredByEvent": "begins with an event",
    "isForCompensation": "undoes another activity",
    "instantiate": "begins a case",
    "parallelMultiple": "waits for all its events",
    "isSequential": "one after the other",
    "loopCardinality": "how many times",
    "completionCondition": "finished when",
    "loopCondition": "repeats while",
    "testBefore": "asks before each round",
    "loopMaximum": "at most this many rounds",
    "multiInstanceLoopCharacteristics": "several times",
    "standardLoopCharacteristics": "loop",
    "timerEventDefinition": "timer",
    "messageEventDefinition": "message event",
    "signalEventDefinition": "signal event",
    "errorEventDefinition": "error event",
    "escalationEventDefinition": "escalation event",
    "conditionalEventDefinition": "conditional event",
    "linkEventDefinition": "link",
    "compensateEventDefinition": "compensation",
    "timeDuration": "duration",
    "timeDate": "date",
    "timeCycle": "cycle",
    "property": "property",
    "gatewayDirection": "direction",
    "eventGatewayType": "kind of choice",
    "associationDirection": "direction",
    "implementation": "how it is done",
    "operationRef": "operation",
    "startQuantity": "tokens to begin",
    "completionQuantity": "tokens at the end",
    "camunda:assignee": "assignee",
    "camunda:candidateUsers": "candidates",
    "camunda:candidateGroups": "candidate groups",
    "camunda:candidateStarterUsers": "who may begin a case",
    "camunda:candidateStarterGroups": "groups that may begin a case",
    "camunda:dueDate": "deadline",
    "camunda:followUpDate": "follow-up date",
    "camunda:priority": "priority",
    "camunda:formKey": "form",
    "camunda:formRef": "form",
    "camunda:formField": "form field",
    "camunda:validation": "rules for the value",
    "camunda:constraint": "rule",
    "camunda:versionTag": "version tag",
    "camunda:historyTimeToLive": "how long history is kept",
    "camunda:initiator": "variable for who begins",
    "camunda:type": "way of the service",
    "camunda:topic": "topic",
    "camunda:class": "Java class",
    "camunda:delegateExpression": "Java bean",
    "camunda:expression": "expression",
    "camunda:resultVariable": "variable for the result",
    "camunda:decisionRef": "decision",
    "camunda:collection": "for each of",
    "camunda:elementVariable": "variable for each",
    "camunda:inputParameter": "input",
    "camunda:outputParameter": "output",
    "camunda:in": "given to the called process",
    "camunda:out": "taken from the called process",
    "camunda:property": "property",
    "camunda:executionListener": "listener",
    "camunda:taskListener": "listener of the task",
    "camunda:asyncBefore": "saved before",
    "camunda:asyncAfter": "saved after",
    "camunda:failedJobRetryTimeCycle": "tries after a failure",
    "camunda:value": "choice",
    "zeebe:taskDefinition": "job type",
    "zeebe:assignmentDefinition": "assignment",
    "zeebe:formDefinition": "form",
    "zeebe:calledElement": "called process",
    "zeebe:calledDecision": "decision",
    "zeebe:input": "input",
    "zeebe:output": "output",
    "zeebe:header": "header",
    "zeebe:property": "property",
    "zeebe:executionListener": "listener",
    "zeebe:taskListener": "listener of the task",
    "zeebe:script": "script",
    "zeebe:subscription": "subscription",
    "zeebe:versionTag": "version tag",
    "spiffworkflow:preScript": "script before",
    "spiffworkflow:postScript": "script after",
    "spiffworkflow:property": "property",
    "spiffworkflow:instructionsForEndUser": "instructions",
    "spiffworkflow:serviceTaskOperator": "service",
    "label": "label",
    "value": "value",
    "defaultValue": "value at the beginning",
    "retries": "tries",
    "assignee": "assignee",
    "candidateGroups": "candidate groups",
    "candidateUsers": "candidates",
    "targetNamespace": "namespace of the file",
    "form file": "contents of the form",
    "title": "title",
    "drawing": "has a drawing",
    "position": "place",
    "size": "size",
    "line": "course",
    "place of the name": "place of the name",
    "fill": "colour of the area",
    "stroke": "colour of the line",
    "text colour": "colour of the text",
    "isHorizontal": "lies level",
    "isExpanded": "shows its inside",
    "isMarkerVisible": "shows its sign",
    "isMessageVisible": "shows its message",
    "participantBandKind": "place of the partner",
    "messageVisibleKind": "message shown",
}
_EVENTS: Final[Mapping[str, str]] = {
    "cancel": "cancellation",
    "compensate": "compensation",
    "conditional": "condition",
    "error": "error",
    "escalation": "escalation",
    "link": "link",
    "message": "message",
    "signal": "signal",
    "terminate": "termination",
    "timer": "timer",
}
#: Shown first, in this order; the others follow by their path.
_FIRST: Final = ("type", "name", "event", "sourceRef", "targetRef", "attachedToRef", "within", "lane", "default")
_SEGMENT: Final = re.compile(r"(?P<name>[^\[#]+)(?:\[(?P<key>.*)\])?(?:#(?P<number>\d+))?", re.DOTALL)
_YES_NO: Final = {"true": "Yes", "false": "No"}


def kind_of(type_: str) -> Text:
    """Return the words for a kind of thing."""
    return Text(KINDS.get(type_) or _MORE_KINDS.get(type_, "element"))


def property_words(path: tuple[str, ...]) -> Text:
    """Return a property in the reader's words: what the file calls it where there are none."""
    words = _segment(path[0], "")
    prefix = "camunda" if path[0].startswith(("camunda:", "zeebe:")) else ""
    for part in path[1:]:
        words = Text("{outer}: {inner}", {"outer": words, "inner": _segment(part, prefix)})
    return words


def shown(path: tuple[str, ...], value: str | None, lang: str) -> str | None:
    """Return a value in the reader's words: kinds and yes or no have words, all else stands as it is written."""
    if value is None:
        return None
    if path == ("type",):
        return kind_of(value).show(lang)
    if path == ("event",):
        return ", ".join(translate(lang, _EVENTS.get(one, one)) for one in value.split(", "))
    return translate(lang, _YES_NO[value]) if value in _YES_NO else value


def rank(path: tuple[str, ...]) -> int:
    """Return where a property stands among those of a thing."""
    return _FIRST.index(path[0]) if len(path) == 1 and path[0] in _FIRST else len(_FIRST)


def _segment(segment: str, prefix: str) -> Text:
    """Return the words of one part of a path; an attribute of a vendor's element is called as on an element of BPMN."""
    found = _SEGMENT.fullmatch(segment)
    name = found["name"] if found else segment
    words = Text(_PROPERTIES.get(name) or _PROPERTIES.get(f"{prefix}:{name}") or _named(name))
    if found and found["key"]:
        words = Text("{what} “{key}”", {"what": words, "key": found["key"]})
    if found and found["number"]:
        words = Text("{what} no. {number}", {"what": words, "number": int(found["number"])})
    return words


def _named(name: str) -> str:
    """Return what the file calls a property; braces would be taken for places to fill."""
    return re.sub(r"^(\{[^}]*\}|\w+:)", "", name).replace("{", "(").replace("}", ")")
