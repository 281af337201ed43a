"""Inputs, outputs and the scripts around a task do what their products say, on every kind of task that runs."""

import orjson
import pytest

from engine import spiff
from tests.unit.spiff.drawing import Drawing, Run, folded

IN_OUT = """<{ns}:inputOutput><{ns}:inputParameter name="x">${{amount}}</{ns}:inputParameter>
<{ns}:inputParameter name="plain">text</{ns}:inputParameter>
<{ns}:inputParameter name="all"><{ns}:list><{ns}:value>${{amount}}</{ns}:value><{ns}:value>b</{ns}:value></{ns}:list>
</{ns}:inputParameter><{ns}:inputParameter name="map"><{ns}:map><{ns}:entry key="k">${{amount}}</{ns}:entry></{ns}:map>
</{ns}:inputParameter><{ns}:inputParameter name="none"/>
<{ns}:outputParameter name="result">${{x}}</{ns}:outputParameter></{ns}:inputOutput>"""


def task(extension, kind="user"):
    drawing = Drawing().node("start", "s").node("end", "e")
    if kind == "script":
        drawing.script("u", "{made: x + 1, x: 100}")
    else:
        drawing.node(kind, "u")
    return drawing.line("s", "u", "e").extended("u", extension)


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize("ns", ["camunda", "flowable"])
def test_a_user_task_sees_its_inputs_alone_and_gives_its_outputs_to_the_case(ns, warm):
    run = Run(task(IN_OUT.format(ns=ns)).load(), warm=warm, amount=5)
    (waiting,) = run.open.values()
    assert waiting.local == {"x": 5, "plain": "text", "all": [5, "b"], "map": {"k": 5}, "none": None}
    assert orjson.loads(run.state)[2] == [[2, 0, "u", 16, "s-u", {"l": dict(waiting.local)}]]
    assert run.variables == {"amount": 5}
    run.submit("u", x=7, remark="seen")
    assert run.variables == {"amount": 5, "remark": "seen", "result": 7}
    assert run.step.completed


def test_zeebe_keeps_inside_what_is_not_mapped_out():
    run = Run(
        task(
            '<zeebe:ioMapping><zeebe:input source="=amount * 2" target="order.total"/>'
            '<zeebe:input source="fixed" target="word"/>'
            '<zeebe:output source="=order.total + extra" target="person.sum"/></zeebe:ioMapping>'
        ).load(),
        amount=5,
        person={"name": "Zahra"},
    )
    (waiting,) = run.open.values()
    assert waiting.local == {"order": {"total": 10}, "word": "fixed"}
    person = run.variables["person"]
    run.submit("u", extra=1, remark="inside")
    assert run.variables == {"amount": 5, "person": {"name": "Zahra", "sum": 11}}
    assert person == {"name": "Zahra"}


def test_zeebe_without_outputs_gives_everything_to_the_case():
    run = Run(task('<zeebe:ioMapping><zeebe:input source="=amount" target="x"/></zeebe:ioMapping>').load(), amount=5)
    run.submit("u", remark="out", x=6)
    assert run.variables == {"amount": 5, "remark": "out"}


@pytest.mark.parametrize("element", ["s", "e"])
def test_events_at_the_beginning_and_the_end_give_their_outputs(element):
    drawing = Drawing().node("start", "s").node("end", "e").line("s", "e")
    run = Run(drawing.extended(element, IN_OUT.format(ns="camunda")).load(), amount=5)
    assert run.variables == {"amount": 5, "result": 5}


@pytest.mark.parametrize("kind", ["manual", "throw", "task"])
def test_what_passes_at_once_gives_its_outputs(kind):
    run = Run(task(IN_OUT.format(ns="camunda"), kind).load(), amount=5)
    assert run.step.completed
    assert run.variables == {"amount": 5, "result": 5}


def test_a_script_works_on_its_inputs_and_gives_its_outputs_and_what_else_it_makes():
    run = Run(task(IN_OUT.format(ns="camunda"), "script").load(), amount=5)
    assert run.variables == {"amount": 5, "made": 6, "result": 100}


@pytest.mark.parametrize("warm", [False, True])
def test_scripts_before_and_after_a_task_write_to_the_case(warm):
    run = Run(
        task(
            "<spiffworkflow:preScript>count = count + 1\nnames = ['a']</spiffworkflow:preScript>"
            "<spiffworkflow:postScript>long = len(names) &gt; 3 # after\nsum = count + 10</spiffworkflow:postScript>"
        ).load(),
        warm=warm,
        count=0,
    )
    assert run.variables == {"count": 1, "names": ["a"]}
    assert [(moment.kind, moment.element) for moment in run.trace][-2:] == [("entered", "u"), ("data", "u")]
    assert run.trace[-1].changes == {"count": (0, 1), "names": (None, ["a"])}
    run.submit("u", names=["a", "b", "c", "d"])
    assert run.variables == {"count": 1, "names": ["a", "b", "c", "d"], "long": True, "sum": 11}


def test_an_assignment_sees_what_the_script_before_made_and_what_goes_in():
    drawing = task(
        "<spiffworkflow:preScript>boss = 'zahra'</spiffworkflow:preScript><zeebe:ioMapping>"
        '<zeebe:input source="=boss + group" target="team"/></zeebe:ioMapping>'
    )
    for name, value in (("assignee", "${boss}"), ("candidateGroups", "${team}")):
        drawing.nodes["u"].set(f"{{http://camunda.org/schema/1.0/bpmn}}{name}", value)
    (waiting,) = Run(drawing.load(), group="s").open.values()
    assert (waiting.assignee, waiting.candidate_groups) == ("zahra", ("zahras",))


