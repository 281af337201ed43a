"""Sub-processes: what begins in one, what may happen to it, and when it is over; must not know kinds of activities."""

from collections.abc import Mapping, Sequence
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import NoneTask, StartEvent

from engine.spiff.case import STARTED, Case, Token
from engine.spiff.elements import Lazy
from engine.spiff.events import Awaited
from engine.spiff.exchange import Desk
from engine.spiff.watches import Watch


class Nest(Lazy, NoneTask):  # type: ignore[misc]
    """An embedded sub-process: over when no token is left in it."""

    holds = True
    begins: Sequence[Any] = ()
    """Where its tokens begin."""
    listeners: Sequence[Any] = ()
    """Starts of its event sub-processes that are waited for."""
    handlers: Sequence[Any] = ()
    """Starts of its event sub-processes that catch what is thrown in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False

    def _update_hook(self, my_task: Token) -> bool:
        if self.exchange is not None:
            case: Case = my_task.workflow
            desk = self.exchange.enter(case.script_engine.environment, my_task.data)
            my_task.data.write(desk.pending)
            if desk.local:
                my_task.own = {**(my_task.own or {}), **desk.local}
                for name, value in desk.local.items():
                    case.wrote_own(my_task, name, None, value)
            case.wrote(my_task)
        return True

    def _run_hook(self, my_task: Token) -> bool:
        if not self.begins:
            return True  # nothing is drawn in it, so it is done as soon as it begins
        self.open(my_task)
        for begin in self.begins:
            my_task.workflow.enter(begin, my_task)
        return True

    def open(self, my_task: Token) -> None:
        """Be there for what happens inside."""
        my_task._set_state(STARTED)
        for listener in self.listeners:
            my_task.workflow.watch(listener, my_task)

    def _hand_over(self, my_task: Token) -> None:
        if self.exchange is None:
            return
        own = my_task.own or {}
        desk = Desk(my_task.outer, local=dict(own))
        self.exchange.leave(my_task.workflow.script_engine.environment, desk)
        kept = () if my_task.frame is None else my_task.frame.task_spec.keeps
        own.update({name: value for name, value in desk.pending.items() if name in kept})
        my_task.outer.write({name: value for name, value in desk.pending.items() if name not in kept})


class Handling(Nest):
    """An event sub-process: it begins when its start event happens, and its scope waits for it."""

    handles = True


class Alert(Awaited, StartEvent):  # type: ignore[misc]
    """The start event of an event sub-process."""

    listens = True
    around: Handling

    def happen(self, case: Case, watch: Watch, values: Mapping[str, Any]) -> bool:
        """Let the event happen that was watched for."""
        self.strike(case, watch.host, values, watch=watch)
        return True

    def strike(
        self,
        case: Case,
        scope: Token | None,
        values: Mapping[str, Any],
        *,
        name: str | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Withdraw everything else in the scope if the event interrupts, and begin the event sub-process."""
        if self.interrupting:
            case.clear(scope)
            case.forget([one for one in case.watches.values() if one.host is scope and one.task_spec.listens])
        else:
            self._rearm(case, watch)
        around = case.place(self.around, scope)
        self.around.open(around)
        self.arrive(case.place(self, around), values, name=name)
