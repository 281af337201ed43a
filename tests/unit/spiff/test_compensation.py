"""What was done is undone: the last first, each once, with the values that only it had (BPMN 2.0.2, 10.7)."""

import pytest

from engine import errors, spiff
from tests.unit.spiff.drawing import folded
from tests.unit.spiff.written import Play, flows, load

ROOTS = '<error id="E" errorCode="late"/><message id="M" name="stop"/>'
THROW = '<intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>'
CANCEL = '<endEvent id="c"><cancelEventDefinition/></endEvent>'


def undone(activity, undoer=None, kind="userTask"):
    """A compensation boundary event at an activity and the activity that undoes it."""
    undoer = undoer or f"un{activity}"
    return (
        f'<boundaryEvent id="b{activity}" attachedToRef="{activity}"><compensateEventDefinition/></boundaryEvent>'
        f'<{kind} id="{undoer}" isForCompensation="true"/>'
        f'<association id="a{activity}" sourceRef="b{activity}" targetRef="{undoer}"/>'
    )


def tasks(*names):
    return "".join(f'<userTask id="{name}"/>' for name in names)


def line(*, throw=THROW, between=""):
    body = f'<startEvent id="s"/>{tasks("a", "b")}{undone("a")}{undone("b")}{between}{throw}{tasks("z")}'
    return body + flows("s a b t z")


def waiting(play):
    assert sorted(spiff.tokens(play.state)) == folded(play.trace)
    return [one.element for one in play.open.values()]


def test_the_last_is_undone_first_one_after_the_other(way):
    play = Play(load(line())).going(way)
    play.submit("a")
    play.submit("b")
    assert waiting(play) == ["unb"]
    play.submit("unb")
    assert waiting(play) == ["una"]
    assert play.told("completed") == ["s", "a", "b", "unb"]
    play.submit("una")
    assert waiting(play) == ["z"]
    assert play.told("completed")[-2:] == ["una", "t"]
    assert play.submit("z").completed


def test_only_what_was_completed_is_undone(way):
    body = (
        f'<startEvent id="s"/><parallelGateway id="f"/>{tasks("a", "b")}{undone("a")}{undone("b")}{THROW}{tasks("z")}'
    )
    play = Play(load(body + flows("s f a t z", "f b"))).going(way)
    play.submit("a")
    assert waiting(play) == ["b", "una"]
    play.submit("una")
    play.submit("b")
    assert waiting(play) == ["z"]
    assert play.submit("z").completed


def test_each_is_undone_once(way):
    second = THROW.replace('"t"', '"t2"')
    body = f'<startEvent id="s"/>{tasks("a", "z")}{undone("a")}{THROW}{second}' + flows("s a t t2 z")
    play = Play(load(body)).going(way)
    play.submit("a")
    play.submit("una")
    assert waiting(play) == ["z"]
    assert play.told("completed").count("una") == 1


def test_one_activity_is_undone_where_the_event_names_it(way):
    throw = '<intermediateThrowEvent id="t"><compensateEventDefinition activityRef="a"/></intermediateThrowEvent>'
    play = Play(load(line(throw=throw))).going(way)
    play.submit("a")
    play.submit("b")
    assert waiting(play) == ["una"]
    play.submit("una")
    assert waiting(play) == ["z"]


def test_an_end_event_undoes_before_the_case_is_over(way):
    end = '<endEvent id="t"><compensateEventDefinition/></endEvent>'
    body = f'<startEvent id="s"/>{tasks("a")}{undone("a")}{end}' + flows("s a t")
    play = Play(load(body)).going(way)
    play.submit("a")
    assert waiting(play) == ["una"]
    assert play.submit("una").completed


def test_nothing_to_undo_passes(way):
    assert Play(load(f'<startEvent id="s"/>{THROW}<endEvent id="e"/>' + flows("s t e"))).going(way).step.completed


def test_every_round_of_a_loop_is_undone_with_its_number(way):
    loop = '<standardLoopCharacteristics loopMaximum="3"/>'
    mark = (
        '<scriptTask id="una" isForCompensation="true"><script>{seen: append(seen, loopCounter)}</script></scriptTask>'
    )
    body = (
        f'<startEvent id="s"/><userTask id="a">{loop}</userTask><boundaryEvent id="ba" attachedToRef="a">'
        f"<compensateEventDefinition/></boundaryEvent>{mark}<association id='x' sourceRef='ba' targetRef='una'/>"
        f"{THROW}{tasks('z')}" + flows("s a t z")
    )
    play = Play(load(body), seen=[]).going(way)
    for _ in range(3):
        play.submit("a")
    assert waiting(play) == ["z"]
    assert play.variables["seen"] == [2, 1, 0]


