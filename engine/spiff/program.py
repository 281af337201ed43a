"""One process, parsed once per version and shared by all its cases and threads; must not hold anything of a case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import errors
from engine.feel import nodes
from engine.spiff.asking import Basis
from engine.spiff.errands import Calling, Errand
from engine.spiff.exchange import Exchange
from engine.spiff.expressions import FEEL, PYTHON, Formula, Script, Unreadable, read, read_python
from engine.spiff.loops import Until
from engine.spiff.moments import StartWait
from engine.spiff.opening import Opening
from engine.spiff.parser import alerts_of, specification
from engine.spiff.reasons import Problem, Remark
from engine.spiff.runnable import problems
from engine.spiff.several import Plan
from engine.spiff.structure import Element, Structure, outline, structure
from engine.spiff.timers import Timing
from engine.spiff.triggers import event_parts, starts
from engine.xml import Element as Xml

_FEEL = (
    FEEL,
    "http://www.omg.org/spec/feel",
    "http://www.omg.org/spec/dmn",
    "https://www.omg.org/spec/feel",
    "https://www.omg.org/spec/dmn",
)

#: Expressions whose value may be a context; what a number or a comparison gives would have nowhere to go.
_MAY_GIVE_CONTEXT = (
    nodes.ContextOf, nodes.If, nodes.Call, nodes.Invocation, nodes.Path, nodes.Filter, nodes.Name,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a case may do: elements run in one call and until it comes to rest, repetitions opened for one task."""

    steps: int = 1_000
    instances: int = 1_000
    in_a_row: int = 30_000


@dataclass(frozen=True, slots=True)
class Program:
    """A runnable process. Its specification belongs to the library and is never changed after loading."""

    structure: Structure
    limits: Limits
    spec: Any = field(repr=False)
    specs: Mapping[str, Any] = field(repr=False)
    listeners: tuple[Any, ...] = field(default=(), repr=False)
    """Starts of the process's event sub-processes that are waited for."""
    handlers: tuple[Any, ...] = field(default=(), repr=False)
    """Starts of the process's event sub-processes that catch what is thrown in it."""
    first: tuple[Any, ...] = field(default=(), repr=False)
    """Where a case begins that is begun without more words."""

    @property
    def process_id(self) -> str:
        """The id of the process in its drawing."""
        return self.structure.process_id

    @property
    def name(self) -> str | None:
        """The name of the process as drawn."""
        return self.structure.name

    def beginning(self, at: str | None = None) -> tuple[Any, ...]:
        """Return the specs that the first tokens stand before (see `steps.start`). Raises KeyError."""
        if at is None:
            return self.first
        if at not in self.structure.begins and all(start.element != at for start in self.starts):
            raise KeyError(at)
        return (self.specs[at],)

    @property
    def starts(self) -> tuple[StartWait, ...]:
        """What begins cases of this process from outside: its start events with a trigger, and what stands for one."""
        return tuple(starts(self.structure))

    @property
    def initiator(self) -> str | None:
        """The variable that names who began the case, where the start event asks for it."""
        return next((start.element.initiator for start in self.beginning()), None)

    @property
    def elements(self) -> Mapping[str, Element]:
        """Nodes and sequence flows by id."""
        return self.structure.elements


@dataclass(frozen=True, slots=True)
class Examined:
    """A process as it was read once: what is drawn, every reason why it cannot run, what to confirm about it."""

    structure: Structure
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]


def load(
    root: Xml, process_id: str, *, limits: Limits | None = None, decisions: Mapping[str, Basis] | None = None
) -> Program:
    """Read a process of a parsed definitions tree, which stays as it is; nothing is fetched or opened.

    `decisions` are those that its business rule tasks ask, by the task; one that is not there stops its case.
    Raises NotRunnable with every reason why it cannot run, and KeyError when the tree has no such process.
    """
    drawn = outline(root, process_id)
    reading = _Reading(drawn)
    if reading.problems:
        raise errors.NotRunnable(problems=tuple(reading.problems), count=len(reading.problems), process=process_id)
    spec = specification(drawn, reading.conditions)
    specs = {node: spec.task_specs[f"drawn:{node}"] for node in drawn.nodes}
    for node, task_spec in specs.items():
        each = getattr(task_spec, "each", None)
        for name, value in reading.parts.get(node, {}).items():
            setattr(task_spec if each is None or name in {"plan", "until"} else each, name, value)
    for node, basis in (decisions or {}).items():
        getattr(specs[node], "each", specs[node]).basis = basis
    listeners, handlers = alerts_of(drawn, specs).get("", ((), ()))
    first = drawn.nodes[drawn.begins[0]]
    alone = first.type == "startEvent" or first.instantiates
    begun = tuple(specs[node] for node in (drawn.begins[:1] if alone else drawn.begins))
    return Program(drawn, limits or Limits(), spec, specs, listeners, handlers, begun)


