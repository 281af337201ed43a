"""One running case: its tokens, the indexes over them, the loop that moves them; must not know kinds of elements."""

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.expressions import Engine
from engine.spiff.moments import Moment, Waiting
from engine.spiff.reasons import Incident, Stuck
from engine.spiff.scope import Scope, Variables

FUTURE, WAITING, READY, STARTED = TaskState.FUTURE, TaskState.WAITING, TaskState.READY, TaskState.STARTED
CANCELLED, FINISHED = TaskState.CANCELLED, TaskState.FINISHED_MASK


class Token(Task):  # type: ignore[misc]
    """One activity: a token at one element. Its number is unique in the case and counts up, so two runs are alike."""

    # The library's constructor draws a random id, reads the clock and gives every task its own data: all replaced.
    def __init__(self, case: "Case", spec: Any, parent: "Token | None", via: str | None, activity: int) -> None:
        """Stand before the element, not yet entered."""
        self.id = activity
        self.workflow = case
        self.task_spec = spec
        self._parent = None if parent is None else parent.id
        self._children: list[int] = []
        self._state = FUTURE
        self.triggered = False
        self.thread_id = 0
        self.internal_data: dict[str, Any] = {}
        self.last_state_change = 0.0
        self.via = via  # the sequence flow it came over
        self.incident: Incident | None = None
        self.joined: tuple[int, ...] = ()
        self.chosen: tuple[Any, ...] | None = None
        case.tasks[activity] = self
        case.live[activity] = self
        if parent is not None:
            parent._children.append(activity)

    @property
    def data(self) -> Scope:
        """The variables of the scope: BPMN knows no data of a token."""
        scope: Scope = self.workflow.scope
        return scope

    @data.setter
    def data(self, values: Variables) -> None:
        self.workflow.scope.update(values)

    def _add_child(self, task_spec: Any, state: int = FUTURE) -> "Token":
        return self.send(task_spec, None)

    def send(self, spec: Any, via: str | None) -> "Token":
        """Put a token before the next element, over the sequence flow `via`, and note that it was entered."""
        case: Case = self.workflow
        token = Token(case, spec, self, via, case.number())
        case.moments.append(Moment("entered", spec.key, token.id, () if via is None else (via,), body=spec.repeats))
        return token

    def _set_state(self, value: int) -> None:
        if value == self._state:
            return
        self._state = value
        case: Case = self.workflow
        if value & FINISHED:
            case.live.pop(self.id, None)
        elif value == READY and not self.task_spec.manual:
            case.ready.append(self)

    def _inherit_data(self) -> None:
        """Do nothing: the data is already shared."""

    def __iter__(self) -> Iterator[Task]:
        return self.workflow.walk(self)

    def is_descendant_of(self, task: Task) -> bool:
        """Whether `task` is above this one; with a loop, so that depth costs no recursion."""
        above = self.parent
        while above is not None and above is not task:
            above = above.parent
        return above is not None

    def run(self) -> bool | None:
        """Run the element. Raises RuntimeError when this is not its turn: a withdrawn task must never be completed."""
        if self._state != READY:
            raise RuntimeError(f"activity {self.id} cannot run in state {self._state}")
        result: bool | None = self.task_spec._run(self)
        self.complete()
        return result

    def cancel(self) -> None:
        """Withdraw this activity if it is not over; what it opened goes first."""
        if self._state & FINISHED:
            return
        self.task_spec._on_cancel(self)
        self.workflow.settle(self)
        for activity in (*self.joined, self.id):
            self.workflow.moments.append(Moment("cancelled", self.task_spec.key, activity, body=self.task_spec.repeats))
        self._set_state(CANCELLED)


