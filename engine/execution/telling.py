"""How the moments of an engine step are told as events of the record; pure: must not store anything."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from engine import db, events
from engine.execution.incidents import incident_id
from engine.execution.naming import message_id
from engine.execution.scope import Scope
from engine.history.values import Side, side
from engine.spiff import Made, Moment, Step
from engine.worklist import Opening


def task_id(instance: str, activity: int) -> str:
    """Return the id of the user task that stands for an activity of a case."""
    return f"{instance}-{activity}"


class Telling:
    """One step of one case, told in order; `sides` are the case's variables before the step."""

    def __init__(self, instance: str, scope: Scope, sides: Mapping[str, Side]) -> None:
        """Remember what the variables were, so that every change is told before and after."""
        self.instance = instance
        self.scope = scope
        self.sides = dict(sides)
        self.told: list[events.Event] = []

    def tell(
        self,
        step: Step,
        openings: Iterable[Opening],
        completed: int | None = None,
        first: Sequence[events.Event] = (),
    ) -> list[events.Event]:
        """Return the events of a step; `completed` is the user task's activity that a person finished in it.

        What came from outside stands in `first` and is not told again.
        """
        self.thrown = {one.activity: one for one in step.thrown}
        self.came = {one.element for one in first if isinstance(one, events.MessageCaught | events.SignalCaught)}
        self.opened = {opening.activity: opening for opening in openings}
        self.withdrawn, self.completed = set(step.closed), completed
        passing = self._passing(step)
        entered: dict[int, Moment] = {}
        for activity in step.resolved:
            element = next((m.element for m in step.moments if m.activity == activity), "")
            incident = self._incident(activity)
            self.told.append(events.IncidentResolved(incident=incident, element=element, activity=activity))
        for moment in step.moments:
            if moment.kind == "entered" and moment.activity in passing:
                entered[moment.activity] = moment
            else:
                self._moment(moment, entered.get(moment.activity))
        self._waits(step)
        return self.told

    def _waits(self, step: Step) -> None:
        """Tell what the case waits for no longer, unless its activity ended by that, and what it waits for now."""
        if not step.waits and not step.ended:
            return
        over = {one.activity for one in step.moments if one.kind in {"completed", "cancelled", "failed"}}
        for activity in step.ended:
            if activity not in over:
                self.told.append(events.WaitEnded(activity=activity))
        for wait in step.waits:
            due = None if wait.due is None else db.stamp(wait.due)
            begun = events.WaitBegun(
                element=wait.element, activity=wait.activity, kind=wait.kind, due=due, topic=wait.topic or ""
            )
            self.told.append(begun)

    def _passing(self, step: Step) -> set[int]:
        """Return the activities that one entry tells of: nothing happens between their coming and their going."""
        return {
            came.activity
            for came, gone in pairwise(step.moments)
            if came.kind == "entered" and gone.kind == "completed" and came.activity == gone.activity
            if not gone.instances
        }

    def _moment(self, moment: Moment, entered: Moment | None) -> None:
        element, activity = moment.element, moment.activity
        if moment.kind == "entered":
            self.told.append(self._entered(moment))
        elif moment.kind == "completed":
            self.told.append(self._completed(moment, entered))
        elif moment.kind == "cancelled" and activity in self.withdrawn:
            task = task_id(self.instance, activity)
            self.told.append(events.UserTaskCancelled(task=task, element=element, activity=activity))
        elif moment.kind == "cancelled":
            self.told.append(events.ElementCancelled(element=element, activity=activity))
        elif moment.kind == "data":
            told = events.VariablesChanged(changes=self._changes(moment.changes), scoped=self._scoped(moment))
            self.told.append(told)
        elif moment.made is not None:
            self.told.append(self._decided(moment, moment.made))
        elif moment.incident:
            self.told.append(self._failed(moment))
        elif moment.kind == "thrown":
            self.told.append(self._thrown(moment))
        elif moment.kind == "caught" and element not in self.came:
            self.told.append(events.EventCaught(element=element, activity=activity, name=moment.name or ""))

    def _entered(self, moment: Moment) -> events.Event:
        opening = self.opened.get(moment.activity)
        if opening is None:
            return events.ElementEntered(
                element=moment.element, activity=moment.activity, via=list(moment.via), local=self._local(moment)
            )
        return events.UserTaskCreated(
            task=opening.id,
            element=opening.element,
            activity=opening.activity,
            via=list(moment.via),
            candidate_groups=list(opening.candidate_groups),
            loop=opening.loop,
            due=opening.due_at,
            assignee=opening.assignee or "",
            candidate_users=list(opening.candidate_users),
            local={} if moment.instances else self._local(moment),  # a repetition among many is no activity of its own
        )

    def _completed(self, moment: Moment, entered: Moment | None) -> events.Event:
        changes, scoped = self._changes(moment.changes), self._scoped(moment)
        if moment.activity == self.completed:
            task = task_id(self.instance, moment.activity)
            return events.UserTaskCompleted(
                task=task, element=moment.element, activity=moment.activity, changes=changes, scoped=scoped
            )
        return events.ElementCompleted(
            element=moment.element,
            activity=moment.activity,
            via=list(entered.via if entered else ()),
            joined=list(moment.joined),
            changes=changes,
            scoped=scoped,
        )

    def _decided(self, moment: Moment, made: Made) -> events.Event:
        tables = [
            {
                "table": looked.table,
                "name": looked.name,
                "inputs": self._sides(looked.inputs),
                "rules": [{"rule": one.rule, "outputs": self._sides(one.outputs)} for one in looked.rules],
            }
            for looked in made.outcome.looked
        ]
        return events.DecisionMade(
            element=moment.element,
            activity=moment.activity,
            decision=made.decision,
            name=made.outcome.decision,
            fired=[(one.table, one.rule) for one in moment.fired],
            result=self._told(made.outcome.result),
            tables=tables,
        )

    def _sides(self, pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, Side]]:
        return [(name, self._told(value)) for name, value in pairs]

    def _told(self, value: Any) -> Side:
        """Return a value as it is told, which no variable holds; one that JSON cannot hold is told as text."""
        try:
            return side(value, self.scope.large)
        except TypeError:
            return [str(value)]

    def _failed(self, moment: Moment) -> events.Event:
        found = moment.incident
        assert found is not None, "a failed moment carries its incident"  # noqa: S101
        return events.IncidentOpened(
            incident=self._incident(found.activity),
            element=found.element,
            activity=found.activity,
            code=found.code,
            details=dict(found.params),
        )

    def _thrown(self, moment: Moment) -> events.Event:
        sent = self.thrown.get(moment.activity)
        element, activity, name = moment.element, moment.activity, moment.name or ""
        if sent is None or sent.kind == "escalation":
            return events.EventThrown(element=element, activity=activity, name=name)
        values = {one: self._told(value) for one, value in sent.values.items()}
        if sent.kind == "signal":
            return events.SignalThrown(element=element, activity=activity, name=sent.name, values=values)
        return events.MessageThrown(
            element=element,
            activity=activity,
            message=message_id(self.instance, activity),
            name=sent.name,
            business_key=sent.business_key or "",
            keys={one: self._told(value) for one, value in sent.keys.items()},
            values=values,
        )

    def _changes(self, raw: Mapping[str, tuple[Any, Any]]) -> events.Changes:
        told: events.Changes = {}
        for name, (_, after) in raw.items():
            side = self.scope.side(name, after)
            told[name] = (self.sides.get(name), side)
            self.sides[name] = side
        return told

    def _local(self, moment: Moment) -> dict[str, Side]:
        return {name: self._told(value) for name, value in moment.local.items()}

    def _scoped(self, moment: Moment) -> dict[str, events.Changes]:
        """Return what changed of what single activities have, by activity: a value that was not there is null."""
        return {
            str(activity): {
                name: (None if before is None else self._told(before), self._told(after))
                for name, (before, after) in changes.items()
            }
            for activity, changes in moment.scoped.items()
        }

    def _incident(self, activity: int) -> str:
        return incident_id(self.instance, activity)
