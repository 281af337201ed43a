"""What a decision comes to: requirements first, then its logic (DMN 1.5, 6.3 and 10.4); must not read files."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from engine import errors
from engine.calendar import Calendar
from engine.decisions.course import Course, Place, Scope, Step
from engine.decisions.logic import function, logic
from engine.decisions.model import Decision, Input, KnowledgeModel, Model, Part, Service
from engine.decisions.outcome import Applied, Looked, Outcome
from engine.decisions.shapes import Shape, Shapes, fitted, taken_in
from engine.feel import ANY, FunctionValue, Run, Type, invoke, to_json
from engine.frozen import Record

#: Fuel of one request: five expressions' worth, about a second; a table of a thousand rules takes a hundredth of it.
MAX_FUEL: Final = 500_000
_LEVELS: Final = 8


def decide(
    model: Model,
    given: Mapping[str, Any],
    decision: str | None = None,
    *,
    now: datetime | None = None,
    fuel: int = MAX_FUEL,
    calendar: Calendar | None = None,
) -> Outcome:
    """Return what a decision, service or knowledge model of this id or name comes to for the values given by name.

    Without a name: the one decision that no other requires. Values are plain JSON or FEEL's own; texts become dates
    where a type asks for that. `now` is what now() and today() give, `calendar` tells working days. What cannot be
    computed is null, with its reason in `errors`; raises DecisionUnknown and DecisionNotChosen alone.
    """
    key = _chosen(model, decision)
    part = model.part(key)
    name = part.title if part else key
    course = Course(Run({}, now, fuel))
    course.run.calendar = calendar
    graph = _Graph(_program(model), course, {" ".join(one.split()): value for one, value in given.items()})
    value = result = None
    stopped = True
    try:
        value = graph.asked(key)
        result, stopped = to_json(value, course.run), False
    except errors.FeelLimit as limit:
        course.refuse(limit)
    except RecursionError:
        course.refuse(errors.DecisionTooDeep())
    course.settle()
    fired, looked = tuple(dict.fromkeys(course.fired)), _told(course.looked)
    return Outcome(name, result, fired, tuple(course.faults), value, stopped, looked)


def _told(looked: list[Looked]) -> tuple[Looked, ...]:
    """Return looks into tables with plain values; what would be too much to tell is left out of them."""
    run = Run({}, None, MAX_FUEL)

    def plain(pairs: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
        return tuple((name, to_json(value, run)) for name, value in pairs)

    told: list[Looked] = []
    try:
        for one in looked:
            rules = tuple(Applied(rule.rule, plain(rule.outputs), rule.notes) for rule in one.rules)
            told.append(Looked(one.table, one.name, plain(one.inputs), rules))
    except (errors.FeelLimit, RecursionError):
        return tuple(told)
    return tuple(told)


def _chosen(model: Model, decision: str | None) -> str:
    if decision is not None:
        key = model.named(decision)
        if key is None:
            raise errors.DecisionUnknown(name=decision, names=_names(model))
        return key
    final = model.final()
    if len(final) != 1:
        raise errors.DecisionNotChosen(names=_names(model))
    return f"{model.namespace}#{final[0].id}"


def _names(model: Model) -> str:
    return ", ".join(one.title for one in model.decisions()) or "–"


class _Program(Record, eq=False):
    """The logic of a file and of those it imports, made ready part by part when it is first needed."""

    model: Model
    declared: frozenset[str]
    shapes: Shapes
    types: dict[Model, Mapping[str, Type]]
    steps: dict[str, Step]
    needs: dict[str, tuple[tuple[str | None, str], ...]]

    def shape(self, key: str, part: Part) -> Shape:
        """Return the type that a part is declared to have."""
        return self._shapes(key).shape(part.type)

    def step(self, key: str, part: Decision | KnowledgeModel, make: Callable[[Place], Step]) -> Step:
        """Return the logic of a part, made by `make` at the first time, at the place where it sees what it requires."""
        if key not in self.steps:
            owner = self.model.owner(key) or self.model
            if owner not in self.types:
                self.types[owner] = self._shapes(key).vocabulary()
            seen = {owner.prefix(need) or self.name(need) for need in part.requires}
            seen |= {found.id for need in part.requires if (found := self.model.part(need))}
            names = seen.union([part.name]) if isinstance(part, KnowledgeModel) else seen or self.declared
            self.steps[key] = make(Place(self._shapes(key), self.types[owner], frozenset(names)))
        return self.steps[key]

    def needed(self, key: str) -> tuple[tuple[str | None, str], ...]:
        """Return what a part requires: the name of the import that leads there (None: the same file), and its key."""
        if key not in self.needs:
            part, owner = self.model.part(key), self.model.owner(key)
            required = part.requires if isinstance(part, Decision | KnowledgeModel) else ()
            self.needs[key] = tuple((owner.prefix(one) if owner else None, one) for one in required)
        return self.needs[key]

    def name(self, key: str) -> str:
        """Return the name of the part that a key means; of one that is missing, its id."""
        part = self.model.part(key)
        return part.name if part else key.rpartition("#")[2]

    def _shapes(self, key: str) -> Shapes:
        return self.shapes.of(self.model.owner(key) or self.model)


@lru_cache(maxsize=64)
def _program(model: Model) -> _Program:
    declared = frozenset(part.name for part in model.parts.values() if isinstance(part, Input))
    shapes = Shapes(model)
    return _Program(model, declared, shapes, {model: shapes.vocabulary()}, {}, {})


class _At(NamedTuple):
    """A part as it is reached: the names of imports on the way, and its key. Each way has inputs of its own."""

    path: tuple[str, ...]
    key: str


class _Graph:
    """One walk over requirements: values found so far; a service that is called gets a walk of its own."""

    def __init__(self, program: _Program, course: Course, given: Mapping[str, Any]) -> None:
        """Begin with what was given by name."""
        self.program = program
        self.course = course
        self.given = given
        self.values: dict[_At, Any] = {}
        self.undeclared = {name: value for name, value in given.items() if name not in program.declared}

    def asked(self, key: str) -> Any:
        """Return what the part that was asked for comes to."""
        part, found = self.program.model.part(key), self.value(_At((), key))
        if isinstance(part, Decision) or not isinstance(found, FunctionValue):
            return found
        with self.course.inside(part.title if part else key):
            return invoke(found, [self.given.get(name) for name in found.parameters or ()], self.course.run)

    def value(self, at: _At) -> Any:
        """Return the value of a part; what it requires is found first, without recursion however long the chain."""
        waiting, opened = [at], set[_At]()
        while waiting:
            one = waiting[-1]
            missing = [] if one in self.values else [need for need in self._needs(one) if need not in self.values]
            if missing and one in opened:
                names = ", ".join(self.program.name(need.key) for need in missing)
                with self.course.inside(self.program.name(one.key)):
                    self.course.null("This is required in order to decide itself, by way of: {names}.", names=names)
                self.values.update(dict.fromkeys(missing))
            elif missing:
                opened.add(one)
                waiting.extend(reversed(missing))
            else:
                waiting.pop()
                if one not in self.values:
                    self.values[one] = self._found(one)
        return self.values[at]

    def _needs(self, at: _At) -> list[_At]:
        return [
            _At(at.path if prefix is None else (*at.path, prefix), key) for prefix, key in self.program.needed(at.key)
        ]

    def _from(self, at: _At, key: str) -> _At:
        """Return a part as it is reached from another one, perhaps through an import of that one's file."""
        owner = self.program.model.owner(at.key)
        prefix = owner.prefix(key) if owner else None
        return _At(at.path if prefix is None else (*at.path, prefix), key)

    def _found(self, at: _At) -> Any:
        part = self.program.model.part(at.key)
        if part is None:
            return self.course.null("What is required here is missing: {key}. Give the file it lies in.", key=at.key)
        with self.course.inside(part.title):
            if isinstance(part, Input):
                return taken_in(self._given(at.path, part), self.program.shape(at.key, part), self.course.run)
            if isinstance(part, Service):
                return self._service(at, part)
            scope = self._scope(at, part)
            if isinstance(part, KnowledgeModel):
                return self._knowledge(at.key, part, scope)
            step = self.program.step(at.key, part, lambda place: logic(part.logic, part.title, place))
            return fitted(step(self.course, scope), self.program.shape(at.key, part), self.course.run)

    def _given(self, path: tuple[str, ...], part: Input) -> Any:
        """Return what was given for an input: within the imports on the way to it, or under its name alone."""
        inside: Any = self.given
        for one in path:
            inside = inside.get(one) if isinstance(inside, Mapping) else None
        names = (part.name, part.title, part.id)
        ways = (inside, self.given) if isinstance(inside, Mapping) else (self.given,)
        return next((way[name] for way in ways for name in names if name in way), None)

    def _knowledge(self, key: str, part: KnowledgeModel, scope: Scope) -> Any:
        box = part.logic
        if box is None:
            return self.course.null("“{name}” has no logic.", name=part.name)
        step = self.program.step(key, part, lambda place: function(box, part.title, place, part.type))
        around = dict(scope)  # a function may call itself
        around[part.name] = step(self.course, around)
        return around[part.name]

    def _scope(self, at: _At, part: Decision | KnowledgeModel) -> Scope:
        """Return the names that a part sees: what it requires, and values that the file declares nowhere."""
        scope: Scope = dict(self.undeclared)
        if isinstance(part, Decision) and not part.requires:
            scope |= self.given
        needs = self._needs(at)
        self.course.copies(scope, len(needs))
        for need in needs:
            if need.path != at.path and need.path[-1]:
                inner = scope.get(need.path[-1])
                theirs = {self.program.name(need.key): self.values[need]}
                scope[need.path[-1]] = {**(inner if type(inner) is dict else {}), **theirs}
            else:
                scope[self.program.name(need.key)] = self.values[need]
        for need in needs:  # some modellers write ids where the standard has names
            if need.path == at.path and (found := self.program.model.part(need.key)):
                scope.setdefault(found.id, self.values[need])
        return scope

    # --- services (10.4) --------------------------------------------------------------------------------

    def _service(self, at: _At, part: Service) -> Any:
        """Return the function that a service is: its inputs, then its input decisions, are the parameters."""
        needs = [self._from(at, key) for key in (*part.inputs, *part.input_decisions)]
        outputs = [self._from(at, key) for key in part.outputs]
        names = tuple(self.program.name(need.key) for need in needs)
        wanted = [
            self.program.shape(need.key, found).type if (found := self.program.model.part(need.key)) else ANY
            for need in needs
        ]
        types = tuple(None if one == ANY else one for one in wanted)
        result = self.program.shape(at.key, part).given

        def called(arguments: list[Any], run: Run) -> Any:
            with self.course.inside(part.title):
                inner = _Graph(self.program, self.course, dict(zip(names, arguments, strict=True)))
                inner.values.update(zip(needs, arguments, strict=True))
                found = {self.program.name(one.key): inner.value(one) for one in outputs}
                given = next(iter(found.values())) if len(found) == 1 else found
                return fitted(given, result, run)

        return FunctionValue(names, types, None, called, _LEVELS)
