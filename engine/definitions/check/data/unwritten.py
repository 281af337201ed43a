"""Rule `unwritten`: what is read was asked for or computed before (facts/administration.md 5.2, S13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine import errors, feel, forms
from engine.definitions import form_sources
from engine.definitions.check.rule import Document, Found, Process, Rule, Surroundings
from engine.definitions.graph import Graph
from engine.feel.nodes import ContextOf
from engine.spiff import Element
from engine.spiff.vocabulary import bpmn, clean, vendor

RULE = Rule(
    "unwritten",
    "warning",
    "“{variable}” is read here, but no form and no script before it gives it a value.",
    "Ask for it in a form before this place, or correct its name.",
)
#: Elements that give values only by a form or a script; all others may bring whatever the outside world says.
_KNOWN = frozenset({
    "startEvent", "endEvent", "task", "userTask", "manualTask", "scriptTask", "exclusiveGateway", "parallelGateway",
    "inclusiveGateway", "intermediateThrowEvent",
})  # fmt: skip
_BOUND = ("loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances")
_MOST = 2_000  # variables; no drawing for people reads so many
_ROUNDS = 12  # a drawing whose loops lie deeper in each other than this is left alone


@dataclass(frozen=True, slots=True)
class _Use:
    """What an element writes (None: anything), and what it and the flows out of it read, with their place."""

    writes: frozenset[str] | None
    reads: tuple[tuple[Element, str], ...]
    leaving: tuple[tuple[Element, str], ...]


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each variable that no path before writes; only where the start form says what comes in."""
    for process in document.processes:
        known = _given(document.graph, process, surroundings.files)
        if known is None:
            continue
        outermost = [node for node in process.structure.nodes.values() if node.parent is None]
        uses = {node.id: _use(process, node, surroundings.files) for node in outermost}
        wanted = {name for use in uses.values() for _, name in (*use.reads, *use.leaving)} - known
        if 0 < len(wanted) <= _MOST:
            yield from _unwritten(process, uses, wanted)


def _given(graph: Graph, process: Process, files: Mapping[str, bytes]) -> frozenset[str] | None:
    """Return what is there when a case begins, None where nobody knows."""
    starts = [node for node in process.structure.nodes.values() if node.type == "startEvent" and node.parent is None]
    if len(starts) != 1 or starts[0].events or starts[0].handover:
        return None
    asked = _fields(process, starts[0].id, files)
    if asked is None:
        return None
    named = process.element.iter(*map(bpmn, ("dataObject", "dataObjectReference", "property", "dataInput")))
    data = {text for one in named for text in (clean(one.get("name")), one.get("id")) if text}
    initiator = vendor(graph.nodes[starts[0].id].xml, "initiator") if starts[0].id in graph.nodes else None
    return frozenset(asked | data | set(_BOUND) | ({initiator} if initiator else set()))


def _fields(process: Process, element: str, files: Mapping[str, bytes]) -> set[str] | None:
    source = process.forms.get(element)
    if source is None:
        return None
    try:
        form: forms.Form = form_sources.load(source, files)
    except errors.FormNotUsable:
        return None
    return {field.key for field in form.fields}


def _use(process: Process, node: Element, files: Mapping[str, bytes]) -> _Use:
    leaving = [process.structure.flows[flow] for flow in node.outgoing]
    conditions = tuple(
        (flow, name) for flow in leaving if flow.condition for name in _names(flow.condition, flow.language)
    )
    if node.type not in _KNOWN or node.events or node.handover:
        return _Use(None, (), conditions)
    if node.type == "scriptTask":
        return _script(node, conditions)
    reads: list[str] = []
    writes = _fields(process, node.id, files) or set()
    if node.multiple is not None:
        bound = {node.multiple.item, node.multiple.index, *_BOUND}
        for source in (node.multiple.cardinality, None if node.multiple.by_name else node.multiple.collection):
            reads += [name for name in _names(source) if name not in bound]
        if node.multiple.by_name and node.multiple.collection:
            reads.append(node.multiple.collection)
        writes |= {node.multiple.output} if node.multiple.output else set()
    if node.human and node.id not in process.forms:
        return _Use(None, tuple((node, name) for name in reads), conditions)
    return _Use(frozenset(writes), tuple((node, name) for name in reads), conditions)


def _script(node: Element, leaving: tuple[tuple[Element, str], ...]) -> _Use:
    try:
        expression = feel.parse(feel.translate(node.script or "", node.language).source)
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return _Use(None, (), leaving)
    writes = {node.result_variable} if node.result_variable else set()
    if isinstance(expression.tree, ContextOf) and node.result_variable is None:
        writes |= {name for name, _ in expression.tree.entries}
    reads = tuple((node, name) for name in sorted(expression.names))
    return _Use(frozenset(one for one in writes if one), reads, leaving)


def _names(source: str | None, language: str | None = None) -> Iterable[str]:
    """Return the variables that an expression surely reads; none where it cannot be read (`expression` says so)."""
    if not source:
        return ()
    try:
        return sorted(feel.parse(feel.translate(source, language).source).names)
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return ()


def _unwritten(process: Process, uses: Mapping[str, _Use], wanted: set[str]) -> Found:
    """Tell what may have been written before each element, one bit a variable; silent where that takes too long."""
    bits = {name: 1 << place for place, name in enumerate(sorted(wanted))}
    everything = (1 << len(bits)) - 1
    written = {
        key: everything if use.writes is None else sum(bits[name] for name in use.writes if name in bits)
        for key, use in uses.items()
    }
    order = [key for key in _order(process) if key in uses]  # inside a sub-process anything may have come in
    before = dict.fromkeys(order, 0)
    for _ in range(_ROUNDS):
        changed = False
        for key in order:
            after = before[key] | written[key]
            for flow in process.structure.nodes[key].outgoing:
                target = process.structure.flows[flow].target or ""
                if target in before and after & ~before[target]:
                    before[target] |= after
                    changed = True
        if not changed:
            yield from _told(uses, bits, before, written)
            return


def _order(process: Process) -> list[str]:
    """Return the elements so that each stands behind those before it on a path, as far as loops allow."""
    structure = process.structure
    entered: set[str] = set()
    left: list[str] = []
    for first in [key for key, node in structure.nodes.items() if not node.incoming] + list(structure.nodes):
        walk = [(first, iter(structure.nodes[first].outgoing))] if first not in entered else []
        entered.add(first)
        while walk:
            key, flows = walk[-1]
            target = next((structure.flows[flow].target or "" for flow in flows), None)
            if target is None:
                left.append(key)
                walk.pop()
            elif target in structure.nodes and target not in entered:
                entered.add(target)
                walk.append((target, iter(structure.nodes[target].outgoing)))
    return left[::-1]


def _told(
    uses: Mapping[str, _Use], bits: Mapping[str, int], before: Mapping[str, int], written: Mapping[str, int]
) -> Found:
    for key, use in uses.items():
        for reads, there in ((use.reads, before[key]), (use.leaving, before[key] | written[key])):
            for place, name in reads:
                if name in bits and not there & bits[name]:
                    yield RULE.at(place, variable=name)