class Case(BpmnWorkflow):  # type: ignore[misc]
    """The tokens of one case, live and, until pruned, finished."""

    tasks: dict[int, Token]

    def __init__(self, program: Any) -> None:
        """Make a case without tokens; `deserializing` keeps the library from making its own."""
        super().__init__(program.spec, script_engine=Engine(), deserializing=True)
        self.program = program
        self.scope = Scope()
        self.live: dict[int, Token] = {}
        self.ready: deque[Token] = deque()
        self.bodies: dict[int, Token] = {}
        self.joins: dict[str, dict[str, deque[Token]]] = {}
        self.patient: dict[int, Token] = {}
        self.next_activity = 1
        self.saved = b""
        self._forget()

    def _forget(self) -> None:
        self.moments: list[Moment] = []
        self.opened: dict[int, Waiting] = {}
        self.closed: list[int] = []
        self.incidents: dict[int, Incident] = {}
        self.resolved: dict[int, Incident] = {}

    def begin(self, variables: Variables, now: datetime) -> None:
        """Begin a call: these variables, this clock, nothing noted yet."""
        self._forget()
        self.scope.bind(variables, self._keep_collections)
        self.script_engine.environment.now = now

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

    def enter(self, spec: Any) -> None:
        """Put the first token before the start event."""
        token = Token(self, spec, None, None, self.number())
        self.moments.append(Moment("entered", spec.key, token.id))
        spec._update(token)

    def open(self, waiting: Waiting) -> None:
        """Note a user task opened for people."""
        self.opened[waiting.activity] = waiting

    def close(self, activity: int) -> None:
        """Note a user task withdrawn; one opened in this very call was never seen by anybody."""
        if self.opened.pop(activity, None) is None:
            self.closed.append(activity)

    def done(self, token: Token) -> None:
        """Note that a token is done, with the variables that changed since the last note."""
        spec = token.task_spec
        changes = self.scope.take()
        self.moments.append(Moment("completed", spec.key, token.id, (), token.joined, changes, body=spec.repeats))

    def wrote(self, token: Token) -> None:
        """Note variables that were written at an element which is not done by that."""
        changes = self.scope.take()
        if changes:
            self.moments.append(Moment("data", token.task_spec.key, token.id, (), (), changes))

    def fail(self, token: Token, problem: Stuck) -> None:
        """Stop a token with an incident; the rest goes on. What fails again just as before goes on standing."""
        incident = Incident(token.id, token.task_spec.key, problem.code, problem.params)
        token.incident = incident
        if self.resolved.get(token.id) == incident:
            del self.resolved[token.id]
            return
        self.incidents[token.id] = incident
        body = token.task_spec.repeats
        self.moments.append(Moment("failed", token.task_spec.key, token.id, incident=incident, body=body))

    def keep(self, token: Token, problem: Stuck) -> None:
        """Keep a token whose element is done but has no way out; the incident stands behind the work."""
        token._set_state(STARTED)
        self.live[token.id] = token
        self.fail(token, problem)

    def settle(self, token: Token) -> None:
        """End the incident of a token, if it has one."""
        if token.incident is not None:
            if self.incidents.pop(token.id, None) is None:
                self.resolved[token.id] = token.incident
            token.incident = None

    # --- what the library asks of a workflow, answered from the indexes ---------------------------

    def do_engine_steps(self, will_complete_task: object = None, did_complete_task: object = None) -> None:
        """Move tokens until people are needed, at most as many as the program's limit allows in one call."""
        left = self.program.limits.steps
        while self.ready or (self.patient and self._reconsider()):
            token = self.ready.popleft()
            if token._state != READY or token.incident is not None:
                continue
            if left == 0:
                self._stop_all(token)
                return
            left -= 1
            try:
                token.run()
            except Stuck as problem:
                self.fail(token, problem)

    def _reconsider(self) -> bool:
        """Ask the tokens that wait until nothing else moves, as drawn; tell whether one goes on now."""
        waiting = sorted(self.patient.values(), key=lambda token: (token.task_spec.place, token.id))
        return any(token.id in self.patient and token.task_spec.reconsider(token) for token in waiting)

    def _stop_all(self, token: Token) -> None:
        stopped = [token, *(other for other in self.ready if other._state == READY and other.incident is None)]
        self.ready.clear()
        for other in stopped:
            self.fail(other, Stuck("step-limit", limit=self.program.limits.steps))

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
        withdrawn = list(self.live.values())
        for token in withdrawn:
            token.cancel()
        return withdrawn

    def walk(self, first: Task | None = None) -> Iterator[Task]:
        """Give a task (or everything) and what is below it; with a stack, so that depth is not limited."""
        waiting = [token for token in self.tasks.values() if token._parent is None] if first is None else [first]
        while waiting:
            task = waiting.pop()
            yield task
            waiting.extend(self.tasks[child] for child in reversed(task._children) if child in self.tasks)

    def get_tasks_iterator(self, first_task: Task | None = None, **wanted: Any) -> Iterator[Task]:
        """Give the live tasks of a state from the index, or walk the tree."""
        state = wanted.pop("state", TaskState.ANY_MASK)
        if wanted:
            raise TypeError(f"this workflow is not searched by {', '.join(wanted)}")
        everything = (
            self.walk(first_task) if first_task is not None or state & FINISHED else iter(list(self.live.values()))
        )
        return (task for task in everything if task._state & state)

    def prune(self) -> None:
        """Forget the finished tokens: joins, scopes and history need none of them."""
        if len(self.tasks) == len(self.live):
            return
        for token in self.live.values():
            token._parent = None
            token._children = []
        self.tasks = dict(self.live)
