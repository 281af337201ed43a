"""Errors, escalations, messages and signals: who catches what, what leaves the case, what nobody catches."""

import pytest

from tests.unit.spiff.test_scopes import ROOTS, nested
from tests.unit.spiff.written import Play, flows, load

ERROR = '<errorEventDefinition errorRef="E"/>'
OTHER = '<errorEventDefinition errorRef="F"/>'
ANY = "<errorEventDefinition/>"
UP = '<escalationEventDefinition escalationRef="X"/>'


def failing(boundary="", beside="", definition=ERROR):
    """A sub-process with two branches; when u is done, one of them throws."""
    return (
        '<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/><parallelGateway id="f"/><userTask id="u"/>'
        f'<userTask id="v"/><endEvent id="x">{definition}</endEvent>{beside}'
        + flows("is f u x", "f v")
        + f'</subProcess><userTask id="after"/>{boundary}'
        + flows("s sub after")
    )


def boundary(definition, name="b", extra=""):
    return (
        f'<boundaryEvent id="{name}" attachedToRef="sub" {extra}>{definition}</boundaryEvent><userTask id="{name}w"/>'
        + flows(f"{name} {name}w")
    )


@pytest.mark.parametrize("deep", [0, 2])
@pytest.mark.parametrize("caught", [ERROR, ANY])
def test_an_error_ends_what_is_around_it_at_the_nearest_catcher(way, caught, deep):
    play = Play(load(nested(failing(boundary(caught)), deep), ROOTS)).going(way)
    play.submit("u")
    assert [one.element for one in play.open.values()] == ["bw"]
    assert play.told("cancelled") == ["v", "sub"]
    assert play.told("completed").index("x") < play.told("completed").index("b")
    assert [m.name for m in play.trace if m.kind in {"thrown", "caught"}] == ["late", "late"]
    assert play.submit("bw").completed


def test_who_names_the_code_catches_before_who_takes_any(way):
    body = failing(boundary(ANY, "any") + boundary(ERROR, "named") + boundary(OTHER, "other"))
    play = Play(load(body, ROOTS)).going(way)
    play.submit("u")
    assert [one.element for one in play.open.values()] == ["namedw"]


def test_an_error_passes_a_catcher_of_another_code_and_what_is_not_around_it(way):
    """T2: the library let an unrelated sub-process catch it."""
    inner = failing(boundary(OTHER, "wrong"))
    body = (
        f'<startEvent id="bs"/><parallelGateway id="bf"/><subProcess id="big">{inner}</subProcess>'
        '<boundaryEvent id="right" attachedToRef="big">' + ERROR + '</boundaryEvent><userTask id="rw"/>'
        '<subProcess id="unrelated"><startEvent id="us"/><userTask id="uu"/>' + flows("us uu") + "</subProcess>"
        '<boundaryEvent id="far" attachedToRef="unrelated">'
        + ERROR
        + '</boundaryEvent><userTask id="fw"/>'
        + flows("bs bf big", "bf unrelated", "right rw", "far fw")
    )
    play = Play(load(body, ROOTS)).going(way)
    play.submit("u")
    assert sorted(one.element for one in play.open.values()) == ["rw", "uu"]


@pytest.mark.parametrize("deep", [0, 1])
def test_an_error_that_nobody_catches_is_an_incident_and_never_an_end(way, deep):
    play = Play(load(nested(failing(), deep), ROOTS)).going(way)
    step = play.submit("u")
    assert not step.completed
    assert [(one.code, one.element) for one in step.incidents] == [("error-uncaught", "x")]
    assert dict(step.incidents[0].params) == {"error": "late", "message": ""}
    play.retry()
    assert list(play.incidents)
    assert not play.cancel().completed


def test_an_error_without_a_message_is_told_without_a_colon():
    play = Play(load(failing(), ROOTS))
    told = play.submit("u").incidents[0].text
    assert told.show("en") == "The error “late” was caught nowhere. Correct the data, then try again."
    assert told.show("fa") == "خطای «late» در هیچ جا گرفته نشد. داده را درست کنید و دوباره بکوشید."
    roots = ROOTS.replace('errorCode="late"', 'errorCode="late" camunda:errorMessage="too late"')
    told = Play(load(failing(), roots)).submit("u").incidents[0].text
    assert "“late” was caught nowhere: too late. " in told.show("en")
    assert "«late» در هیچ جا گرفته نشد: too late. " in told.show("fa")


def test_an_error_without_a_code_is_told_as_one():
    play = Play(load(failing(definition=ANY), ROOTS))
    told = play.submit("u").incidents[0].text
    assert told.show("en") == "An error without a code was caught nowhere. Correct the data, then try again."
    assert told.show("fa") == "خطایی بی‌کد در هیچ جا گرفته نشد. داده را درست کنید و دوباره بکوشید."


