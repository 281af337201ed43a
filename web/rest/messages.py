"""/engine-rest/message and /signal: what comes from outside to cases; must not decide whom it is meant for."""

from collections.abc import Mapping
from typing import Any

from flask.typing import ResponseReturnValue

from engine import errors, execution
from engine.context import Context
from engine.execution import correlation
from engine.execution.correlation import Reached
from engine.execution.matching import Message
from engine.identity import Permission, allowed
from web import errors as answers
from web.answers import Reply, json_answer, no_content
from web.auth import requires
from web.context import run_command
from web.language import api_language
from web.rest import asking, shapes_of_messages, values
from web.rest.blueprint import rest

#: What Camunda's message of this error begins with: clients look for its name in it.
_MISMATCH = "org.camunda.bpm.engine.MismatchingMessageCorrelationException: "


@rest.post("/message")
@requires(Permission.MESSAGE_SEND)
def send_message() -> Reply:
    """Give a message to the case that waits for it or begin one; with `all` to every case that it fits.

    204, or with `resultEnabled` 200 and what it came to. Who sends one without naming an agency means their own.
    """
    return run_command("message.send", _message)


@rest.post("/signal")
@requires(Permission.MESSAGE_SEND)
def send_signal() -> Reply:
    """Give a signal to all that wait for it, or with `executionId` to one case alone."""
    return run_command("signal.send", _signal)


@rest.errorhandler(errors.MismatchingMessageCorrelation)
def mismatched(error: errors.RavandError) -> ResponseReturnValue:
    """Answer as Camunda does: 400 RestException that names the exception."""
    body = answers.api_body(error, 400, api_language())
    return json_answer({**body, "type": "RestException", "message": f"{_MISMATCH}{body['message']}"}, 400)


def _message(ctx: Context) -> Reply:
    sent = asking.body()
    wants_result = asking.truth(sent.get("resultEnabled") or False, "resultEnabled")
    wants_variables = asking.truth(sent.get("variablesInResultEnabled") or False, "variablesInResultEnabled")
    if wants_variables and not wants_result:
        raise errors.WrongType(name="variablesInResultEnabled", kind="used together with resultEnabled")
    message = _read(ctx, sent)
    to_all = asking.truth(sent.get("all") or False, "all")
    reached = correlation.correlate_all(ctx, message) if to_all else [correlation.correlate(ctx, message)]
    if not wants_result:
        return no_content()
    return json_answer([_result(ctx, one, message.brought, variables=wants_variables) for one in reached])


def _read(ctx: Context, sent: Mapping[str, Any]) -> Message:
    _own_agency(ctx, sent)
    return Message(
        name=_name(sent, "messageName"),
        business_key=_optional(sent, "businessKey"),
        instance=_optional(sent, "processInstanceId"),
        keys=values.plain_all(sent.get("correlationKeys"), "correlationKeys"),
        local_keys=values.plain_all(sent.get("localCorrelationKeys"), "localCorrelationKeys"),
        values=values.plain_all(sent.get("processVariables"), "processVariables"),
        local=values.plain_all(sent.get("processVariablesLocal"), "processVariablesLocal"),
    )


def _signal(ctx: Context) -> Reply:
    sent = asking.body()
    _own_agency(ctx, sent)
    name, brought = _name(sent, "name"), values.plain_all(sent.get("variables"))
    case = _optional(sent, "executionId")
    if case is None:
        correlation.broadcast(ctx, name, brought)
    else:
        correlation.signal_case(ctx, case, name, brought)
    return no_content()


def _result(ctx: Context, reached: Reached, sent: Mapping[str, Any], *, variables: bool) -> dict[str, Any]:
    shape = shapes_of_messages.correlated(reached)
    if variables:
        everything = allowed(ctx.actor, Permission.VARIABLE_READ)
        shown = execution.variables(ctx, reached.progress.instance) if everything else sent
        shape["variables"] = values.typed_all(shown)
    return shape


def _own_agency(ctx: Context, sent: Mapping[str, Any]) -> None:
    """Refuse another agency; `withoutTenantId` is what clients send who know no agencies, and means one's own."""
    tenant = _optional(sent, "tenantId")
    if tenant not in {None, ctx.actor.agency}:
        raise errors.OtherTenant(tenant=tenant)


def _name(sent: Mapping[str, Any], key: str) -> str:
    name = _optional(sent, key)
    if name is None:
        raise errors.WrongType(name=key, kind="the name of a message or signal")
    return name


def _optional(sent: Mapping[str, Any], key: str) -> str | None:
    given = sent.get(key)
    return None if given is None or given == "" else asking.text(given, key)
