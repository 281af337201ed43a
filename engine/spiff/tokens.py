"""One activity of a running case: where its token stands, what encloses it, which variables it sees; not its case."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.moments import Moment
from engine.spiff.reasons import Incident
from engine.spiff.scope import Local, Scope, Variables
from engine.spiff.watches import Watch

if TYPE_CHECKING:  # a case holds tokens
    from engine.spiff.case import Case

FUTURE, WAITING, READY, STARTED = TaskState.FUTURE, TaskState.WAITING, TaskState.READY, TaskState.STARTED
#: Rows are kept written in blocks of 64 activities.
BLOCK = 6
CANCELLED, FINISHED = TaskState.CANCELLED, TaskState.FINISHED_MASK


class Token(Task):  # type: ignore[misc]
    """One activity: a token at one element. Its number is unique in the case and counts up, so two runs are alike.

    Tokens know what encloses them and not where they came from: nothing finished is kept.
    """

    own: dict[str, Any] | None = None
    """Variables of its own: a repetition's item, what a sub-process has taken in."""
    frame: "Token | None" = None
    """Of a repetition: the frame around it."""
    index = 0
    """Of a repetition: which one, counted from 0."""
    inside: dict[int, "Token"] | None = None
    """Of a sub-process or a frame: what is live directly in it."""
    watches: tuple[Watch, ...] = ()
    """What may happen to it while it lives: its boundary events, the event sub-processes in it."""
    sent: tuple["Token", ...] = ()
    leaving: tuple[Any, ...] | None = None
    """What it throws, between running and completing."""
    log: list[Any] | None = None
    """Of a scope: what was completed in it and can be undone (see `engine.spiff.remembering`)."""
    looked: tuple[int, int] | None = None
    """At an inclusive join: what lived around it when that was last asked: how many, and the youngest."""
    plan: list[Any] | None = None
    """Of an event that undoes: what is still to be undone."""
    _data: Scope | Local | None = None
    _row: bytes | None = None

    # The library's constructor draws a random id, reads the clock and gives every task its own data: all replaced.
    def __init__(
        self,
        case: "Case",
        spec: Any,
        home: "Token | None",
        via: str | None,
        activity: int,
        frame: "Token | None" = None,
    ) -> None:
        """Stand before the element, not yet entered, in a sub-process (`home`, None: the process) and a frame."""
        self.id = activity
        self.workflow = case
        self.task_spec = spec
        self.home = home
        self._state = FUTURE
        self.triggered = False
        self.thread_id = 0
        self.internal_data: dict[str, Any] = {}
        self.last_state_change = 0.0
        self.via = via  # the sequence flow it came over
        self.incident: Incident | None = None
        self.joined: tuple[int, ...] = ()
        self.chosen: tuple[Any, ...] | None = None
        case.live[activity] = self
        case.touched.add(activity >> BLOCK)
        if frame is not None:
            self.frame = frame
        if spec.holds:
            self.inside = {}
        holder = frame or home
        if holder is not None and holder.inside is not None:
            holder.inside[activity] = self

    @property
    def row(self) -> bytes | None:
        """Its stored row, while that is true: who changes what is stored sets it to None."""
        return self._row

    @row.setter
    def row(self, written: bytes | None) -> None:
        self._row = written
        if written is None:
            self.workflow.touched.add(self.id >> BLOCK)

    @property
    def data(self) -> Scope | Local:
        """The variables of the scope: BPMN knows no data of a token."""
        if self.own is None:
            return self.outer
        if self._data is None:
            self._data = Local(self, self.outer)
        return self._data

    @data.setter
    def data(self, values: Variables) -> None:
        self.data.update(values)

    @property
    def outer(self) -> Scope | Local:
        """The variables around it, without its own."""
        home = self.home
        while home is not None and home.own is None:
            home = home.home
        scope: Scope | Local = self.workflow.scope if home is None else home.data
        return scope

    @property
    def seen(self) -> dict[str, Any]:
        """Its own variables and those of the scopes around it that the case does not have."""
        found: dict[str, Any] = {}
        token: Token | None = self
        while token is not None:
            if token.own is not None:
                found = {**token.own, **found}
            token = token.home
        return found

    def _add_child(self, task_spec: Any, state: int = FUTURE) -> "Token":
        return self.send(task_spec, None)

    def send(self, spec: Any, via: str | None) -> "Token":
        """Put a token before the next element, over the sequence flow `via`, and note that it was entered."""
        token = self.workflow.place(spec, self.home, via)
        self.sent = (*self.sent, token)
        return token

    def _set_state(self, value: int) -> None:
        if value == self._state:
            return
        self._state = value
        self._row = None
        case: Case = self.workflow
        case.touched.add(self.id >> BLOCK)
        if value & FINISHED:
            case.live.pop(self.id, None)
            if self.watches:
                case.forget(self.watches)
            holder = self.frame or self.home
            if holder is not None and holder.inside is not None:
                holder.inside.pop(self.id, None)
                if not holder.inside:
                    case.emptied.append(holder)
        elif value == READY and not self.task_spec.manual:
            case.ready.append(self)

    def _ready(self) -> None:
        if not self._state & FINISHED:
            self._set_state(READY)

    def _inherit_data(self) -> None:
        """Do nothing: the data is already shared."""

    def __iter__(self) -> Iterator[Task]:
        return iter(self.within())

    def within(self) -> list["Token"]:
        """Return what is live in it, innermost first, and itself; with a stack, so that depth costs no recursion."""
        found, waiting = [], [self]
        while waiting:
            token = waiting.pop()
            found.append(token)
            if token.inside:
                waiting.extend(token.inside.values())
        return found[::-1]

    def is_descendant_of(self, task: Task) -> bool:
        """Whether `task` encloses this one."""
        above = self.frame or self.home
        while above is not None and above is not task:
            above = above.frame or above.home
        return above is not None

    def run(self) -> bool | None:
        """Run the element. Raises RuntimeError when this is not its turn: a withdrawn task must never be completed."""
        if self._state != READY:
            raise RuntimeError(f"activity {self.id} cannot run in state {self._state}")
        result: bool | None = self.task_spec._run(self)
        if self._state == READY:  # it may have begun something, or withdrawn itself
            self.complete()
        return result

    def cancel(self) -> None:
        """Withdraw this activity if it is not over; what is in it and what it opened goes first."""
        if self.inside:
            for token in self.within()[:-1]:
                token._withdraw()
        self._withdraw()

    def _withdraw(self) -> None:
        if self._state & FINISHED:
            return
        self.task_spec._on_cancel(self)
        self.workflow.settle(self)
        for activity in (*self.joined, self.id):
            self.workflow.moments.append(
                Moment("cancelled", self.task_spec.key, activity, body=self.task_spec.repeats, **self.repetition)
            )
        self._set_state(CANCELLED)

    @property
    def repetition(self) -> dict[str, Any]:
        """What a moment says about a repetition."""
        if self.frame is None or not self.frame.task_spec.repeats:
            return {}
        return {"parent": self.frame.id, "instances": self.frame.task_spec.total(self.frame)}
