import pytest

from engine import errors, spiff
from tests.unit.spiff.drawing import NOW, Drawing, Run, folded


def reviews(*, sequential=False, assignee="${reviewer}", **parts):
    drawing = Drawing().node("start", "s").node("user", "u", assignee=assignee).node("end", "e").line("s", "u", "e")
    return drawing.several("u", sequential=sequential, **parts).load()


NAMES = ["ali", "zahra", "omid"]


def test_a_parallel_task_opens_once_for_every_item():
    run = Run(reviews(collection="people", elementVariable="reviewer"), people=NAMES)
    assert [(w.assignee, w.loop, w.instances) for w in run.open.values()] == [
        ("ali", 0, 3),
        ("zahra", 1, 3),
        ("omid", 2, 3),
    ]
    assert run.open[4].local == {"loopCounter": 1, "reviewer": "zahra"}
    assert sorted(spiff.tokens(run.state)) == folded(run.trace) == [("u", 2), ("u", 3), ("u", 4), ("u", 5)]


def test_any_order_of_answers_ends_the_task_after_the_last():
    run = Run(reviews(collection="people", elementVariable="reviewer"), people=NAMES)
    assert not run.submit(5).completed
    assert not run.submit(3).completed
    assert run.submit(4).completed


def test_one_repetition_cannot_be_finished_twice():
    run = Run(reviews(collection="people", elementVariable="reviewer"), people=NAMES)
    run.submit(4)
    with pytest.raises(errors.ActivityNotOpen):
        spiff.complete(run.program, run.state, run.variables, 4, {}, now=NOW)
    with pytest.raises(errors.ActivityNotOpen):
        spiff.complete(run.program, run.state, run.variables, 2, {}, now=NOW)


def test_a_sequential_task_opens_one_after_the_other():
    run = Run(reviews(sequential=True, input="people", item="reviewer"), people=NAMES)
    seen = []
    while run.open:
        ((activity, waiting),) = run.open.items()
        seen.append((waiting.assignee, waiting.loop))
        run.submit(activity)
    assert seen == [("ali", 0), ("zahra", 1), ("omid", 2)]
    assert run.step.completed


@pytest.mark.parametrize("sequential", [False, True])
def test_answers_are_collected_in_the_order_of_the_items(sequential):
    program = reviews(sequential=sequential, input="people", item="reviewer", output="verdicts", output_item="verdict")
    run = Run(program, people=NAMES)
    while run.open:
        activity = max(run.open)
        run.submit(activity, verdict=run.open[activity].assignee.upper(), remark="ok")
    assert run.variables["verdicts"] == ["ALI", "ZAHRA", "OMID"]
    assert "verdict" not in run.variables
    assert run.variables["remark"] == "ok"


def test_an_answer_is_told_as_local_and_the_collection_as_a_change_of_the_case():
    run = Run(reviews(input="people", item="reviewer", output="verdicts", output_item="verdict"), people=["ali"])
    step = run.submit(3, verdict=True)
    assert [(m.activity, dict(m.local), dict(m.changes)) for m in step.moments[:2]] == [
        (3, {"verdict": True}, {}),
        (2, {}, {"verdicts": (None, [True])}),
    ]


def test_repetitions_drawn_for_zeebe_are_understood():
    drawing = Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e").several("u")
    extension = drawing.add(drawing.add(drawing.nodes["u"][0], "extensionElements"), "x")
    extension.tag = "{http://camunda.org/schema/zeebe/1.0}loopCharacteristics"
    drawn = {"inputCollection": "=people", "inputElement": "who", "outputCollection": "all", "outputElement": "=ok"}
    for name, value in drawn.items():
        extension.set(name, value)
    run = Run(drawing.load(), people=["ali", "zahra"])
    assert [waiting.local["who"] for waiting in run.open.values()] == ["ali", "zahra"]
    run.submit(4, ok=False)
    run.submit(3, ok=True)
    assert run.variables["all"] == [True, False]


def test_the_collection_of_a_drawing_may_be_named_by_the_id_of_its_data_object():
    drawing = Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e")
    drawing.add(drawing.process, "dataObjectReference", id="data_1", name="people")
    assert len(Run(drawing.several("u", input="data_1").load(), people=NAMES).open) == 3


def test_an_answer_that_is_not_collected_goes_to_the_case():
    run = Run(reviews(input="people", item="reviewer", output_item="verdict"), people=["ali"])
    assert dict(run.submit(3, verdict="yes").changes) == {"verdict": (None, "yes")}


