"""How a case begins; must not know who offers the service or how its form is drawn."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine import calendar, definitions, errors, events, forms, spiff
from engine.context import Context
from engine.execution import instances, times
from engine.execution.advance import Progress, advance
from engine.execution.instances import Held
from engine.identity import Permission, authorize


def start_instance(
    ctx: Context,
    definition: str,
    variables: Mapping[str, Any],
    *,
    business_key: str = "",
) -> Progress:
    """Begin a case on a published version and run it to its first wait.

    `variables` answer the start form, where there is one. Raises NotFound, Forbidden, WrongVersionState,
    SubmissionInvalid.
    """
    return start_on(ctx, definitions.version(ctx, definition), variables, business_key=business_key)


def start_on(
    ctx: Context, version: definitions.Version, variables: Mapping[str, Any], *, business_key: str = ""
) -> Progress:
    """Begin a case on a version that was read in this transaction; raises as `start_instance` does."""
    authorize(ctx.actor, Permission.INSTANCE_START)
    if version.state != definitions.PUBLISHED:
        raise errors.WrongVersionState(version=version.version, state=version.state)
    return _start(ctx, version, variables, business_key)


def start_latest(ctx: Context, key: str, variables: Mapping[str, Any], *, business_key: str = "") -> Progress:
    """Begin a case on the newest published version of a process; raises NotPublished if there is none."""
    authorize(ctx.actor, Permission.INSTANCE_START)
    version = definitions.latest_published(ctx, key)
    if version is None:
        raise errors.NotPublished(name=key)
    return _start(ctx, version, variables, business_key)


def start_at(
    ctx: Context,
    version: definitions.Version,
    element: str,
    variables: Mapping[str, Any],
    *,
    business_key: str = "",
    first: Sequence[events.Event] = (),
    hops: int = 0,
) -> Progress:
    """Begin a case by one of its start events because of what came: a message, a signal, a time. No form is asked.

    `first` is what the record tells, `hops` as for `advance`. Raises NotPublished for a version that was withdrawn.
    """
    if version.state != definitions.PUBLISHED:
        raise errors.NotPublished(name=version.key)
    return _begin(
        ctx, instances.new(ctx, version, business_key=business_key), variables, at=element, first=first, hops=hops
    )


def check_form(ctx: Context, form: forms.Form | None, submitted: Mapping[str, Any]) -> None:
    """Raise SubmissionInvalid with the messages per field unless the form accepts the answers."""
    wrong = forms.validate(form, submitted, today=calendar.local(ctx.now).date()) if form else {}
    if wrong:
        raise errors.SubmissionInvalid(fields=wrong)


def _start(ctx: Context, version: definitions.Version, variables: Mapping[str, Any], business_key: str) -> Progress:
    check_form(ctx, definitions.start_form(ctx, version.id), variables)
    return _begin(ctx, instances.new(ctx, version, business_key=business_key), variables)


def _begin(
    ctx: Context,
    held: Held,
    variables: Mapping[str, Any],
    *,
    at: str | None = None,
    first: Sequence[events.Event] = (),
    hops: int = 0,
) -> Progress:
    program = definitions.program(ctx, held.instance.definition)
    begun_by = {} if program.initiator is None else {program.initiator: ctx.actor.username}
    changes = held.scope.write({**variables, **begun_by})
    before = dict(held.scope.sides)
    step = spiff.start(program, held.scope, **times.here(ctx), at=at)
    held = instances.numbered(ctx, held)
    begun = events.InstanceStarted(
        number=held.instance.number, business_key=held.instance.business_key, changes=changes
    )
    return advance(ctx, held, step, before=before, first=[begun, *first], hops=hops)