def examine(drawn: Xml) -> Examined:
    """Read a process element once, which stays as it is, and tell all that is to be known before it runs.

    Remarks are expressions that were not FEEL but have an equal in it.
    """
    reading = _Reading(structure(drawn))
    remarks = tuple(
        Remark(element.id, element.name, note.code, note.text, element.line)
        for element, formula in reading.formulas()
        for note in formula.notes
        if element.is_flow
        or formula.variable is None
        or note.code != "only-true-counts"  # a name may be any value there
    )
    return Examined(reading.structure, tuple(reading.problems), remarks)


def _formulas_of(part: object) -> Iterator[Formula]:
    if isinstance(part, Formula):
        yield part
    elif isinstance(part, Opening | Plan | Until | Exchange | Script | Timing | Errand | Calling):
        yield from part.formulas
    elif isinstance(part, tuple):
        yield from (value for _, value in part if isinstance(value, Formula))


def _assigned(source: str) -> Script | None:
    """Return a script of assignments that names no language and makes no sense as FEEL, None for any other."""
    try:
        if _may_give_context(read(source, FEEL)):
            return None
    except Unreadable:
        pass
    try:
        return read_python(source)
    except Unreadable:
        return None


def _may_give_context(formula: Formula) -> bool:
    return isinstance(formula.expression.tree, _MAY_GIVE_CONTEXT)


class _Reading:
    """Reads all expressions of a structure, collecting what is wrong instead of stopping at the first."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.problems = list(problems(structure))
        self.conditions: dict[str, Formula] = {}
        self.parts: dict[str, dict[str, object]] = {}
        # BPMN 2.0.2, 8.3.13: a condition of a default flow is ignored
        defaults = {(node.id, node.default) for node in structure.nodes.values()}
        for flow in structure.flows.values():
            if flow.condition is not None and (flow.source, flow.id) not in defaults:
                formula = self._read(flow, flow.condition, flow.language)
                if formula is not None:
                    self.conditions[flow.id] = formula
        for node in structure.nodes.values():
            self._node(node)

    def formulas(self) -> Iterator[tuple[Element, Formula]]:
        """Give every expression that could be read, with the element where it stands."""
        for flow, formula in self.conditions.items():
            yield self.structure.flows[flow], formula
        for node, parts in self.parts.items():
            for part in parts.values():
                yield from ((self.structure.nodes[node], formula) for formula in _formulas_of(part))

    def _node(self, node: Element) -> None:
        parts = self.parts.setdefault(node.id, {})
        if node.human:
            parts["opening"] = Opening.of(node, lambda problem: self._report(node, problem))
        if node.loop is not None:
            parts["until"] = Until.of(node.loop, lambda problem: self._report(node, problem))
        if node.multiple is not None:
            parts["plan"] = Plan.of(node.multiple, lambda problem: self._report(node, problem))
        if node.handover is not None:
            parts["exchange"] = Exchange.of(node.handover, lambda problem: self._report(node, problem))
        if node.script is not None:
            parts["script"] = self._script(node, node.script)
        parts.update(event_parts(node, lambda problem: self._report(node, problem)))

    def _read(self, element: Element, source: str, language: str | None) -> Formula | None:
        try:
            return read(source, language)
        except Unreadable as problem:
            self._report(element, problem)
            return None

    def _script(self, node: Element, source: str) -> Script | None:
        """Read a script: FEEL, or assignments in Python; no other program of a drawing is ever run or guessed at."""
        language = (node.language or "").lower()
        if language.startswith(PYTHON):
            return self._assignments(node, source)
        if language and not language.startswith(_FEEL):
            self._report(node, Unreadable("script-language", language=node.language))
            return None
        if not language and node.result_variable is None and (script := _assigned(source)) is not None:
            return script
        formula = self._read(node, source, FEEL)
        if formula is None:
            return None
        if node.result_variable is None and not _may_give_context(formula):
            self._report(node, Unreadable("script-result"))
        return Script(formula, node.result_variable)

    def _assignments(self, node: Element, source: str) -> Script | None:
        try:
            return read_python(source)
        except Unreadable as problem:
            params = {"language": node.language, "reason": problem.params["reason"]}
            self._report(node, Unreadable("script-foreign", **params))
            return None

    def _report(self, element: Element, problem: Unreadable) -> None:
        self.problems.append(Problem(element.id, element.name, problem.code, problem.params, element.line))
