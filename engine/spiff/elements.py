"""What each kind of element does with a token, as subclasses of the library's specs; must not store anything."""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import _BpmnCondition
from SpiffWorkflow.bpmn.specs.defaults import (
    EndEvent,
    ExclusiveGateway,
    NoneTask,
    ParallelGateway,
    ScriptTask,
    StartEvent,
    UserTask,
)

from engine.spiff.case import CANCELLED, FUTURE, READY, WAITING, Case, Token
from engine.spiff.exchange import Desk, Exchange
from engine.spiff.expressions import Script
from engine.spiff.opening import Opening
from engine.spiff.reasons import Stuck
from engine.spiff.remembering import remember
from engine.spiff.structure import Element


class Way(NamedTuple):
    """One sequence flow out of an element, as the running case uses it."""

    flow: str | None  # None behind a link
    target: Any
    condition: _BpmnCondition | None


class Lazy:
    """Common to all elements: nothing is predicted, tokens are sent on only when an element is done.

    The library builds the whole future of a case as tasks; with two branches that doubles at every join.
    """

    key: str
    manual: bool
    repeats = False  # whether it is the frame around repetitions
    holds = False  # whether other tokens live in it
    waits = False  # whether it waits for something outside
    listens = False  # whether it begins an event sub-process
    handles = False  # whether it is an event sub-process
    element: Element
    place = 0  # in the order of the drawing
    ways: Sequence[Way] = ()
    conditional: Sequence[Way] = ()
    default: Way | None = None
    exchange: Exchange | None = None
    boundaries: Sequence[Any] = ()
    """Its boundary events that are waited for."""
    catchers: Sequence[Any] = ()
    """Its boundary events that catch what is thrown in it."""
    undone_by: str | None = None
    """The activity that undoes it."""
    undoing: str | None = None
    """Of a sub-process: the event sub-process in it that undoes it."""

    def _predict(self, my_task: Token, seen: object = None, looked_ahead: int = 0, mask: int = 0) -> None:
        """Predict nothing."""

    def _update(self, my_task: Token) -> None:
        """Try to enter the element; what fails here leaves the token in front of it, with an incident."""
        try:
            entered = self._update_hook(my_task)
        except Stuck as problem:
            my_task.workflow.fail(my_task, problem)
            return
        if self.boundaries:
            for boundary in self.boundaries:
                my_task.workflow.watch(boundary, my_task)
        if entered:
            my_task._ready()

    def _update_hook(self, my_task: Token) -> bool:
        """Whether the token may enter now."""
        return True

    def _run(self, my_task: Token) -> Any:
        """Run without the library's error state: a failing element stays ready, so that it can be tried again."""
        return self._run_hook(my_task)

    def _run_hook(self, my_task: Token) -> Any:
        """Do the element's own work: most only hand over."""
        if self.exchange is not None:
            work(self.exchange, my_task, None)
        return True

    def _on_complete(self, my_task: Token) -> None:
        """Complete the element, then let the tokens that were sent on enter theirs."""
        self._on_complete_hook(my_task)
        for sent in my_task.sent:
            if sent._state == FUTURE and sent.incident is None:
                sent.task_spec._update(sent)

    def _on_complete_hook(self, my_task: Token) -> None:
        """Note the completion, then send tokens on; where no way is open the token stays, done and with an incident."""
        case: Case = my_task.workflow
        try:
            self._hand_over(my_task)
            ways = self._ways_out(my_task) if my_task.chosen is None else my_task.chosen
        except Stuck as problem:
            case.done(my_task)
            remember(my_task)
            case.keep(my_task, problem)
            return
        case.done(my_task)
        if my_task.chosen is None and (self.undone_by is not None or self.holds):
            remember(my_task)  # where an incident stood behind the work it is remembered already
        if my_task.frame is not None:
            my_task.frame.task_spec.finished(my_task.frame, my_task)
            return
        for way in ways:
            my_task.send(way.target, way.flow)

    def take_in(self, my_task: Token, values: Mapping[str, Any], local: Mapping[str, Any] | None = None) -> None:
        """Take what came from outside: it goes to the variables, unless it belongs to the element alone."""
        inner = my_task.internal_data.get("local")
        if self.exchange is None or inner is None:
            my_task.data.update(values)
            return
        desk = Desk(my_task.data, local={**inner, **(local or {})})
        self.exchange.put(desk, values)
        my_task.data.update(desk.pending)
        my_task.internal_data["local"] = desk.local
        my_task.row = None

    def _hand_over(self, my_task: Token) -> None:
        """Give back what the element promises, once. Raises Stuck, and nothing has been given then."""
        local = my_task.internal_data.get("local")
        if self.exchange is not None and local is not None:
            desk = Desk(my_task.data, local=dict(local))
            self.exchange.leave(my_task.workflow.script_engine.environment, desk)
            my_task.data.write(desk.pending)
            del my_task.internal_data["local"]
            my_task.row = None

    def leave_again(self, my_task: Token) -> None:
        """Try the ways out once more, the work itself being done; it is noted as over only when one is open."""
        try:
            self._hand_over(my_task)
            my_task.chosen = tuple(self._ways_out(my_task))
        except Stuck as problem:
            my_task.workflow.wrote(my_task)
            my_task.workflow.fail(my_task, problem)
        else:
            my_task.complete()

    def _ways_out(self, my_task: Token) -> Sequence[Way]:
        """Every flow without condition and every one whose condition is true; the default flow where none is.

        BPMN 2.0.2, 13.3.1 and figure 13.1: a parallel split, and an inclusive one for the flows with conditions.
        """
        if not self.conditional:
            return self.ways
        open_ways = {way.flow for way in self.conditional if holds(way, my_task)}
        if not open_ways and self.default is None:
            raise Stuck("no-way-out")
        return [
            way
            for way in self.ways
            if (way.flow in open_ways if way.condition is not None else way is not self.default or not open_ways)
        ]

    def emptied(self, my_task: Token) -> None:
        """Go on when nothing is left that lived in it: it is done."""
        my_task.complete()

    def wait(self, my_task: Token) -> None:
        """Wait for other tokens, as one that has just come or was stored while it waited."""
        arrive(my_task)

    def _on_cancel(self, my_task: Token) -> None:
        """Withdraw what the element has opened: nothing, for most."""


