"""A user task repeated for several people or things; its repetitions are numbers in a row, not tokens of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import UserTask

from engine import errors
from engine.spiff.case import READY, STARTED, Case, Token
from engine.spiff.elements import Lazy, is_true
from engine.spiff.exchange import Desk
from engine.spiff.expressions import Formula, Unreadable, read
from engine.spiff.instances import Answers, Instances
from engine.spiff.moments import Moment, Waiting
from engine.spiff.opening import Opening
from engine.spiff.reasons import Stuck
from engine.spiff.remembering import repeated
from engine.spiff.scope import Overlay
from engine.spiff.structure import Multiple

#: What a completion condition may ask for: Camunda's names, and those of the BPMN standard.
_COUNTERS = (
    ("nrOfInstances", "numberOfInstances"),
    ("nrOfActiveInstances", "numberOfActiveInstances"),
    ("nrOfCompletedInstances", "numberOfCompletedInstances"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How often and with what a task is repeated, read once per version."""

    drawn: Multiple
    cardinality: Formula | None
    collection: Formula | None
    condition: Formula | None

    @classmethod
    def of(cls, drawn: Multiple, report: Callable[[Unreadable], None]) -> "Plan":
        """Read the expressions of a drawn repetition; what cannot be read is reported and left out."""

        def one(source: str | None) -> Formula | None:
            try:
                return None if source is None else read(source)
            except Unreadable as problem:
                report(problem)
                return None

        collection = None if drawn.by_name else one(drawn.collection)
        return cls(drawn, one(drawn.cardinality), collection, one(drawn.condition))

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The expressions of the repetition."""
        return tuple(one for one in (self.cardinality, self.collection, self.condition) if one is not None)

    @property
    def variable(self) -> str | None:
        """The variable that holds the collection, where it is not an expression."""
        if self.drawn.by_name:
            return self.drawn.collection
        return None if self.collection is None else self.collection.variable


class Several(Lazy, UserTask):  # type: ignore[misc]
    """The frame around the repetitions of a user task."""

    repeats = True
    plan: Plan
    opening: Opening

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the frame run by itself when its repetitions are over: people work on those, not on the frame."""
        super().__init__(*args, **kwargs)
        self.manual = False

    # --- opening ----------------------------------------------------------------------------------

    def _update_hook(self, my_task: Token) -> bool:
        case: Case = my_task.workflow
        instances = self._count(my_task)
        if self.plan.drawn.output is not None:
            instances.answers = Answers()
        if instances.total:
            self._open(my_task, instances, 1 if self.plan.drawn.sequential else instances.total)
        my_task.internal_data["instances"] = instances
        if not instances.total:
            return True
        case.bodies[my_task.id] = my_task
        my_task._set_state(STARTED)
        return False

    @staticmethod
    def total(token: Token) -> int:
        """Return how many repetitions there are."""
        instances: Instances = token.internal_data["instances"]
        return instances.total

    def _count(self, token: Token) -> Instances:
        """Evaluate how often to repeat, and refuse too much before anything is made."""
        case: Case = token.workflow
        plan, environment, scope = self.plan, case.script_engine.environment, token.data
        if plan.cardinality is not None:
            total = environment.evaluate(plan.cardinality, scope)
            if isinstance(total, bool) or not isinstance(total, int) or total < 0:
                raise Stuck("count-not-whole", source=plan.cardinality.source)
            instances = Instances(total)
        else:
            variable = plan.variable
            found = scope.get(variable) if variable is not None else environment.evaluate(plan.collection, scope)
            if not isinstance(found, list):
                raise Stuck("collection-not-list", source=plan.drawn.collection)
            kept = variable is not None and scope is case.scope  # only there it is heard when it changes
            instances = Instances(len(found), reference=variable if kept else None, items=None if kept else found)
        if instances.total > case.program.limits.instances:
            raise Stuck("too-many-instances", count=instances.total, limit=case.program.limits.instances)
        return instances

    def _open(self, token: Token, instances: Instances, many: int) -> None:
        """Open the next repetitions; all assignments are evaluated first, so that a failing one opens none."""
        case: Case = token.workflow
        first, number = instances.begun, case.next_activity
        environment, items = case.script_engine.environment, self._items(token, instances)
        made: list[Waiting] = []
        taken: dict[int, dict[str, Any]] = {}
        scope = token.data
        around = {} if token.home is None else token.seen
        for index in range(first, first + many):
            local = self._local(index, items)
            if self.exchange is not None:
                taken[index] = self.exchange.enter(environment, Overlay(local, scope)).local
                local |= taken[index]
            activity = number + index - first
            seen = Overlay(local, scope)
            place = {"parent": token.id, "loop": index, "instances": instances.total}
            made.append(self.opening.waiting(activity, environment, seen, **place, local={**around, **local}))
        case.next_activity = number + many
        instances.begin(many, number)
        instances.inputs |= {index: inputs for index, inputs in taken.items() if inputs}
        for waiting in made:
            case.open(waiting)
            case.moments.append(
                Moment(
                    "entered",
                    self.key,
                    waiting.activity,
                    local=waiting.local,
                    parent=token.id,
                    instances=instances.total,
                )
            )

    @staticmethod
    def _items(token: Token, instances: Instances) -> list[Any]:
        if instances.items is not None or instances.reference is None:
            return instances.items or []
        found = token.workflow.scope.get(instances.reference)
        return found if isinstance(found, list) else []

    def _local(self, index: int, items: list[Any]) -> dict[str, Any]:
        drawn = self.plan.drawn
        local: dict[str, Any] = {"loopCounter": index}
        if drawn.index is not None:
            local[drawn.index] = index
        if drawn.item is not None:
            local[drawn.item] = items[index] if index < len(items) else index if not items else None
        return local

    def keep_collection(self, token: Token, name: str, before: object) -> None:
        """Keep the items that open repetitions stand for, because the variable holding them is about to change."""
        instances: Instances = token.internal_data["instances"]
        if instances.reference == name:
            instances.items = before if isinstance(before, list) else []
            instances.reference = None

    # --- answering --------------------------------------------------------------------------------

    def submit(self, token: Token, activity: int, index: int, submitted: Mapping[str, Any]) -> None:
        """Finish one repetition: its answer is collected, everything else submitted goes to the case."""
        case: Case = token.workflow
        instances: Instances = token.internal_data["instances"]
        drawn = self.plan.drawn
        own = {"loopCounter", drawn.index, drawn.item, drawn.output_item if drawn.output is not None else None}
        given = dict(submitted) if self.exchange is None else self._given(token, index, submitted)
        answered = {name: value for name, value in given.items() if name in own}
        token.data.update({name: value for name, value in given.items() if name not in own})
        instances.finish(index)
        token.row = None
        if instances.answers is not None:
            instances.answers.put(index, given.get(drawn.output_item or ""))
        changes = case.scope.take()
        case.moments.append(
            Moment(
                "completed", self.key, activity, (), (), changes, answered, token.id, instances.total,
                scoped=case.take_scoped(),
            )
        )  # fmt: skip
        if self.undone_by is not None:
            repeated(token, self._local(index, self._items(token, instances)))
        self.go_on(token, index, answered)

    def _given(self, token: Token, index: int, submitted: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a repetition gives: its outputs, and the answers that do not stay inside. Raises FeelLimit."""
        instances: Instances = token.internal_data["instances"]
        exchange, environment = self.exchange, token.workflow.script_engine.environment
        assert exchange is not None, "asked only where something is drawn to go in or come out"  # noqa: S101
        inputs = instances.inputs.get(index, {})
        desk = Desk(Overlay(self._local(index, self._items(token, instances)), token.data), local=dict(inputs))
        exchange.put(desk, submitted)
        try:
            exchange.leave(environment, desk)
        except Stuck as problem:
            if isinstance(problem.__cause__, errors.RavandError):
                raise problem.__cause__ from None
            raise
        collected = self.plan.drawn.output_item
        return desk.pending | ({collected: desk.local[collected]} if collected in desk.local else {})

    def go_on(self, token: Token, index: int | None, answered: Mapping[str, Any]) -> None:
        """Decide whether the repetitions are over and, in a sequence, open the next; what fails is an incident.

        `index` is the repetition just finished, None when it is decided again without one.
        """
        case: Case = token.workflow
        instances: Instances = token.internal_data["instances"]
        case.settle(token)
        try:
            if self._condition_holds(token, index, answered):
                self._withdraw(token, instances)
            elif self.plan.drawn.sequential and not instances.open and instances.begun < instances.total:
                self._open(token, instances, 1)
        except Stuck as problem:
            case.fail(token, problem)
            return
        if not instances.open:
            del case.bodies[token.id]
            token._set_state(READY)

    def _condition_holds(self, token: Token, index: int | None, answered: Mapping[str, Any]) -> bool:
        instances: Instances = token.internal_data["instances"]
        condition = self.plan.condition
        if condition is None:
            return False
        active = instances.active
        counts = (instances.total, active, instances.begun - active)
        seen: dict[str, Any] = {name: count for names, count in zip(_COUNTERS, counts, strict=True) for name in names}
        output = self.plan.drawn.output
        if output is not None and instances.answers is not None and condition.asks_for(output):
            seen[output] = instances.answers.in_order(instances.total)
        if index is not None:
            seen.update(self._local(index, self._items(token, instances)))
        seen.update(answered)
        environment = token.workflow.script_engine.environment
        return is_true(environment.evaluate(condition, Overlay(seen, token.data)), condition.source)

    def _run_hook(self, my_task: Token) -> bool:
        instances: Instances = my_task.internal_data["instances"]
        if instances.answers is not None:
            my_task.data.write({str(self.plan.drawn.output): instances.answers.in_order(instances.total)})
        del my_task.internal_data["instances"]  # from now on it is a token like any other
        return True

    # --- withdrawing ------------------------------------------------------------------------------

    def _withdraw(self, token: Token, instances: Instances) -> None:
        case: Case = token.workflow
        for index in instances.open_indexes():
            activity = instances.base + index
            case.close(activity)
            case.moments.append(Moment("cancelled", self.key, activity, parent=token.id, instances=instances.total))
        instances.open = 0

    def _on_cancel(self, my_task: Token) -> None:
        instances = my_task.internal_data.get("instances")
        if instances is not None:
            self._withdraw(my_task, instances)
        my_task.workflow.bodies.pop(my_task.id, None)