@pytest.mark.parametrize("kind", ["userTask", "serviceTask"])
def test_every_repetition_is_undone_with_its_item(way, kind):
    many = '<multiInstanceLoopCharacteristics camunda:collection="things" camunda:elementVariable="thing"/>'
    more = ' camunda:type="external" camunda:topic="x"' if kind == "serviceTask" else ""
    mark = '<scriptTask id="una" isForCompensation="true"><script>{seen: append(seen, thing)}</script></scriptTask>'
    body = (
        f'<startEvent id="s"/><{kind} id="a"{more}>{many}</{kind}><boundaryEvent id="ba" attachedToRef="a">'
        f'<compensateEventDefinition/></boundaryEvent>{mark}<association id="x" sourceRef="una" targetRef="ba"/>'
        f"{THROW}{tasks('z')}" + flows("s a t z")
    )
    play = Play(load(body), seen=[], things=["one", "two"]).going(way)
    for _ in range(2):
        (play.submit if kind == "userTask" else play.occur)("a")
    assert waiting(play) == ["z"]
    assert play.variables["seen"] == ["two", "one"]


SUB = (
    f'<subProcess id="sub"><startEvent id="is"/>{tasks("a", "b")}{undone("a")}{undone("b")}{{}}{flows("is a b")}'
    "</subProcess>"
)


def test_what_was_done_in_a_sub_process_is_undone_when_it_is_over(way):
    body = f'<startEvent id="s"/>{SUB.format("")}{tasks("y", "z")}{undone("y")}{THROW}' + flows("s sub y t z")
    play = Play(load(body)).going(way)
    for task in ("a", "b", "y", "uny", "unb", "una"):
        assert waiting(play) == [task]
        play.submit(task)
    assert waiting(play) == ["z"]


def test_a_sub_process_with_somebody_who_undoes_it_is_undone_by_that_alone(way):
    body = f'<startEvent id="s"/>{SUB.format("")}{undone("sub")}{tasks("z")}{THROW}' + flows("s sub t z")
    play = Play(load(body)).going(way)
    for task in ("a", "b", "unsub"):
        assert waiting(play) == [task]
        play.submit(task)
    assert waiting(play) == ["z"]


HANDLER = (
    '<subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><compensateEventDefinition/></startEvent>'
    f'{tasks("w")}<intermediateThrowEvent id="ht"><compensateEventDefinition/></intermediateThrowEvent>{tasks("v")}'
    + flows("hs w ht v")
    + "</subProcess>"
)


def test_an_event_sub_process_undoes_its_sub_process_and_may_undo_what_was_done_in_it(way):
    body = f'<startEvent id="s"/>{SUB.format(HANDLER)}{tasks("z")}{THROW}' + flows("s sub t z")
    play = Play(load(body)).going(way)
    for task in ("a", "b", "w", "unb", "una", "v"):
        assert waiting(play) == [task]
        play.submit(task)
    assert waiting(play) == ["z"]
    assert play.submit("z").completed


def test_who_handles_an_error_undoes_what_was_done_in_its_scope(way):
    handler = (
        '<subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><errorEventDefinition/></startEvent>'
        '<endEvent id="ht"><compensateEventDefinition/></endEvent>' + flows("hs ht") + "</subProcess>"
    )
    inner = f'{handler}<endEvent id="x"><errorEventDefinition errorRef="E"/></endEvent>{flows("b x")}'
    body = f'<startEvent id="s"/>{SUB.format(inner)}{tasks("z")}' + flows("s sub z")
    play = Play(load(body, ROOTS)).going(way)
    for task in ("a", "b", "unb", "una"):
        assert waiting(play) == [task]
        play.submit(task)
    assert waiting(play) == ["z"]


def test_what_only_a_sub_process_had_is_seen_by_who_undoes_what_was_done_in_it(way):
    many = '<multiInstanceLoopCharacteristics camunda:collection="things" camunda:elementVariable="thing"/>'
    mark = '<scriptTask id="una" isForCompensation="true"><script>{seen: append(seen, thing)}</script></scriptTask>'
    body = (
        f'<startEvent id="s"/><subProcess id="sub">{many}<startEvent id="is"/>{tasks("a")}{flows("is a")}'
        '<boundaryEvent id="ba" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
        f'{mark}<association id="x" sourceRef="ba" targetRef="una"/></subProcess>{THROW}{tasks("z")}'
        + flows("s sub t z")
    )
    play = Play(load(body), seen=[], things=["one", "two"]).going(way)
    play.submit("a")
    play.submit("a")
    assert waiting(play) == ["z"]
    assert play.variables["seen"] == ["two", "one"]


TRANSACTION = (
    f'<startEvent id="s"/><transaction id="x"><startEvent id="is"/><parallelGateway id="f"/>{tasks("a", "b", "d")}'
    f"{undone('a')}{undone('b')}{CANCEL}{flows('is f a b c', 'f d')}</transaction>"
    '<boundaryEvent id="bc" attachedToRef="x"><cancelEventDefinition/></boundaryEvent>'
    '<boundaryEvent id="bm" attachedToRef="x"><messageEventDefinition messageRef="M"/></boundaryEvent>'
    + tasks("y", "z", "m")
    + flows("s x y", "bc z", "bm m")
)