@pytest.mark.parametrize("sequential", [False, True])
def test_a_number_says_how_often(sequential):
    run = Run(reviews(sequential=sequential, assignee="x", cardinality="${n + 1}"), n=2)
    rounds = 0
    while run.open:
        run.submit("u")
        rounds += 1
    assert rounds == 3
    assert run.step.completed


@pytest.mark.parametrize("parts", [{"cardinality": "0"}, {"input": "people"}])
def test_nothing_to_repeat_passes_at_once(parts):
    assert Run(reviews(assignee="x", **parts), people=[]).step.completed


def test_a_completion_condition_withdraws_the_rest():
    program = reviews(
        assignee="x", input="people", condition="nrOfCompletedInstances >= 2", output="all", output_item="a"
    )
    run = Run(program, people=NAMES)
    run.submit(3, a=1)
    step = run.submit(5, a=3)
    assert step.completed
    assert step.closed == (4,)
    assert run.variables["all"] == [1, None, 3]
    assert folded(run.trace) == []


def test_a_completion_condition_sees_counters_item_answer_and_collection():
    for condition in (
        "numberOfInstances = 3 and numberOfActiveInstances = 2",
        'who = "zahra"',
        "loopCounter = 1",
        'a = "no"',
        "count(all[item != null]) = 1",
        "limit = 9",
    ):
        run = Run(
            reviews(assignee="x", input="people", item="who", condition=condition, output="all", output_item="a"),
            people=NAMES, limit=9,
        )  # fmt: skip
        run.submit(4, a="no")
        assert run.step.completed, condition


def test_a_sequence_ends_early_by_its_condition():
    run = Run(reviews(sequential=True, assignee="x", cardinality="5", condition="stop = true"))
    run.submit("u", stop=False)
    assert run.submit("u", stop=True).completed


def test_open_repetitions_keep_their_items_when_the_collection_is_overwritten():
    run = Run(reviews(input="people", item="reviewer", condition='reviewer = "omid"'), people=NAMES)
    assert b"zahra" not in run.state
    run.submit(3, people=["somebody", "else"])
    assert b"zahra" in run.state
    assert run.submit(5).completed


def test_a_collection_written_from_outside_is_kept_too():
    run = Run(reviews(input="people", item="reviewer", condition='reviewer = "omid"'), people=NAMES)
    run.write(people=[])
    assert run.submit(5).completed


def test_a_sequence_goes_on_with_the_items_it_began_with():
    run = Run(reviews(sequential=True, input="people", item="reviewer"), people=NAMES)
    run.submit("u", people=["x"])
    assert run.step.waiting[0].assignee == "zahra"


def test_a_collection_that_is_an_expression_is_stored_with_the_case():
    run = Run(reviews(collection='=[first, "x"]', elementVariable="reviewer"), first="ali")
    assert b'"ali"' in run.state
    assert [w.assignee for w in run.open.values()] == ["ali", "x"]


def test_cancelling_withdraws_every_open_repetition():
    run = Run(reviews(input="people", item="reviewer"), people=NAMES)
    run.submit(4)
    step = run.cancel()
    assert step.closed == (3, 5)
    assert folded(run.trace) == spiff.tokens(step.state) == []


@pytest.mark.parametrize(("value", "code"), [
    (None, "collection-not-list"), ("ali", "collection-not-list"), ({"a": 1}, "collection-not-list"),
    (list(range(11)), "too-many-instances"),
])  # fmt: skip
def test_a_collection_that_cannot_be_repeated_is_an_incident(value, code):
    drawing = Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e")
    run = Run(drawing.several("u", input="people").load(instances=10), people=value)
    assert [incident.code for incident in run.incidents.values()] == [code]
    run.write(people=["ali"])
    run.retry()
    assert run.incidents == {}
    assert run.waiting_at == ["u"]


@pytest.mark.parametrize("count", [-1, 1.5, "3", None, True, 10**8])
def test_a_number_that_makes_no_sense_is_an_incident_before_anything_is_made(count):
    run = Run(reviews(assignee="x", cardinality="n"), n=count)
    codes = {incident.code for incident in run.incidents.values()}
    assert codes == {"too-many-instances" if count == 10**8 else "count-not-whole"}
    assert run.open == {}
    assert spiff.tokens(run.state) == [("u", 2)]
