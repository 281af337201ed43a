"""How events are waited for, and what happens at them: catching, boundary and start events; must not throw any."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import NoneTask

from engine.spiff.case import READY, WAITING, Case, Token
from engine.spiff.elements import Lazy, is_true
from engine.spiff.expressions import Formula
from engine.spiff.moments import Moment, Wait
from engine.spiff.occasions import Occasion
from engine.spiff.reasons import Stuck
from engine.spiff.scope import Overlay
from engine.spiff.timers import Due, Timing
from engine.spiff.watches import Watch

Holder = Token | Watch


class Awaited(Lazy):
    """Common to events and tasks that something comes to: how they begin to wait and cease to."""

    occasion: Occasion | None = None
    timing: Timing | None = None
    condition: Formula | None = None
    topic: Formula | str | None = None
    keys: tuple[tuple[str, Formula | str], ...] = ()
    interrupting = True

    def await_event(self, case: Case, holder: Holder, scope: Mapping[str, Any]) -> None:
        """Begin to wait. Raises Stuck where an expression fails."""
        environment = case.script_engine.environment
        if self.timing is not None:
            due = self.timing.first(environment, scope, environment.now)
            if isinstance(holder, Watch):
                holder.due = due
            case.wait(self._timer(holder.id, due))
        elif self.condition is not None:
            case.conditional[holder.id] = holder
            case.wait(Wait("conditional", self.key, holder.id, self.element.name, topic=self.condition.source))
        else:
            case.wait(self._subscription(case, holder.id, scope))

    def _timer(self, activity: int, due: Due) -> Wait:
        details: dict[str, object] = {}
        if due.every is not None and self.timing is not None:
            details["cycle"] = self.timing.source
        if self.occasion is not None and self.occasion.retry_cycle is not None:
            details["retry_cycle"] = self.occasion.retry_cycle
        return Wait("timer", self.key, activity, self.element.name, due.at, details=details)

    def _subscription(self, case: Case, activity: int, scope: Mapping[str, Any]) -> Wait:
        evaluate = case.script_engine.environment.evaluate
        topic = evaluate(self.topic, scope) if isinstance(self.topic, Formula) else self.topic
        if not isinstance(topic, str):
            raise Stuck("event-name", source=self.topic.source if isinstance(self.topic, Formula) else "")
        keys = {
            name: evaluate(value, scope) if isinstance(value, Formula) else value for name, value in self.keys
        }  # fmt: skip
        signal = self.occasion is not None and self.occasion.kind == "signal"
        return Wait("signal" if signal else "message", self.key, activity, self.element.name, topic=topic, keys=keys)

    def leave_event(self, case: Case, holder: Holder) -> None:
        """Wait no more."""
        case.over(holder.id)
        if self.condition is not None:
            case.conditional.pop(holder.id, None)

    def try_condition(self, case: Case, holder: Holder) -> bool:
        """Let the event happen if its condition has come true since it was last looked at; tell whether."""
        condition = self.condition
        assert condition is not None, "asked of conditional events only"  # noqa: S101
        scope = holder.data if isinstance(holder, Token) else holder.scope(case)
        try:
            true = is_true(case.script_engine.environment.evaluate(condition, scope), condition.source)
        except Stuck as problem:
            self.leave_event(case, holder)
            case.fail(holder, problem)
            return False
        if isinstance(holder, Token):
            return true and self.come(holder, {})
        before, holder.held = holder.held, true
        if before != true:
            holder.row = None
        return true and not before and self.happen(case, holder, {})

    def happen(self, case: Case, watch: Watch, values: Mapping[str, Any]) -> bool:
        """Let the event happen that was watched for."""
        raise NotImplementedError

    def come(self, my_task: Token, values: Mapping[str, Any], local: Mapping[str, Any] | None = None) -> bool:
        """Let what this token waits for have come."""
        self.leave_event(my_task.workflow, my_task)
        self.arrive(my_task, values, local)
        return True

    def arrive(
        self, my_task: Token, values: Mapping[str, Any], local: Mapping[str, Any] | None = None, name: str | None = None
    ) -> None:
        """Go on from an event that has happened, with what it brought."""
        case: Case = my_task.workflow
        occasion = self.occasion
        if self.exchange is not None and "local" not in my_task.internal_data:
            my_task.internal_data["local"] = {}
        if values and occasion is not None and occasion.variable is not None:
            values = {occasion.variable: dict(values)}
        if values or local:
            self.take_in(my_task, values, local)
        if occasion is not None:
            case.moments.append(Moment("caught", self.key, my_task.id, name=name or occasion.named))
        my_task._ready()

    def _run_hook(self, my_task: Token) -> bool:
        return True  # values were given when it happened

    def wait(self, my_task: Token) -> None:
        """Wait as one that was stored while it waited."""
        if self.condition is not None and my_task.incident is None:
            my_task.workflow.conditional[my_task.id] = my_task

    def _rearm(self, case: Case, watch: Watch | None) -> None:
        """Wait for the next time, where there can be one: all but a timer that comes once."""
        if watch is None or self.timing is None:
            return
        following = None if watch.due is None else watch.due.next()
        if following is None:
            case.forget((watch,))
            return
        watch.due, watch.row = following, None
        case.wait(self._timer(watch.id, following))


class Catch(Awaited, NoneTask):  # type: ignore[misc]
    """An intermediate catching event, or a receive task."""

    waits = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False

    def _update_hook(self, my_task: Token) -> bool:
        case: Case = my_task.workflow
        scope: Mapping[str, Any] = my_task.data
        if self.exchange is not None:
            desk = self.exchange.enter(case.script_engine.environment, scope)
            my_task.internal_data["local"], scope = desk.local, desk.view
        self.await_event(case, my_task, scope)
        my_task._set_state(WAITING)
        return False

    def happen(self, case: Case, watch: Watch, values: Mapping[str, Any]) -> bool:
        """Let the event happen that an event-based gateway watched for."""
        gateway = watch.host
        assert gateway is not None, "the gateway in front watches"  # noqa: S101
        gateway.task_spec.decide(gateway, self, values)
        return True

    def try_again(self, my_task: Token) -> None:
        """Begin to wait once more after an incident. Raises Stuck."""
        local = my_task.internal_data.get("local")
        scope: Mapping[str, Any] = my_task.data if local is None else Overlay(local, my_task.data)
        self.await_event(my_task.workflow, my_task, scope)

    def _on_cancel(self, my_task: Token) -> None:
        if my_task._state == WAITING and my_task.incident is None:
            self.leave_event(my_task.workflow, my_task)


class Boundary(Awaited, NoneTask):  # type: ignore[misc]
    """A boundary event; nobody comes to it before it happens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False

    def happen(self, case: Case, watch: Watch, values: Mapping[str, Any]) -> bool:
        """Let the event happen beside the activity."""
        self.strike(case, watch.host, values, watch=watch)
        return True

    def strike(
        self,
        case: Case,
        host: Token | None,
        values: Mapping[str, Any],
        *,
        name: str | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Withdraw the activity if the event interrupts, and go on from the event."""
        assert host is not None, "a boundary event stands beside an activity"  # noqa: S101
        if self.interrupting:
            host.cancel()
        else:
            self._rearm(case, watch)
        self.arrive(case.place(self, host.home), values, name=name)


class Branches(Awaited, NoneTask):  # type: ignore[misc]
    """An event-based gateway: what happens first of the events behind it decides."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False

    def _update_hook(self, my_task: Token) -> bool:
        my_task._set_state(WAITING)
        for way in self.ways:
            my_task.workflow.watch(way.target, my_task)
        return False

    def wait(self, my_task: Token) -> None:
        """Do nothing: the events behind it are watched for."""

    def decide(self, my_task: Token, target: Lazy, values: Mapping[str, Any]) -> None:
        """Go on at the event that happened, which passes at once."""
        case: Case = my_task.workflow
        way = next(way for way in self.ways if way.target is target)
        my_task._set_state(READY)
        my_task.chosen = ()
        my_task.complete()
        token = case.place(target, my_task.home, way.flow)
        token.task_spec.arrive(token, values)
