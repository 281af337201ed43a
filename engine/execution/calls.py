"""How cases call cases: begun, returned from, stopped and cancelled with those that called them, in one transaction.

A called case is a case of its own. What a step means for callers and called is done one after the other from a list,
not by recursion, so that depth and rounds cost no stack; at most `MOST` cases begin in one transaction.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, Protocol

import sqlalchemy as sa

from engine import db, definitions, errors, events, spiff
from engine.context import Context
from engine.definitions import binding
from engine.execution import instances, models, times
from engine.execution.callers import UNCAUGHT, Callers
from engine.execution.instances import CANCELLED, Held, Instance
from engine.history import append
from engine.history.values import Side
from engine.spiff import Incident, Step, Thrown, Wait

#: So deep cases call cases (facts: a process that calls itself grows without end).
DEEPEST: Final = 16
#: So many cases begin in one transaction.
MOST: Final = 1_000

_CASE = models.instance.c
_CHILDREN = sa.select(_CASE.id, _CASE.parent_activity).where(
    _CASE.parent == sa.bindparam("of"), _CASE.ended_at.is_(None)
)
_OPEN_CHILDREN = db.prepare(_CHILDREN.order_by(_CASE.parent_activity, _CASE.id))
_PARENT = db.prepare(sa.select(_CASE.parent).where(_CASE.id == sa.bindparam("of")))


class Store(Protocol):
    """Stores a step of a case that is held and returns the case as it is held then."""

    def __call__(
        self, held: Held, step: Step, *, before: dict[str, Side], first: Sequence[events.Event] = (), status: str = ""
    ) -> Held:
        """Store; `before` as for `advance`. Without a `status` the case keeps its own unless the step ends it."""


def concern(case: Instance, step: Step) -> bool:
    """Tell whether a step of a case means something for a case that it called or was called by."""
    if step.ended or any(wait.kind == "call" for wait in step.waits):
        return True
    return case.parent is not None and bool(case.ended or step.thrown or step.incidents)


def follow(ctx: Context, held: Held, step: Step, store: Store) -> None:
    """Do everything that a stored step means for callers and called, and what follows from that."""
    _Family(ctx, store).run(held, step)


def open_children(ctx: Context, case: str) -> list[str]:
    """Return the open cases that a case called, oldest first."""
    return [row.id for row in ctx.db.all(_OPEN_CHILDREN, of=case)]


def open_tree(ctx: Context, case: str) -> list[str]:
    """Return the open cases below a case, those further up first."""
    found: list[str] = []
    level = [case]
    while level:
        level = [child for one in level for child in open_children(ctx, one)]
        found += level
    return found


class _Family(Callers):
    """The cases that one transaction moves because they call each other, and what is still to be done about them."""

    def __init__(self, ctx: Context, store: Store) -> None:
        super().__init__(ctx)
        self.store = store
        self.here = times.here(ctx)
        self.todo: deque[Callable[[], None]] = deque()
        self.passed: set[tuple[str, int]] = set()
        self.begun = 0

    def run(self, held: Held, step: Step) -> None:
        self._note(held, step)
        if held.instance.status == CANCELLED and held.instance.parent is not None:
            self.todo.append(partial(self._lost, held.instance))
        while self.todo:
            self.todo.popleft()()

    # --- what a step means -----------------------------------------------------------------------

    def _note(self, held: Held, step: Step) -> None:
        """Remember a case as it was just stored, and put down what its step asks for."""
        case = held.instance
        self.held[case.id] = held
        self.over.update((case.id, activity) for activity in step.ended)
        withdrawn = _calls(self.program(case), step)
        if withdrawn:
            self.todo.append(partial(self._cancel, case.id, withdrawn))
        called = [wait for wait in step.waits if wait.kind == "call"]
        if called:
            self.over.difference_update((case.id, wait.activity) for wait in called)
            self.todo.append(partial(self._begin_all, case.id, called))
        if case.parent is not None:
            self._upward(held, step)

    def _upward(self, held: Held, step: Step) -> None:
        for thrown in step.thrown:
            if thrown.kind == "escalation":
                self.todo.append(partial(self._escalate, held.instance, thrown))
        for incident in step.incidents:
            if incident.code == UNCAUGHT:
                self.todo.append(partial(self._raise, held.instance, incident))
        if step.completed:
            self.todo.append(partial(self._return, held))

    def _move(self, held: Held, move: Callable[..., Step], *first: events.Event, status: str = "") -> None:
        """Move a case and note what follows; nothing where what it waited for is over."""
        before = dict(held.scope.sides)
        try:
            step = move(self.program(held.instance), held.state, held.scope, warm=held.warm, **self.here)
        except errors.ActivityNotOpen:
            return
        self._note(self.store(held, step, before=before, first=first, status=status), step)

    # --- downward: begin and cancel --------------------------------------------------------------

    def _begin_all(self, caller: str, waits: Sequence[Wait]) -> None:
        """Begin the cases that one step called; those that cannot begin are incidents of their call activities."""
        told: list[events.Event] = []
        refused: list[tuple[Wait, str, dict[str, Any]]] = []
        depth = self._depth(caller)
        for wait in waits:
            if (caller, wait.activity) in self.over:
                continue
            version = self._version(self.held[caller].instance, wait)
            if version is None:
                refused.append((wait, "call-unknown", {"process": wait.topic or ""}))
            elif depth >= DEEPEST:
                refused.append((wait, "call-too-deep", {"limit": DEEPEST}))
            elif self.begun >= MOST:
                refused.append((wait, "call-too-many", {"limit": MOST}))
            else:
                told.append(self._begin(self.held[caller].instance, wait, version))
        if told:
            self._tell(caller, told)
        for wait, code, params in refused:
            self._stop(self.held[caller], wait.activity, code, params)

    def _begin(self, caller: Instance, wait: Wait, version: definitions.Version) -> events.Event:
        self.begun += 1
        key = str(wait.details.get("business_key") or "")
        held = instances.new(self.ctx, version, business_key=key, by=caller, activity=wait.activity)
        changes = held.scope.write(dict(wait.values))
        before = dict(held.scope.sides)
        step = spiff.start(self.program(held.instance), held.scope, **self.here)
        held = instances.numbered(self.ctx, held)
        number = held.instance.number
        begun = events.InstanceStarted(
            number=number, business_key=key, changes=changes, parent=caller.id, parent_activity=wait.activity
        )
        self._note(self.store(held, step, before=before, first=[begun]), step)
        return events.CallStarted(element=wait.element, activity=wait.activity, called=held.instance.id, number=number)

    def _version(self, caller: Instance, wait: Wait) -> definitions.Version | None:
        said = wait.details
        return binding.bound(
            self.ctx,
            wait.topic or "",
            binding=str(said.get("binding") or "latest"),
            version=str(said.get("version") or ""),
            tag=str(said.get("version_tag") or ""),
            caller=caller.definition,
        )

    def _depth(self, case: str) -> int:
        depth, above = 1, self.held[case].instance.parent
        while above is not None and depth < DEEPEST:
            row = self.ctx.db.one(_PARENT, of=above)
            depth, above = depth + 1, row.parent if row else None
        return depth

    def _tell(self, case: str, told: Sequence[events.Event]) -> None:
        held = self.held[case]
        chain = append(self.ctx, held.chain, told, held.instance.definition)
        instances.appended(self.ctx, held.chain, chain)
        self.held[case] = held._replace(chain=chain)

    def _stop(self, held: Held, activity: int, code: str, params: Mapping[str, Any], *first: events.Event) -> None:
        """End the wait of a call activity with an incident, unless it is over anyway."""
        self._move(held, partial(spiff.stop, activity=activity, code=code, params=params), *first)

    def _cancel(self, caller: str, activities: Iterable[int]) -> None:
        """Cancel the open cases behind call activities that are over."""
        meant = set(activities)
        for row in self.ctx.db.all(_OPEN_CHILDREN, of=caller):
            if row.parent_activity in meant:
                held = self.hold(row.id)
                if held.instance.ended:
                    continue
                cancel = partial(self._cancelled, row.id)
                self._move(held, cancel, events.InstanceCancelled(caller=caller), status=CANCELLED)

    def _cancelled(self, case: str, *given: Any, **here: Any) -> Step:
        """Cancel a case; an error that a caller caught was never an incident, so none is over."""
        step = spiff.cancel(*given, **here)
        return replace(step, resolved=tuple(one for one in step.resolved if (case, one) not in self.passed))

    # --- upward: return, escalate, raise -----------------------------------------------------------

    def _return(self, called: Held) -> None:
        """Let the caller go on with what the called case ended with."""
        found = self.caller(called.instance)
        if found is None:
            return
        held, activity = found
        move = partial(spiff.occur, activity=activity, values=called.scope)
        self._move(held, move, self._ended(held, called.instance, "completed"))

    def _lost(self, called: Instance) -> None:
        """Stop the caller at its call activity: somebody cancelled the called case alone. A retry calls anew."""
        found = self.caller(called)
        if found is None:
            return
        held, activity = found
        self._stop(held, activity, "call-cancelled", {"number": called.number}, self._ended(held, called, "cancelled"))

    def _escalate(self, called: Instance, thrown: Thrown) -> None:
        """Offer an escalation that the called case did not catch to its caller; it is no error when nobody does."""
        found = self.caller(called)
        if found is None:
            return
        held, activity = found
        told = events.EscalationRaised(
            element=self._element(held, activity),
            activity=activity,
            called=called.id,
            number=called.number,
            code=thrown.name,
        )
        self._move(held, partial(spiff.escalate, activity=activity, code=thrown.name, values=thrown.values), told)

    def _raise(self, failed: Instance, incident: Incident) -> None:
        """Offer an error that the called case did not catch to those above, the nearest first.

        Where none of them catches it, nothing happened to them, and the case that failed keeps its incident.
        """
        code, message = str(incident.params.get("error") or ""), str(incident.params.get("message") or "")
        found = self.catcher(failed, code)
        if found is None:
            return
        held, activity, called = found
        self.passed.add((failed.id, incident.activity))
        move = partial(spiff.raise_error, activity=activity, code=code, message=message)
        self._move(held, move, self._ended(held, called, "error", code))

    def _ended(self, caller: Held, called: Instance, outcome: str, code: str = "") -> events.Event:
        activity = int(called.parent_activity or 0)
        return events.CallEnded(
            element=self._element(caller, activity),
            activity=activity,
            called=called.id,
            number=called.number,
            outcome=outcome,
            code=code,
        )

    def _element(self, held: Held, activity: int) -> str:
        return next((element for element, number in spiff.tokens(held.state) if number == activity), "")


def _calls(program: spiff.Program, step: Step) -> set[int]:
    """Return the activities of call activities that were withdrawn or done in a step."""
    ended = set(step.ended)
    if not ended:
        return set()
    return {
        moment.activity
        for moment in step.moments
        if moment.activity in ended and program.elements[moment.element].type == "callActivity"
    }