def test_a_cancelled_transaction_undoes_what_was_done_and_is_left_by_its_cancel_event(way):
    play = Play(load(TRANSACTION, ROOTS)).going(way)
    play.submit("a")
    assert waiting(play) == ["d", "b"]
    play.submit("b")
    assert waiting(play) == ["unb"]  # what was not completed is withdrawn
    play.submit("unb")
    play.submit("una")
    assert waiting(play) == ["z"]
    assert play.told("cancelled") == ["d", "x"]
    assert play.submit("z").completed


def test_what_undoes_is_withdrawn_with_its_scope(way):
    play = Play(load(TRANSACTION, ROOTS)).going(way)
    play.submit("a")
    play.submit("b")
    play.occur("bm")
    assert waiting(play) == ["m"]
    assert play.submit("m").completed


def test_work_outside_undoes_and_an_error_of_it_is_caught_around(way):
    service = '<serviceTask id="una" isForCompensation="true" camunda:type="external" camunda:topic="x"/>'
    body = (
        f'<startEvent id="s"/><subProcess id="o"><startEvent id="is"/>{tasks("a")}'
        '<boundaryEvent id="ba" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
        f'{service}<association id="x" sourceRef="ba" targetRef="una"/>{THROW}'
        f'{flows("is a t")}</subProcess><boundaryEvent id="be" attachedToRef="o"><errorEventDefinition errorRef="E"/>'
        f"</boundaryEvent>{tasks('z')}" + flows("s o", "be z")
    )
    play = Play(load(body, ROOTS)).going(way)
    play.submit("a")
    assert [one.element for one in play.waits.values()] == ["una"]
    play.error("una", "late")
    assert waiting(play) == ["z"]


def refused(body):
    with pytest.raises(errors.NotRunnable) as refusal:
        load(body, ROOTS)
    return {(one.code, one.element) for one in refusal.value.params["problems"]}


def test_what_is_amiss_about_undoing_is_named():
    assert refused('<userTask id="a" isForCompensation="true"/><userTask id="b"/>') >= {("compensation-never", "a")}
    bare = '<boundaryEvent id="ba" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
    assert refused(f"{tasks('a')}{bare}") == {("compensation-handler", "ba")}
    assert refused(tasks("a", "z") + undone("a") + flows("una z", "ba z")) >= {
        ("compensation-flow", "una"), ("compensation-flow", "ba"),
    }  # fmt: skip
    named = THROW.replace("<compensateEventDefinition", '<compensateEventDefinition activityRef="elsewhere"')
    assert refused(named) == {("compensation-target", "t")}
    named = THROW.replace("<compensateEventDefinition", '<compensateEventDefinition waitForCompletion="false"')
    assert refused(named) == {("compensation-at-once", "t")}
    assert refused(tasks("a") + HANDLER) == {("compensation-here", "hs")}
    assert refused(tasks("a") + CANCEL + flows("a c")) == {("cancel-here", "c")}
    inner = f'<transaction id="x">{tasks("a")}{CANCEL}{flows("a c")}</transaction>'
    assert refused(inner) == {("cancel-nowhere", "c")}
    beside = '<boundaryEvent id="bc" attachedToRef="a"><cancelEventDefinition/></boundaryEvent>'
    assert refused(tasks("a") + beside) == {("cancel-beside", "bc")}


def test_what_is_thrown_is_told_before_anything_is_undone(way):
    play = Play(load(line())).going(way)
    play.submit("a")
    play.submit("b")
    assert [(m.kind, m.element) for m in play.trace][-3:] == [("entered", "t"), ("thrown", "t"), ("entered", "unb")]
    play.submit("unb")
    play.submit("una")
    assert play.told("thrown") == ["t"]


def test_a_cancel_end_is_told_as_thrown_and_the_event_that_leaves_its_transaction_as_caught(way):
    body = (
        f'<startEvent id="s"/><transaction id="x"><startEvent id="xs"/>{tasks("a")}{undone("a")}{CANCEL}'
        + flows("xs a c")
        + '</transaction><boundaryEvent id="bx" attachedToRef="x"><cancelEventDefinition/></boundaryEvent>'
        + flows("s x")
    )
    play = Play(load(body)).going(way)
    play.submit("a")
    assert play.submit("una").completed
    assert play.told("thrown") == ["c"]
    assert play.told("caught") == ["bx"]


def test_an_event_sub_process_that_undoes_is_told_as_caught(way):
    body = (
        f'<startEvent id="s"/><subProcess id="x"><startEvent id="xs"/>{tasks("a")}'
        '<subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><compensateEventDefinition/></startEvent>'
        + tasks("hu")
        + flows("hs hu")
        + "</subProcess>"
        + flows("xs a")
        + f"</subProcess>{THROW}"
        + flows("s x t")
    )
    play = Play(load(body)).going(way)
    play.submit("a")
    assert waiting(play) == ["hu"]
    assert [(m.kind, m.element) for m in play.trace if m.kind in {"thrown", "caught"}] == [
        ("thrown", "t"), ("caught", "hs"),
    ]  # fmt: skip
    assert play.submit("hu").completed
