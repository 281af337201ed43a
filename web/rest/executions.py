"""/engine-rest/execution and /event-subscription: who waits for what; must not decide who may do what."""

from typing import Any

from engine import errors, execution
from engine.context import Context
from engine.execution import correlation, subscriptions
from engine.execution.subscriptions import MESSAGE, SIGNAL
from engine.identity import Permission
from web.answers import Reply, json_answer, no_content
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, shapes, shapes_of_messages, values
from web.rest.blueprint import rest
from web.rest.questions_of_messages import EXECUTIONS, SUBSCRIPTIONS

_SUBSCRIBED = {"messageEventSubscriptionName": MESSAGE, "signalEventSubscriptionName": SIGNAL}


@rest.get("/event-subscription")
@requires(Permission.INSTANCE_READ)
def list_event_subscriptions() -> Reply:
    """Return what cases wait for, and the start events of published processes."""
    sent = asking.asked()
    with reading() as ctx:
        wanted = subscriptions.Filter(**SUBSCRIPTIONS.wanted(sent, ctx.actor.agency))
        found = subscriptions.listing(ctx, wanted, sort=SUBSCRIPTIONS.order(sent), **asking.paging())
    return json_answer([shapes_of_messages.event_subscription(one) for one in found])


@rest.get("/event-subscription/count")
@requires(Permission.INSTANCE_READ)
def count_event_subscriptions() -> Reply:
    """Return how many waits match."""
    with reading() as ctx:
        wanted = subscriptions.Filter(**SUBSCRIPTIONS.wanted(asking.asked(), ctx.actor.agency))
        return json_answer(shapes.count(subscriptions.count(ctx, wanted)))


@rest.route("/execution", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def list_executions() -> Reply:
    """Return open cases as executions."""
    sent = asking.asked()
    with reading() as ctx:
        found = execution.cases(ctx, _wanted(ctx, sent), sort=EXECUTIONS.order(sent), **asking.paging())
    return json_answer([shapes_of_messages.execution_of(one) for one in found])


@rest.route("/execution/count", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def count_executions() -> Reply:
    """Return how many open cases match."""
    with reading() as ctx:
        return json_answer(shapes.count(execution.count(ctx, _wanted(ctx, asking.asked()))))


@rest.get("/execution/<execution_id>")
@requires(Permission.OWN_INSTANCE_READ)
def get_execution(execution_id: str) -> Reply:
    """Return an open case as its execution."""
    with reading() as ctx:
        return json_answer(shapes_of_messages.execution_of(_open(ctx, execution_id)))


@rest.get("/execution/<execution_id>/messageSubscriptions/<name>")
@requires(Permission.INSTANCE_READ)
def get_message_subscription(execution_id: str, name: str) -> Reply:
    """Return the wait of a case for a message."""
    with reading() as ctx:
        wanted = subscriptions.Filter(instance=_open(ctx, execution_id).id, kind=MESSAGE, name=name)
        found = subscriptions.listing(ctx, wanted, limit=1)
    if not found:
        raise errors.NotFound(kind="message subscription", id=name)
    return json_answer(shapes_of_messages.event_subscription(found[0]))


@rest.post("/execution/<execution_id>/messageSubscriptions/<name>/trigger")
@requires(Permission.MESSAGE_SEND)
def trigger_message(execution_id: str, name: str) -> Reply:
    """Give a message to one case: {variables}."""

    def work(ctx: Context) -> Reply:
        brought = values.plain_all(asking.body().get("variables"))
        correlation.message_case(ctx, execution_id, name, brought)
        return no_content()

    return run_command("message.send", work)


@rest.post("/execution/<execution_id>/signal")
@requires(Permission.MESSAGE_SEND)
def signal_execution(execution_id: str) -> Reply:
    """Let a case go on with the one message or signal that it waits for: {variables}."""

    def work(ctx: Context) -> Reply:
        brought = values.plain_all(asking.body().get("variables"))
        correlation.continue_case(ctx, execution_id, brought)
        return no_content()

    return run_command("signal.send", work)


def _wanted(ctx: Context, sent: dict[str, Any]) -> execution.Filter:
    given = EXECUTIONS.wanted(sent, ctx.actor.agency)
    for theirs, kind in _SUBSCRIBED.items():
        if asking.is_wanted(sent.get(theirs)):
            wanted = subscriptions.Filter(kind=kind, name=asking.text(sent[theirs], theirs))
            waiting = tuple({one.instance for one in subscriptions.listing(ctx, wanted) if one.instance})
            given["also"] = (*given.get("also", ()), ("id", "in", waiting))
    return execution.Filter(open=True, **given)


def _open(ctx: Context, execution_id: str) -> execution.Instance:
    found = execution.case(ctx, execution_id)
    if found.ended:
        raise errors.NotFound(kind="case", id=execution_id)
    return found
