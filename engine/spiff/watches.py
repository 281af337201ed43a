"""What may happen to a running activity or scope: an event that is waited for beside its work; must not say what then.

A watch is no token: nobody has come to the event yet. Its number becomes the activity of the wait; who comes to the
event when it happens gets a number of its own.
"""

from typing import TYPE_CHECKING, Any

from engine.spiff.moments import Moment
from engine.spiff.reasons import Incident, Stuck
from engine.spiff.timers import Due

if TYPE_CHECKING:  # a case holds watches
    from engine.spiff.case import Case, Token


class Watch:
    """One event that is waited for beside a live activity (`host`), or beside the process itself (None)."""

    __slots__ = ("due", "held", "host", "id", "incident", "row", "task_spec")

    def __init__(self, activity: int, spec: Any, host: "Token | None") -> None:
        """Watch for the event of `spec`, not yet begun."""
        self.id = activity
        self.task_spec = spec
        self.host = host
        self.due: Due | None = None
        self.held = False
        """Whether its condition was true when it was last looked at."""
        self.incident: Incident | None = None
        self.row: bytes | None = None

    @property
    def home(self) -> "Token | None":
        """Where the event stands: beside its activity, or in the scope that it is about."""
        return self.host.home if self.host is not None and not self.task_spec.listens else self.host

    def scope(self, case: "Case") -> Any:
        """Return the variables that its expressions see: those of the scope where it stands."""
        host = self.host
        if host is None:
            return case.scope
        return host.data if self.task_spec.listens else host.outer

    def begin(self, case: "Case") -> None:
        """Begin to wait; an expression that fails is an incident of the event, and its activity goes on."""
        try:
            self.task_spec.await_event(case, self, self.scope(case))
        except Stuck as problem:
            case.fail(self, problem)

    def end(self, case: "Case") -> None:
        """Wait no more."""
        if self.incident is not None:
            case.settle(self)
            case.moments.append(Moment("cancelled", self.task_spec.key, self.id))
        else:
            self.task_spec.leave_event(case, self)
