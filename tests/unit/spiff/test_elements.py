import pytest

from engine import errors, spiff
from tests.unit.spiff.drawing import NOW, Drawing, Run


def small():
    """A user task, an exclusive gateway, a script, two ends."""
    return (
        Drawing().node("start", "Start").node("user", "fill", assignee="${who}").node("xor", "large", default="no")
        .script("price", "{total: amount * 2, half: total / 4}").node("end", "End").node("end", "short")
        .line("Start", "fill", "large").flow("large", "price", "amount > 10").flow("large", "short", flow_id="no")
        .line("price", "End")
    )  # fmt: skip


def test_a_case_runs_from_start_to_end_and_tells_every_moment_in_order():
    run = Run(small().load(), who="ali")
    assert run.waiting_at == ["fill"]
    assert run.open[2].assignee == "ali"
    step = run.submit("fill", amount=20)
    assert step.completed
    assert [(m.kind, m.element, m.via) for m in run.trace] == [
        ("entered", "Start", ()), ("completed", "Start", ()),
        ("entered", "fill", ("Start-fill",)), ("completed", "fill", ()),
        ("entered", "large", ("fill-large",)), ("completed", "large", ()),
        ("entered", "price", ("large-price",)), ("completed", "price", ()),
        ("entered", "End", ("price-End",)), ("completed", "End", ()),
    ]  # fmt: skip
    assert run.variables == {"who": "ali", "amount": 20, "total": 40, "half": 10}


def test_changes_name_the_value_before_and_after_where_they_happened():
    run = Run(small().load(), who="ali", total=7)
    step = run.submit("fill", amount=20, who="ali")
    changed = {moment.element: dict(moment.changes) for moment in step.moments if moment.changes}
    assert changed == {"fill": {"amount": (None, 20)}, "price": {"total": (7, 40), "half": (None, 10)}}
    assert step.changes == {"amount": (None, 20), "total": (7, 40), "half": (None, 10)}


def test_activities_are_whole_numbers_each_used_once():
    run = Run(small().load())
    run.submit("fill", amount=1)
    entered = [moment.activity for moment in run.trace if moment.kind == "entered"]
    assert entered == [1, 2, 3, 4]


def test_the_default_flow_is_taken_when_no_condition_is_true():
    run = Run(small().load())
    assert run.submit("fill", amount=1).completed
    assert run.path[-1] == "short"


def test_a_condition_that_is_unknown_counts_as_false():
    run = Run(small().load())
    assert run.submit("fill", amount=None).completed
    assert run.path[-1] == "short"


def test_the_first_true_condition_in_document_order_wins():
    drawing = Drawing().node("start", "s").node("xor", "x").node("end", "a").node("end", "b").line("s", "x")
    run = Run(drawing.flow("x", "b", "n > 0").flow("x", "a", "n > 1").load(), n=5)
    assert run.path == ["s", "x", "b"]


def test_an_exclusive_gateway_merges_without_waiting():
    drawing = Drawing().node("start", "s").node("and", "f").node("xor", "m").node("user", "u").node("end", "e")
    run = Run(
        drawing.line("s", "f").flow("f", "m", flow_id="one").flow("f", "m", flow_id="two").line("m", "u", "e").load()
    )
    assert run.waiting_at == ["u", "u"]
    assert not run.submit("u").completed
    assert run.submit("u").completed


def test_a_parallel_join_waits_for_every_flow_and_names_what_it_merged():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "a").node("user", "b").node("and", "j")
    run = Run(drawing.node("end", "e").line("s", "f", "a", "j", "e").line("f", "b", "j").load())
    assert run.waiting_at == ["a", "b"]
    first = run.submit("b")
    assert not first.completed
    assert spiff.tokens(run.state) == [("a", 3), ("j", 5)]
    last = run.submit("a")
    assert last.completed
    (joined,) = [moment for moment in last.moments if moment.element == "j" and moment.kind == "completed"]
    assert (joined.activity, joined.joined) == (6, (5,))


def test_a_terminate_end_withdraws_everything_else():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "a").node("user", "b").terminate("t")
    run = Run(drawing.node("end", "e").line("s", "f", "a", "t").line("f", "b", "e").load())
    withdrawn = next(activity for activity, waiting in run.open.items() if waiting.element == "b")
    step = run.submit("a")
    assert step.completed
    assert step.closed == (withdrawn,)
    assert run.open == {}
    assert [(m.kind, m.element) for m in step.moments][-2:] == [("completed", "t"), ("cancelled", "b")]


def test_a_task_opened_and_withdrawn_in_one_step_was_never_open():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "b").terminate("t").node("end", "e")
    run = Run(drawing.line("s", "f").flow("f", "b").flow("f", "t").line("b", "e").load())
    assert run.step.completed
    assert run.step.waiting == run.step.closed == ()


def test_a_manual_task_and_a_bare_task_pass_at_once():
    run = Run(
        Drawing()
        .node("start", "s")
        .node("manual", "m")
        .node("task", "t")
        .node("end", "e")
        .line("s", "m", "t", "e")
        .load()
    )
    assert run.step.completed
    assert run.path == ["s", "m", "t", "e"]


def test_a_bare_task_with_candidates_is_work_for_a_person():
    drawing = Drawing().node("start", "s").node("task", "t", candidateGroups="clerks").node("end", "e")
    assert Run(drawing.line("s", "t", "e").load()).waiting_at == ["t"]


