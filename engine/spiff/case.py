"""One running case: its tokens, the indexes over them, the loop that moves them; must not know kinds of elements."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.calendar import Calendar
from engine.spiff.expressions import Engine
from engine.spiff.moments import Moment, Thrown, Wait, Waiting
from engine.spiff.reasons import Incident, Stuck
from engine.spiff.scope import Scope, Variables
from engine.spiff.tokens import CANCELLED, FINISHED, FUTURE, READY, STARTED, WAITING, Token
from engine.spiff.watches import Watch

#: Most moments change nothing; arguments are given by their place where many moments are made.
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})

__all__ = ["CANCELLED", "FINISHED", "FUTURE", "READY", "STARTED", "WAITING", "Case", "Token"]


class Case(BpmnWorkflow):  # type: ignore[misc]
    """The live tokens of one case; nothing finished is kept."""

    tasks: dict[int, Token]

    def __init__(self, program: Any) -> None:
        """Make a case without tokens; `deserializing` keeps the library from making its own."""
        super().__init__(program.spec, script_engine=Engine(), deserializing=True)
        self.program = program
        self.scope = Scope()
        self.live: dict[int, Token] = {}
        self.tasks = self.live
        self.touched: set[int] = set()
        self.written: dict[int, bytes] = {}
        self.watches: dict[int, Watch] = {}
        self.conditional: dict[int, Token | Watch] = {}
        self.emptied: list[Token] = []
        self.ready: deque[Token] = deque()
        self.bodies: dict[int, Token] = {}
        self.log: list[Any] = []
        """What was completed in the process itself and can be undone (see `engine.spiff.remembering`)."""
        self.joins: dict[tuple[int, str], dict[str, deque[Token]]] = {}
        self.patient: dict[int, Token] = {}
        self.next_activity = 1
        self.ran = 0
        """How many elements have run since nothing moved, in the calls before this one."""
        self.saved = b""
        self._forget()

    def _forget(self) -> None:
        self.moments: list[Moment] = []
        self.opened: dict[int, Waiting] = {}
        self.closed: list[int] = []
        self.begun: dict[int, Wait] = {}
        self.ended: list[int] = []
        self.thrown: list[Thrown] = []
        self.incidents: dict[int, Incident] = {}
        self.resolved: dict[int, Incident] = {}
        self.scoped: dict[int, dict[str, tuple[object, object]]] = {}

    def begin(self, variables: Variables, now: datetime, calendar: Calendar | None = None) -> None:
        """Begin a call: these variables, this clock, these working days, nothing noted yet."""
        self.first_new = self.next_activity
        self.scope.bind(variables, self._keep_collections)
        environment = self.script_engine.environment
        environment.now, environment.calendar = now, calendar

    def rest(self) -> None:
        """Let go of the call's variables and notes; the tokens stay."""
        self._forget()
        self.scope.bind({})

    def _keep_collections(self, name: str, before: object) -> None:
        for body in self.bodies.values():
            body.task_spec.keep_collection(body, name, before)

    def number(self) -> int:
        """Give the next activity number."""
        activity = self.next_activity
        self.next_activity = activity + 1
        return activity

    def place(self, spec: Any, home: Token | None, via: str | None = None) -> Token:
        """Put a token before an element, not yet entered, and note that it came."""
        token = Token(self, spec, home, via, self.number())
        ways, scope = () if via is None else (via,), None if home is None else home.id
        self.moments.append(
            Moment("entered", spec.key, token.id, ways, (), _NOTHING, _NOTHING, None, None, spec.repeats, None, scope)
        )
        return token

    def enter(self, spec: Any, home: Token | None = None) -> Token:
        """Put the first token before a start event, and enter it."""
        token = self.place(spec, home)
        spec._update(token)
        return token

    def open(self, waiting: Waiting) -> None:
        """Note a user task opened for people."""
        self.opened[waiting.activity] = waiting

    def close(self, activity: int) -> None:
        """Note a user task withdrawn; one opened in this very call was never seen by anybody."""
        if self.opened.pop(activity, None) is None:
            self.closed.append(activity)

    def wait(self, wait: Wait) -> None:
        """Note a wait begun; one with the same activity is replaced by it."""
        self.begun[wait.activity] = wait

    def over(self, activity: int) -> None:
        """Note that a wait is over; one begun in this very call, be it anew, was never seen by anybody."""
        self.begun.pop(activity, None)
        if activity < self.first_new and activity not in self.resolved:
            self.ended.append(activity)

    def watch(self, spec: Any, host: Token | None) -> None:
        """Begin to watch for an event that may happen to `host` (None: to the process) while it lives."""
        watch = Watch(self.number(), spec, host)
        self.watches[watch.id] = watch
        if host is not None:
            host.watches = (*host.watches, watch)
        watch.begin(self)

    def forget(self, watches: Iterable[Watch]) -> None:
        """Watch no more."""
        for watch in watches:
            if self.watches.pop(watch.id, None) is not None:
                watch.end(self)

    def wrote_own(self, token: Token, name: str, before: object, after: object) -> None:
        """Note that a variable changed which only a token has."""
        kept = self.scoped.setdefault(token.id, {})
        kept[name] = (kept[name][0] if name in kept else before, after)

    def take_scoped(self) -> Mapping[int, Any]:
        """Return which variables of single tokens changed since the last call."""
        if not self.scoped:
            return _NOTHING  # type: ignore[return-value]
        scoped, self.scoped = self.scoped, {}
        return scoped

    def done(self, token: Token) -> None:
        """Note that a token is done, with the variables that changed since the last note."""
        spec = token.task_spec
        changes = self.scope.take()
        if token.frame is None:
            moment = Moment(
                "completed", spec.key, token.id, (), token.joined, changes, _NOTHING, None, None, spec.repeats
            )
        else:
            moment = Moment("completed", spec.key, token.id, (), (), changes, body=spec.repeats, **token.repetition)
        if self.scoped:
            moment = moment._replace(scoped=self.take_scoped())
        self.moments.append(moment)

    def wrote(self, token: Token) -> None:
        """Note variables that were written at an element which is not done by that."""
        changes, scoped = self.scope.take(), self.take_scoped()
        if changes or scoped:
            self.moments.append(Moment("data", token.task_spec.key, token.id, (), (), changes, scoped=scoped))

    def fail(self, token: Token | Watch, problem: Stuck) -> None:
        """Stop a token with an incident; the rest goes on. What fails again just as before goes on standing."""
        incident = Incident(token.id, token.task_spec.key, problem.code, problem.params)
        token.incident = incident
        token.row = None
        if self.resolved.get(token.id) == incident:
            del self.resolved[token.id]
            return
        self.incidents[token.id] = incident
        body = token.task_spec.repeats
        self.moments.append(Moment("failed", token.task_spec.key, token.id, incident=incident, body=body))

    def keep(self, token: Token, problem: Stuck) -> None:
        """Keep a token whose element is done but has no way out; the incident stands behind the work."""
        token._set_state(STARTED)
        holder = token.frame or token.home
        _put_back(self.live, token)
        if holder is not None and holder.inside is not None:
            _put_back(holder.inside, token)
        self.fail(token, problem)

    def settle(self, token: Token | Watch) -> None:
        """End the incident of a token, if it has one."""
        if token.incident is not None:
            token.row = None
            if self.incidents.pop(token.id, None) is None:
                self.resolved[token.id] = token.incident
            token.incident = None

    # --- what the library asks of a workflow, answered from the indexes ---------------------------

    def do_engine_steps(self, will_complete_task: object = None, did_complete_task: object = None) -> None:
        """Move tokens until nothing moves, at most as many as the program's limit allows in one call."""
        left = self.program.limits.steps
        while self.ready or self.emptied or self._stirs():
            if self.emptied:
                self._end_scope(self.emptied.pop())
                continue
            token = self.ready.popleft()
            if token._state != READY or token.incident is not None:
                continue
            if left == 0:
                self._pause(token)
                return
            left -= 1
            try:
                token.run()
            except Stuck as problem:
                self.fail(token, problem)
        self.ran = 0

    @staticmethod
    def _end_scope(scope: Token) -> None:
        if not scope.inside and scope._state == STARTED and scope.incident is None and not scope.task_spec.repeats:
            scope.task_spec.emptied(scope)

    def _stirs(self) -> bool:
        """Whether something moves after all: a condition has come true, or nothing more can come to a join."""
        if self.conditional and self.live and self._try_conditions():  # a process in which nothing is left is over
            return True
        return bool(self.patient) and self._reconsider()

    def _try_conditions(self) -> bool:
        held = [one for one in self.conditional.values() if one.incident is None]
        happened = False
        for one in held:  # every one is looked at: what is true now need not be true later
            if one.id in self.conditional and one.task_spec.try_condition(self, one):
                happened = True
        return happened

    def _reconsider(self) -> bool:
        """Ask the tokens that wait until nothing else moves, as drawn; tell whether one goes on now."""
        waiting = sorted(self.patient.values(), key=lambda token: (token.task_spec.place, token.id))
        return any(token.id in self.patient and token.task_spec.reconsider(token) for token in waiting)

    def _pause(self, token: Token) -> None:
        """Leave what can move to the next call; what has run for too long without coming to rest is stopped."""
        limits = self.program.limits
        moving = [one for one in (token, *self.ready) if one._state == READY and one.incident is None]
        moving.sort(key=lambda one: one.id)  # as they are read again when the case was stored
        self.ready.clear()
        self.ran += limits.steps
        if self.ran < limits.in_a_row:
            self.ready.extend(moving)
            return
        self.ran = 0
        for one in moving:
            self.fail(one, Stuck("step-limit", limit=limits.in_a_row))

    def _task_completed_notify(self, task: Task) -> None:
        """Do nothing: nobody waits for completions, joins are told when a token arrives."""

    def update_waiting_tasks(self) -> None:
        """Do nothing: a waiting join moves only when a token arrives."""

    def is_completed(self) -> bool:
        """Whether no token is left."""
        return not self.live

    def manual_input_required(self) -> bool:
        """Whether nothing moves without people."""
        return not self.ready

    def cancel(self, workflow: object = None) -> list[Token]:
        """Withdraw every live token, oldest first."""
        return self.clear(None)

    def clear(self, scope: Token | None) -> list[Token]:
        """Withdraw what is live in a sub-process (None: in the process), oldest first."""
        held = self.live if scope is None else scope.inside or {}
        withdrawn = list(held.values())
        for token in withdrawn:
            token.cancel()
        return withdrawn

    def get_tasks_iterator(self, first_task: Task | None = None, **wanted: Any) -> Iterator[Task]:
        """Give the live tasks of a state, all or those in one."""
        state = wanted.pop("state", TaskState.ANY_MASK)
        if wanted:
            raise TypeError(f"this workflow is not searched by {', '.join(wanted)}")
        everything = self.live.values() if first_task is None else first_task.within()
        return (task for task in list(everything) if task._state & state)


def _put_back(held: dict[int, Token], token: Token) -> None:
    """Put a token back where it stood: the oldest come first."""
    held[token.id] = token
    ordered = sorted(held.items())
    held.clear()
    held.update(ordered)
