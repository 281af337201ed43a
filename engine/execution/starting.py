"""How a case begins; must not know who offers the service or how its form is drawn."""

from collections.abc import Mapping
from typing import Any

from engine import calendar, db, definitions, errors, events, forms, spiff
from engine.context import Context
from engine.execution import instances
from engine.execution.advance import Progress, advance
from engine.execution.instances import ACTIVE, Held, Instance
from engine.execution.scope import Scope
from engine.history import Chain
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


def check_form(ctx: Context, form: forms.Form | None, submitted: Mapping[str, Any]) -> None:
    """Raise SubmissionInvalid with the messages per field unless the form accepts the answers."""
    wrong = forms.validate(form, submitted, today=calendar.local(ctx.now).date()) if form else {}
    if wrong:
        raise errors.SubmissionInvalid(fields=wrong)


def _start(ctx: Context, version: definitions.Version, variables: Mapping[str, Any], business_key: str) -> Progress:
    program = definitions.program(ctx, version.id)
    check_form(ctx, definitions.start_form(ctx, version.id), variables)
    held = _new(ctx, version, business_key)
    begun_by = {} if program.initiator is None else {program.initiator: ctx.actor.username}
    changes = held.scope.write({**variables, **begun_by})
    before = dict(held.scope.sides)
    step = spiff.start(program, held.scope, now=calendar.local(ctx.now))
    begun = events.InstanceStarted(number=held.instance.number, business_key=business_key, changes=changes)
    return advance(ctx, held, step, before=before, first=[begun])


def _new(ctx: Context, version: definitions.Version, business_key: str) -> Held:
    case = Instance(
        id=db.new_id(ctx.now),
        agency=ctx.actor.agency,
        definition=version.id,
        process_key=version.key,
        process_name=version.name,
        version=version.version,
        number=instances.next_number(ctx, ctx.now),
        business_key=business_key,
        status=ACTIVE,
        revision=0,
        started_at=ctx.at,
        started_by=ctx.actor.id,
        ended_at=None,
    )
    return Held(case, Scope({}, _nothing_yet), b"", Chain(case.id, case.agency))


def _nothing_yet(digest: str) -> Any:
    raise KeyError(digest)