def test_a_bare_task_in_a_lane_is_work_for_a_person_and_the_innermost_lane_counts():
    drawing = Drawing().node("start", "s").node("task", "t").node("end", "e").line("s", "t", "e")
    outer = drawing.add(drawing.add(drawing.process, "laneSet"), "lane", name="Office")
    drawing.add(outer, "flowNodeRef", "t")
    inner = drawing.add(drawing.add(outer, "childLaneSet"), "lane", name="Counter")
    drawing.add(inner, "flowNodeRef", " t ")
    run = Run(drawing.load())
    assert [waiting.lane for waiting in run.open.values()] == ["Counter"]
    assert run.program.structure.lanes == ("Counter",)


def test_assignment_is_evaluated_when_the_task_opens():
    drawing = Drawing().node("start", "s").node("end", "e").node(
        "user", "u", name="Check", assignee="${who}", candidateUsers="a, ${others}, a", candidateGroups="=groups",
        dueDate="2026-04-01T10:00:00", priority="${level}", formKey="check.form.json",
    )  # fmt: skip
    run = Run(drawing.line("s", "u", "e").load(), who="zahra", others="b,c", groups=["clerks", "seniors"], level=70)
    (waiting,) = run.step.waiting
    assert (waiting.name, waiting.assignee, waiting.priority) == ("Check", "zahra", 70)
    assert (waiting.candidate_users, waiting.candidate_groups) == (("a", "b", "c"), ("clerks", "seniors"))
    assert (waiting.due, waiting.form_key) == ("2026-04-01T10:00:00", "check.form.json")


def test_a_duration_as_due_date_counts_from_the_moment_of_opening():
    drawing = Drawing().node("start", "s").node("user", "u", dueDate="P1M", followUpDate="${soon}").node("end", "e")
    (waiting,) = Run(drawing.line("s", "u", "e").load(), soon="PT2H").step.waiting
    assert waiting.due.startswith("2026-04-21T08:00:00")
    assert waiting.follow_up.startswith("2026-03-21T10:00:00")


@pytest.mark.parametrize(
    "namespace", ["http://activiti.org/bpmn", "http://flowable.org/bpmn", "http://operaton.org/schema/1.0/bpmn"]
)
def test_the_relatives_of_camunda_speak_the_same_vocabulary(namespace):
    drawing = Drawing().node("start", "s").node("user", "u", namespace=namespace, assignee="kermit").node("end", "e")
    assert Run(drawing.line("s", "u", "e").load()).step.waiting[0].assignee == "kermit"


def test_assignment_of_zeebe_and_of_plain_bpmn_is_understood():
    drawing = Drawing().node("start", "s").node("user", "z").node("user", "p").node("end", "e").line("s", "z", "p", "e")
    extension = drawing.add(drawing.nodes["z"], "extensionElements")
    drawing.add(extension, "x").tag = "{http://camunda.org/schema/zeebe/1.0}assignmentDefinition"
    extension[0].set("assignee", "=who")
    owner = drawing.add(drawing.nodes["p"], "potentialOwner")
    drawing.add(drawing.add(owner, "resourceAssignmentExpression"), "formalExpression", "clerks")
    run = Run(drawing.load(), who="omid")
    assert run.open[2].assignee == "omid"
    run.submit("z")
    assert run.step.waiting[0].candidate_groups == ("clerks",)


def test_a_script_with_a_result_variable_may_be_any_expression():
    drawing = Drawing().node("start", "s").script("c", "amount * 3", resultVariable="triple").node("end", "e")
    assert Run(drawing.line("s", "c", "e").load(), amount=4).variables["triple"] == 12


def test_an_activity_without_a_way_on_ends_its_branch():
    run = Run(Drawing().node("start", "s").node("user", "u").line("s", "u").load())
    assert run.submit("u").completed


def test_finishing_what_is_not_open_is_refused():
    run = Run(small().load())
    for activity in (1, 99, 0, -1):
        with pytest.raises(errors.ActivityNotOpen):
            spiff.complete(run.program, run.state, run.variables, activity, {"amount": 1}, now=NOW)
    assert "amount" not in run.variables


def test_cancelling_withdraws_everything_and_is_no_completion():
    run = Run(small().load())
    step = run.cancel()
    assert (step.completed, step.closed, spiff.tokens(step.state)) == (False, (2,), [])


def test_written_variables_are_told_as_changes():
    run = Run(small().load(), amount=1)
    assert run.write(amount=2, other=None).changes == {"amount": (1, 2), "other": (None, None)}
    assert run.waiting_at == ["fill"]


def test_true_is_not_one_when_changes_are_told():
    run = Run(small().load(), flag=True, rows=[1])
    assert run.write(flag=1, rows=[True]).changes == {"flag": (True, 1), "rows": ([1], [True])}
    assert run.write(flag=1).changes == {}


def test_the_drawing_is_left_as_it_was():
    drawing = small()
    before = [(node.tag, dict(node.attrib)) for node in drawing.root.iter()]
    drawing.load()
    assert [(node.tag, dict(node.attrib)) for node in drawing.root.iter()] == before


def test_structure_names_nodes_and_flows_with_their_ends():
    structure = small().load().structure
    assert [node.type for node in structure.nodes.values()][:3] == ["startEvent", "userTask", "exclusiveGateway"]
    assert (structure.flows["no"].source, structure.flows["no"].target) == ("large", "short")
    assert structure.flows["large-price"].condition == "amount > 10"
    assert structure.nodes["large"].outgoing == ("large-price", "no")
