"""Rule `correlation`: keys that find the right case are complete: properties, paths, bindings (BPMN 2.0.2, 8.4.2)."""

from engine.definitions.check.rule import Document, Finding, Found, Rule, Severity, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import Graph, bare
from engine.spiff.vocabulary import bpmn, children, clean, whole_text
from engine.xml import Element

RULE = Rule(
    "correlation",
    "error",
    "{reason}",
    "Say for each property of the key where its value lies in the message and in the case.",
)
_EMPTY = "It is not said where the value lies: “{part}” is empty."
_KEY = "The correlation key “{key}” has no property, so no message can be matched by it."
_UNBOUND = "The key “{key}” has the property “{property}”, but the process does not say its value."
_STRANGE = "The process gives a value for “{property}”, which is no property of the key “{key}”."
TEXTS = (_EMPTY, _KEY, _UNBOUND, _STRANGE)
_PATHS = (bpmn("messagePath"), bpmn("dataPath"))


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each empty path, each key without properties and each binding that does not fit its key."""
    for path in document.root.iter(*_PATHS):
        if whole_text(path) is None:
            yield _say(path, "error", _EMPTY, part=str(path.tag).rpartition("}")[2])
    for key in document.root.iter(bpmn("correlationKey")):
        if not _properties(key):
            yield _say(key, "warning", _KEY, key=clean(key.get("name")) or str(key.get("id") or ""))
    for subscription in document.root.iter(bpmn("correlationSubscription")):
        yield from _subscription(document.graph, subscription)


def _properties(key: Element) -> set[str]:
    return {one for child in children(key, "correlationPropertyRef") if (one := bare(whole_text(child))) is not None}


def _subscription(graph: Graph, subscription: Element) -> Found:
    key = graph.target(subscription.get("correlationKeyRef"))
    if key is None or key.tag != bpmn("correlationKey"):
        return
    bindings = children(subscription, "correlationPropertyBinding")
    bound = {one for child in bindings if (one := bare(child.get("correlationPropertyRef"))) is not None}
    wanted = _properties(key)
    name = clean(key.get("name")) or str(key.get("id") or "")
    for one in sorted(wanted - bound):
        yield _say(subscription, "warning", _UNBOUND, key=name, property=_shown(graph, one))
    for one in sorted(bound - wanted):
        yield _say(subscription, "error", _STRANGE, key=name, property=_shown(graph, one))


def _shown(graph: Graph, key: str) -> str:
    found = graph.elements.get(key)
    return key if found is None else clean(found.get("name")) or key


def _say(place: Element, severity: Severity, sentence: str, **params: object) -> Finding:
    return RULE.at(where(place), severity=severity, reason={"msgid": sentence, "params": params})
