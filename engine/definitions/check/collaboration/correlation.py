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
    known: dict[Element, dict[str, None]] = {}
    for subscription in document.root.iter(bpmn("correlationSubscription")):
        yield from _subscription(document.graph, subscription, known)


def _properties(key: Element) -> dict[str, None]:
    """Return the properties of a key, in their order."""
    named = (bare(whole_text(child)) for child in children(key, "correlationPropertyRef"))
    return {one: None for one in named if one is not None}


def _subscription(graph: Graph, subscription: Element, known: dict[Element, dict[str, None]]) -> Found:
    """Tell the first property without a value and the first value without a property: a key may have thousands."""
    key = graph.target(subscription.get("correlationKeyRef"))
    if key is None or key.tag != bpmn("correlationKey"):
        return
    bindings = children(subscription, "correlationPropertyBinding")
    named = (bare(child.get("correlationPropertyRef")) for child in bindings)
    bound = {one: None for one in named if one is not None}
    if key not in known:
        known[key] = _properties(key)
    name = clean(key.get("name")) or str(key.get("id") or "")
    if (lacking := next((one for one in known[key] if one not in bound), None)) is not None:
        yield _say(subscription, "warning", _UNBOUND, key=name, property=_shown(graph, lacking))
    if (strange := next((one for one in bound if one not in known[key]), None)) is not None:
        yield _say(subscription, "error", _STRANGE, key=name, property=_shown(graph, strange))


def _shown(graph: Graph, key: str) -> str:
    found = graph.elements.get(key)
    return key if found is None else clean(found.get("name")) or key


def _say(place: Element, severity: Severity, sentence: str, **params: object) -> Finding:
    return RULE.at(where(place), severity=severity, reason={"msgid": sentence, "params": params})
