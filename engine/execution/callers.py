"""The cases above a called one, and which of them catches an error that it does not; must not move any of them."""

from dataclasses import replace
from typing import Final

from engine import definitions, spiff
from engine.context import Context
from engine.execution import instances
from engine.execution.instances import Held, Instance
from engine.spiff import Moment, Step

UNCAUGHT: Final = "error-uncaught"


class Callers:
    """Cases that call and are called, held as they are asked for; `over` are call activities that are over."""

    def __init__(self, ctx: Context) -> None:
        """Hold nobody yet."""
        self.ctx = ctx
        self.held: dict[str, Held] = {}
        self.over: set[tuple[str, int]] = set()

    def program(self, case: Instance) -> spiff.Program:
        """Return what a case runs."""
        return definitions.program(self.ctx, case.definition)

    def hold(self, case: str) -> Held:
        """Return a case, locked until the transaction ends."""
        if case not in self.held:
            self.held[case] = instances.hold(self.ctx, case)
        return self.held[case]

    def caller(self, called: Instance) -> tuple[Held, int] | None:
        """Return the held caller and its call activity, None where that is over."""
        held = self.hold(str(called.parent))
        activity = called.parent_activity
        assert activity is not None, "a called case knows its call"  # noqa: S101
        return None if held.instance.ended or (held.instance.id, activity) in self.over else (held, activity)

    def catcher(self, failed: Instance, code: str) -> tuple[Held, int, Instance] | None:
        """Return who catches an error of a called case, the nearest first: it, its call activity and whom it called."""
        called = failed
        while called.parent is not None and (found := self.caller(called)) is not None:
            held, activity = found
            if spiff.catches(self.program(held.instance), held.state, activity, code):
                return held, activity, called
            called = held.instance
        return None


def passed_on(ctx: Context, case: Instance, step: Step) -> Step:
    """Return the step as it is to be told: an error that a caller catches is thrown, and nobody's incident."""
    if case.parent is None or not step.incidents:
        return step
    errors = {one.activity: str(one.params.get("error") or "") for one in step.incidents if one.code == UNCAUGHT}
    above = Callers(ctx)
    caught = {activity: code for activity, code in errors.items() if above.catcher(case, code)}
    moments = tuple(_thrown(one, caught) for one in step.moments)
    left = tuple(one for one in step.incidents if one.activity not in caught)
    return replace(step, moments=moments, incidents=left)


def _thrown(moment: Moment, caught: dict[int, str]) -> Moment:
    if moment.incident is None or moment.activity not in caught:
        return moment
    return moment._replace(kind="thrown", incident=None, name=caught[moment.activity])