@pytest.mark.parametrize("kind", ["process", "subProcess"])
def test_an_error_begins_an_event_sub_process_of_its_scope(way, kind):
    handler = (
        f'<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false">{ERROR}</startEvent>'
        + ('<userTask id="hu"/>' + flows("hs hu") + "</subProcess>")
    )
    body = failing(beside=handler) if kind == "subProcess" else failing() + handler
    play = Play(load(body, ROOTS)).going(way)
    play.submit("u")
    assert [one.element for one in play.open.values()] == ["hu"]
    play.submit("hu")
    assert [one.element for one in play.open.values()] == (["after"] if kind == "subProcess" else [])


def test_an_error_inside_a_handler_goes_on_outwards(way):
    handler = (
        f'<subProcess id="h" triggeredByEvent="true"><startEvent id="hs">{ERROR}</startEvent><userTask id="hu"/>'
        f'<endEvent id="hx">{ERROR}</endEvent>' + flows("hs hu hx") + "</subProcess>"
    )
    play = Play(load(failing(boundary(ERROR), handler), ROOTS)).going(way)
    play.submit("u")
    play.submit("hu")
    assert [one.element for one in play.open.values()] == ["bw"]


def test_the_catcher_of_an_error_takes_its_code_and_message(way):
    roots = ROOTS.replace('errorCode="late"', 'errorCode="late" camunda:errorMessage="too late"')
    caught = '<errorEventDefinition errorRef="E" camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"/>'
    play = Play(load(failing(boundary(caught)), roots)).going(way)
    play.submit("u")
    assert play.variables == {"code": "late", "text": "too late"}


@pytest.mark.parametrize("where", ["task", "frame", "scope", "handler"])
def test_an_error_of_outside_work_is_caught_where_it_is_drawn(way, where):
    each = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
    each = each if where == "frame" else ""
    task = f'<serviceTask id="x" camunda:type="external" camunda:topic="t">{each}</serviceTask>'
    handler = (
        f'<subProcess id="h" triggeredByEvent="true"><startEvent id="hs">{ERROR}</startEvent><userTask id="w"/>'
        + (flows("hs w") + "</subProcess>")
    )
    at = f'<boundaryEvent id="b" attachedToRef="{"x" if where in {"task", "frame"} else "sub"}">{ERROR}</boundaryEvent>'
    inner = (
        at + '<userTask id="w"/>' + flows("b w")
        if where in {"task", "frame"}
        else handler
        if where == "handler"
        else ""
    )
    outer = at + '<userTask id="w"/>' + flows("b w") if where == "scope" else ""
    body = (
        f'<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/>{task}{inner}'
        + flows("is x")
        + (f"</subProcess>{outer}" + flows("s sub"))
    )
    play = Play(load(body, ROOTS)).going(way)
    step = play.error("x", "late", "no answer", found=3)
    assert [one.element for one in play.open.values()] == ["w"]
    assert not play.waits
    assert play.variables == {"found": 3}
    assert step.closed == ()


def test_an_error_of_outside_work_that_nobody_catches_stops_it_until_it_is_tried_again(way):
    body = '<startEvent id="s"/><serviceTask id="x" camunda:type="external" camunda:topic="t"/>' + flows("s x")
    play = Play(load(body, ROOTS)).going(way)
    step = play.error("x", "late", "no answer")
    assert [(one.code, one.activity) for one in step.incidents] == [("error-uncaught", 2)]
    assert step.ended == (2,)
    assert [wait.topic for wait in play.retry().waits] == ["t"]
    assert not play.incidents
    assert play.occur("x").completed


def test_work_whose_tries_are_exhausted_stands_still_until_it_is_tried_again(way):
    body = '<startEvent id="s"/><callActivity id="x" calledElement="q"/>' + flows("s x")
    play = Play(load(body)).going(way)
    play.stop("x", tries=3, reason="down")
    assert [one.code for one in play.incidents.values()] == ["tries-exhausted"]
    assert not play.waits
    play.retry(2)
    assert [wait.kind for wait in play.waits.values()] == ["call"]
    play.cancel()
    assert not play.waits