def test_an_entry_that_fails_writes_nothing_and_is_tried_again_as_a_whole():
    drawing = task("<spiffworkflow:preScript>count = count + 1</spiffworkflow:preScript>")
    drawing.nodes["u"].set("{http://camunda.org/schema/1.0/bpmn}assignee", "${boss}")
    run = Run(drawing.load(), count=0, boss=5)
    assert (run.variables["count"], [incident.code for incident in run.incidents.values()]) == (0, ["assignment"])
    run.write(boss="ali")
    run.retry()
    assert (run.variables["count"], run.waiting_at) == (1, ["u"])


@pytest.mark.parametrize("warm", [False, True])
def test_an_output_that_fails_stands_behind_the_work_and_is_given_once(warm):
    class Picky(dict):
        """Variables that refuse a name, as a case does for values that are too large."""

        def __setitem__(self, name, value):
            if name == "result" and value == 5:
                raise spiff.steps.errors.ReservedVariable(name=name, limit=0)
            super().__setitem__(name, value)

    run = Run(task(IN_OUT.format(ns="camunda")).load(), warm=warm, amount=5)
    run.variables = Picky(run.variables)
    run.submit("u", remark="seen")
    assert [incident.code for incident in run.incidents.values()] == ["value-refused"]
    assert run.variables == {"amount": 5, "remark": "seen"}
    assert spiff.tokens(run.state) == folded(run.trace) == [("u", 2)]
    assert orjson.loads(run.state)[2][0][5]["l"]["x"] == 5
    dict.__setitem__(run.variables, "result", 5)  # now the value is no change, so nothing is refused
    assert run.retry().completed
    assert spiff.tokens(run.state) == folded(run.trace) == []


def test_a_script_before_that_is_no_assignment_is_refused_with_what_to_write():
    drawing = task("<spiffworkflow:preScript>if x:\n    y = 1</spiffworkflow:preScript>")
    with pytest.raises(spiff.steps.errors.NotRunnable) as refusal:
        drawing.load()
    (problem,) = refusal.value.params["problems"]
    assert (problem.code, problem.element) == ("expression", "u")
    assert "{name: value" in problem.text.show("en")


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize("sequential", [False, True])
def test_repetitions_take_in_and_give_back_each_for_itself(warm, sequential):
    drawing = task(
        '<zeebe:ioMapping><zeebe:input source="=who + unit" target="label"/>'
        '<zeebe:output source="=label + remark" target="result"/></zeebe:ioMapping>'
    ).several("u", sequential=sequential, input="people", item="who", output="all", output_item="result")
    drawing.nodes["u"].set("{http://camunda.org/schema/1.0/bpmn}assignee", "${label}")
    run = Run(drawing.load(), warm=warm, people=["a", "b"], unit="!")
    for name in ("a", "b"):
        activity, waiting = min(run.open.items())
        assert (waiting.local["label"], waiting.assignee) == (f"{name}!", f"{name}!")
        run.submit(activity, remark=f" by {name}", secret=1)
    assert run.step.completed
    assert run.variables == {"people": ["a", "b"], "unit": "!", "all": ["a! by a", "b! by b"]}
    assert spiff.tokens(run.state) == folded(run.trace) == []


def test_repetitions_of_camunda_give_their_outputs_to_the_case():
    drawing = task(IN_OUT.format(ns="camunda")).several("u", cardinality="2")
    run = Run(drawing.load(), amount=5)
    stored = orjson.loads(run.state)[2][0][5]["m"]
    assert [number for number, _ in stored[7]] == [0, 1]
    run.submit("u", x=6, remark="out")
    assert run.variables == {"amount": 5, "result": 6, "remark": "out"}
    run.submit("u")
    assert run.variables["result"] == 5
    assert run.step.completed


def test_an_output_of_a_repetition_that_costs_too_much_is_refused_and_nothing_is_done():
    drawing = task(
        '<zeebe:ioMapping><zeebe:output source="=count(for a in 1..9999, b in 1..9999 return a)" target="r"/>'
        "</zeebe:ioMapping>"
    )
    run = Run(drawing.several("u", cardinality="1").load())
    before = run.state
    with pytest.raises(spiff.steps.errors.FeelLimit):
        run.submit("u")
    assert (run.state, run.waiting_at) == (before, ["u"])


def test_the_start_event_names_the_variable_of_who_began_and_a_task_tells_what_to_do():
    drawing = task("<spiffworkflow:instructionsForEndUser>\n Ask *twice*. \n</spiffworkflow:instructionsForEndUser>")
    drawing.nodes["s"].set("{http://operaton.org/schema/1.0/bpmn}initiator", "starter")
    program = drawing.load()
    assert program.initiator == "starter"
    assert program.elements["u"].instructions == "Ask *twice*."
    assert Drawing().node("user", "u").load().initiator is None


@pytest.mark.parametrize("attributes", [{"scriptFormat": "python"}, {}])
def test_a_script_of_python_assignments_runs_and_is_remarked(attributes):
    drawing = Drawing().node("start", "s").script("c", "fee = amount * 2\nlist = [fee, 'a']", "").line("s", "c")
    del drawing.nodes["c"].attrib["scriptFormat"]
    drawing.nodes["c"].attrib.update(attributes)
    assert Run(drawing.load(), amount=5).variables == {"amount": 5, "fee": 10, "list": [10, "a"]}
    assert [remark.element for remark in spiff.examine(drawing.process).remarks] == ["c"]


def test_translated_mappings_are_remarked_where_they_stand():
    drawing = task(IN_OUT.format(ns="camunda") + "<spiffworkflow:preScript>a = 1</spiffworkflow:preScript>")
    remarks = spiff.examine(drawing.process).remarks
    assert [remark.element for remark in remarks if remark.code == "translated"] == ["u"] * 5