class Start(Lazy, StartEvent):  # type: ignore[misc]
    """A none start event."""


class End(Lazy, EndEvent):  # type: ignore[misc]
    """A none or terminate end event."""

    @property
    def terminates(self) -> bool:
        """Whether reaching it ends everything else."""
        return "terminate" in self.element.events

    def _on_complete_hook(self, my_task: Token) -> None:
        my_task.workflow.done(my_task)
        if self.terminates:
            my_task.workflow.clear(my_task.home)


class Pass(Lazy, NoneTask):  # type: ignore[misc]
    """A task that nobody works on here: it passes at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False


class Human(Lazy, UserTask):  # type: ignore[misc]
    """A task that one person does once."""

    opening: Opening

    def _update_hook(self, my_task: Token) -> bool:
        case: Case = my_task.workflow
        environment = case.script_engine.environment
        if self.exchange is None:
            seen = None if my_task.home is None and my_task.own is None else my_task.seen
            case.open(self.opening.waiting(my_task.id, environment, my_task.data, local=seen))
            return True
        desk = self.exchange.enter(environment, my_task.data)
        waiting = self.opening.waiting(my_task.id, environment, desk.view, local={**my_task.seen, **desk.local})
        my_task.data.write(desk.pending)
        case.wrote(my_task)
        case.open(waiting)
        my_task.internal_data["local"] = desk.local
        return True

    def _run_hook(self, my_task: Token) -> bool:
        return True  # a person has done the work

    def _on_cancel(self, my_task: Token) -> None:
        if my_task._state == READY:
            my_task.workflow.close(my_task.id)


class Scripted(Lazy, ScriptTask):  # type: ignore[misc]
    """A script task; its script is FEEL, read when the version was loaded."""

    def _run_hook(self, my_task: Token) -> Any:
        if self.exchange is None:
            return self._execute(my_task)
        work(self.exchange, my_task, self.script)
        return True


def work(exchange: Exchange, token: Token, script: Script | None) -> None:
    """Do an element's work between what it takes in and what it gives back, and write it all at once. Raises Stuck."""
    environment = token.workflow.script_engine.environment
    desk = exchange.enter(environment, token.data)
    if script is not None:
        exchange.put(desk, script.values(environment.evaluate(script.formula, desk.view)))
    exchange.leave(environment, desk)
    token.data.write(desk.pending)