@pytest.mark.parametrize("kind", ["end", "throw"])
@pytest.mark.parametrize("interrupting", [True, False])
def test_an_escalation_is_caught_around_it(way, interrupting, kind):
    thrower = (
        f'<endEvent id="x">{UP}</endEvent>'
        if kind == "end"
        else f'<intermediateThrowEvent id="x">{UP}</intermediateThrowEvent>'
    )
    more = '<userTask id="next"/>' + flows("x next") if kind == "throw" else ""
    extra = f'cancelActivity="{str(interrupting).lower()}"'
    body = failing(boundary(UP, extra=extra)).replace(f'<endEvent id="x">{ERROR}</endEvent>', thrower + more)
    play = Play(load(body, ROOTS)).going(way)
    play.submit("u")
    rest = [] if interrupting else (["next", "v"] if kind == "throw" else ["v"])
    assert sorted(one.element for one in play.open.values()) == ["bw", *rest]


def test_an_escalation_that_nobody_catches_goes_on_and_is_told_outside(way):
    play = Play(load(failing(definition=UP), ROOTS)).going(way)
    step = play.submit("u")
    assert [(one.kind, one.element, one.name) for one in step.thrown] == [("escalation", "x", "up")]
    assert [one.element for one in play.open.values()] == ["v"]


def test_an_escalation_of_a_called_case_is_caught_beside_the_call(way):
    body = '<startEvent id="s"/><callActivity id="sub" calledElement="q"/>' + flows("s sub")
    play = Play(load(body + boundary(UP, extra='cancelActivity="false"'), ROOTS)).going(way)
    play.escalate("sub", "up", level=2)
    assert [one.element for one in play.open.values()] == ["bw"]
    assert play.variables == {"level": 2}
    assert [(one.kind, one.name) for one in play.escalate("sub", "down").thrown] == [("escalation", "down")]
    assert play.waits


SENT = '<camunda:inputOutput><camunda:inputParameter name="who">${name}</camunda:inputParameter></camunda:inputOutput>'


@pytest.mark.parametrize("kind", ["throw", "end", "task"])
def test_a_message_leaves_the_case_with_what_is_drawn_to_be_sent(way, kind):
    inner = f"<extensionElements>{SENT}</extensionElements>"
    definition = '<messageEventDefinition messageRef="M"/>'
    drawn = {
        "throw": f'<intermediateThrowEvent id="x">{inner}{definition}</intermediateThrowEvent>',
        "end": f'<endEvent id="x">{inner}{definition}</endEvent>',
        "task": f'<sendTask id="x" messageRef="M">{inner}</sendTask>',
    }
    body = f'<startEvent id="s"/><userTask id="u"/>{drawn[kind]}' + flows("s u x")
    play = Play(load(body, ROOTS), name="Ali", secret=1).going(way)
    step = play.submit("u")
    assert step.completed
    assert [(one.kind, one.name, dict(one.values)) for one in step.thrown] == [("message", "notice", {"who": "Ali"})]
    assert "who" not in play.variables


def test_a_signal_takes_along_what_is_mapped(way):
    mapped = '<extensionElements><camunda:in source="name" target="who"/></extensionElements>'
    body = (
        '<startEvent id="s"/><intermediateThrowEvent id="x"><signalEventDefinition signalRef="S">'
        f'{mapped}</signalEventDefinition></intermediateThrowEvent><endEvent id="e"><signalEventDefinition '
        'signalRef="S"/></endEvent>' + flows("s x e")
    )
    play = Play(load(body, ROOTS), name="Ali").going(way)
    assert [(one.element, dict(one.values)) for one in play.thrown] == [("x", {"who": "Ali"}), ("e", {})]


def test_a_message_with_a_topic_is_sent_by_a_worker(way):
    body = (
        '<startEvent id="s"/><endEvent id="x"><messageEventDefinition messageRef="M" camunda:type="external" '
        'camunda:topic="mail"/></endEvent>' + flows("s x")
    )
    play = Play(load(body, ROOTS)).going(way)
    assert [(one.kind, one.topic) for one in play.waits.values()] == [("external", "mail")]
    assert play.occur("x").completed
    assert not play.thrown


def test_correlation_keys_are_evaluated_on_both_sides():
    roots = """<message id="M" name="notice"/><correlationProperty id="P" name="file">
    <correlationPropertyRetrievalExpression messageRef="M"><messagePath>number</messagePath>
    </correlationPropertyRetrievalExpression></correlationProperty>"""
    body = '<startEvent id="s"/><sendTask id="x" messageRef="M"/><receiveTask id="r" messageRef="M"/>' + flows("s x r")
    play = Play(load(body, roots), number=7)
    assert dict(play.thrown[0].keys) == {"file": 7}
    assert dict(play.waits[3].keys) == {"file": 7}
    zeebe = (
        '<message id="M" name="notice"><extensionElements><zeebe:subscription correlationKey="=number"/>'
        "</extensionElements></message>"
    )
    assert dict(Play(load(body, zeebe), number=7).waits[3].keys) == {"number": 7}
