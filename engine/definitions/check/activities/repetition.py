"""Rule `repetition`: it is said how often a loop or multi-instance runs, and with which items (BPMN 2.0.2, 10.3.8)."""

import re
from decimal import Decimal

from engine import errors, feel
from engine.definitions.check.dialects import CAMUNDA, SPIFF, speaks
from engine.definitions.check.references.table import ITEMS
from engine.definitions.check.rule import Document, Finding, Found, Rule, Severity, Surroundings
from engine.definitions.graph import Graph, Node, bare
from engine.feel import nodes
from engine.spiff.vocabulary import child_text, children, local, vendor, zeebe
from engine.xml import Element

RULE = Rule(
    "repetition",
    "error",
    "{reason}",
    "Open the loop marker of this element and say for which list, how often, or until when it is repeated.",
)
_WHOLE = "“{value}” is no number of repetitions; give a whole number from 0 on, or an expression."
_WORDS = "“{value}” is neither a number of repetitions nor an expression that gives one."
_TOO_MANY = "{value} repetitions are drawn, but at most {limit} can run."
_NEVER = "It may run “{value}” times at most, so it never runs."
_ENDLESS = "It is not said when the repetition ends: there is neither a condition nor a greatest number."
_KIND = "The list “{value}” is neither a data object nor other data."
_VARIABLE = "The file describes no data “{value}”; the list is taken from the variable of this name."
_NOT_OWN = "The list “{value}” is not among the data inputs of this task, as the standard asks."
_ITEM = "A name for the single item is given, but no list."
_COMPLEX = "Its behaviour is complex, but no behaviour is described."
_UNUSED = "A complex behaviour is described, but its behaviour is “{value}”, so it is never looked at."
TEXTS = (_WHOLE, _WORDS, _TOO_MANY, _NEVER, _ENDLESS, _KIND, _VARIABLE, _NOT_OWN, _ITEM, _COMPLEX, _UNUSED)

#: What the engine opens for one task (engine/spiff/program.py, Limits.instances; facts/reliability.md 2.2).
MOST = 1_000
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give the findings of every activity with a loop marker; some tools let the list be the name of a variable."""
    unknown: Severity = "warning" if speaks(document.root, *CAMUNDA, *SPIFF) else "error"
    for node in document.graph.nodes.values():
        if node.repeated == "loop":
            for drawn in children(node.xml, "standardLoopCharacteristics"):
                yield from _loop(node, drawn)
        elif node.repeated == "multiple":
            for drawn in children(node.xml, "multiInstanceLoopCharacteristics"):
                yield from _number(node, drawn)
                yield from _list(document.graph, node, drawn, unknown)
                yield from _behaviour(node, drawn)


def _say(node: Node, severity: Severity, sentence: str, **params: object) -> Finding:
    return RULE.at(node, severity=severity, reason={"msgid": sentence, "params": params})


def _loop(node: Node, drawn: Element) -> Found:
    most = (drawn.get("loopMaximum") or "").strip()
    if child_text(drawn, "loopCondition") is None and not most:
        yield _say(node, "warning", _ENDLESS)
    if _NUMBER.fullmatch(most) and float(most) < 1:
        yield _say(node, "warning", _NEVER, value=most)


def _number(node: Node, drawn: Element) -> Found:
    given = child_text(drawn, "loopCardinality")
    if given is None:
        return
    if _NUMBER.fullmatch(given) is None:
        if _is_no_number(given):
            yield _say(node, "error", _WORDS, value=given[:60])
        return
    count = float(given)
    if count < 0 or count != int(count):
        yield _say(node, "error", _WHOLE, value=given)
    elif count > MOST:
        yield _say(node, "error", _TOO_MANY, value=given, limit=MOST)


def _is_no_number(given: str) -> bool:
    """Whether a text is words or a constant that cannot be counted; what cannot be read is told by `expression`."""
    try:
        expression = feel.parse(feel.translate(given).source)
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return False
    tree = expression.tree
    if isinstance(tree, nodes.Literal):
        return not isinstance(tree.value, Decimal)
    return isinstance(tree, nodes.Name) and " " in tree.name


def _list(graph: Graph, node: Node, drawn: Element, unknown: Severity) -> Found:
    for name in ("loopDataInputRef", "loopDataOutputRef"):
        given = bare(child_text(drawn, name))
        target = graph.elements.get(given or "")
        if given is None:
            continue
        if target is None:
            yield _say(node, unknown, _VARIABLE, value=given)
        elif local(target) not in ITEMS:
            yield _say(node, "error", _KIND, value=given)
        elif name == "loopDataInputRef" and not node.type.lower().endswith(("process", "transaction")):
            own = target.getparent()
            if own is None or own.getparent() is not node.xml:
                yield _say(node, "warning", _NOT_OWN, value=given)
    listed = child_text(drawn, "loopDataInputRef") or vendor(drawn, "collection")
    if next(children(drawn, "inputDataItem"), None) is not None and not (
        listed or zeebe(drawn, "loopCharacteristics", "inputCollection")
    ):
        yield _say(node, "warning", _ITEM)


def _behaviour(node: Node, drawn: Element) -> Found:
    behaviour = drawn.get("behavior", "All")
    described = next(children(drawn, "complexBehaviorDefinition"), None) is not None
    if behaviour == "Complex" and not described:
        yield _say(node, "warning", _COMPLEX)
    if behaviour != "Complex" and described:
        yield _say(node, "warning", _UNUSED, value=behaviour)