class Choice(Lazy, ExclusiveGateway):  # type: ignore[misc]
    """An exclusive gateway: the first flow in document order whose condition is true, else the default flow."""

    def _run_hook(self, my_task: Token) -> bool:
        my_task.chosen = (self._choose(my_task),) if self.ways else ()  # without flows the path ends here
        return True

    def _choose(self, my_task: Token) -> Way:
        for way in self.ways:
            if way.condition is not None and holds(way, my_task):
                return way
        if self.default is None:
            raise Stuck("no-way-out")
        return self.default


def holds(way: Way, token: Token) -> bool:
    """Whether the condition of a way is true in the token's scope. Raises Stuck."""
    condition = way.condition
    return condition is not None and is_true(condition._matches(token), condition.args[0].source)


def is_true(value: object, source: str) -> bool:
    """Whether a condition holds: unknown (null) is no; anything but yes and no is an incident."""
    if value is not None and not isinstance(value, bool):
        raise Stuck("condition-not-boolean", source=source)
    return value is True


class ForkJoin(Lazy, ParallelGateway):  # type: ignore[misc]
    """A parallel gateway: consumes exactly one token of every incoming flow, then sends one over every outgoing flow.

    Arrived tokens wait as what they are, so nothing finished is ever looked at, and rounds of a loop cannot mix.
    """

    def _update_hook(self, my_task: Token) -> bool:
        expected = self.element.incoming
        if len(expected) < 2:
            return True
        my_task._set_state(WAITING)
        arrived = arrive(my_task)
        if len(arrived) < len(expected):
            return False
        merged = [arrived[flow].popleft() for flow in expected]
        leave(my_task, arrived)
        for token in merged:
            if token is not my_task:
                my_task.workflow.settle(token)
                token._set_state(CANCELLED)
        my_task.joined = tuple(token.id for token in merged if token is not my_task)
        return True

    def _on_cancel(self, my_task: Token) -> None:
        arrived = my_task.workflow.joins.get(here(my_task), {})
        flow = str(my_task.via)
        if my_task in arrived.get(flow, ()):
            arrived[flow].remove(my_task)
            if not arrived[flow]:
                del arrived[flow]


def arrive(token: Token) -> dict[str, deque[Token]]:
    """Let a token wait at its gateway and return the tokens waiting there by flow, oldest first."""
    arrived: dict[str, deque[Token]] = token.workflow.joins.setdefault(here(token), {})
    arrived.setdefault(str(token.via), deque()).append(token)
    return arrived


def leave(token: Token, arrived: Mapping[str, deque[Token]]) -> None:
    """Let those that were taken out of `arrived` wait no more at the token's gateway."""
    rest = {flow: tokens for flow, tokens in arrived.items() if tokens}
    if rest:
        token.workflow.joins[here(token)] = rest
    else:
        del token.workflow.joins[here(token)]


def here(token: Token) -> tuple[int, str]:
    """Return the place where tokens meet: an element in one run of its sub-process."""
    return (0 if token.home is None else token.home.id), token.task_spec.key
