"""Whatever cannot run yet is named with its element and reason before anything runs."""

from pathlib import Path

import pytest

from engine import errors, spiff, text
from engine.spiff import reasons
from tests.unit.spiff.drawing import Drawing


def refused(drawing):
    with pytest.raises(errors.NotRunnable) as refusal:
        drawing.load()
    problems = refusal.value.params["problems"]
    assert problems == spiff.examine(drawing.process).problems
    assert all(problem.text.show("en") and problem.text.show("fa") for problem in problems)
    return {(problem.code, problem.element) for problem in problems}


def plain():
    return Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e")


@pytest.mark.parametrize("kind", ["adHocSubProcess", "choreographyTask", "complexGateway"])
def test_an_element_of_a_kind_that_cannot_run_is_named(kind):
    drawing = Drawing().node("start", "s").node(kind, "x").node("end", "e").line("s", "x", "e")
    assert ("element-type", "x") in refused(drawing)


def test_an_element_that_is_not_of_bpmn_is_named():
    assert ("element-unknown", "x") in refused(plain().node("fooTask", "x"))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("serviceTask", "no-topic"),
        ("sendTask", "no-message"),
        ("receiveTask", "no-message"),
        ("callActivity", "no-called-process"),
        ("eventBasedGateway", "event-gateway-targets"),
    ],
)
def test_an_element_that_does_not_say_what_it_needs_is_named(kind, code):
    drawing = Drawing().node("start", "s").node(kind, "x").node("end", "e").line("s", "x", "e")
    assert refused(drawing) == {(code, "x")}


def test_a_boundary_event_beside_nothing_is_named():
    drawing = plain().node("boundaryEvent", "b")
    drawing.add(drawing.nodes["b"], "errorEventDefinition")
    assert refused(drawing) == {("boundary-nowhere", "b")}


def test_what_would_never_begin_or_end_as_drawn_is_named():
    drawing = plain().node("subProcess", "sub").flow("u", "sub").node("subProcess", "alarm").flow("u", "alarm")
    inner = drawing.add(drawing.nodes["sub"], "startEvent", id="inner")
    drawing.add(inner, "messageEventDefinition")
    drawing.nodes["alarm"].set("triggeredByEvent", "true")
    drawing.node("boundaryEvent", "b").flow("u", "b").flow("u", "inner")
    drawing.nodes["b"].set("attachedToRef", "u")
    drawing.add(drawing.nodes["b"], "errorEventDefinition")
    drawing.node("receiveTask", "r").flow("u", "r").node("eventBasedGateway", "g").flow("u", "g").flow("g", "e")
    drawing.nodes["g"].set("eventGatewayType", "Parallel")
    drawing.nodes["r"].set("instantiate", "true")
    assert refused(drawing) >= {
        ("start-in-sub-process", "inner"), ("event-sub-process-start", "alarm"), ("flow-at-event-sub-process", "alarm"),
        ("flow-into-boundary", "b"), ("flow-across", "u-inner"), ("instantiate-here", "r"),
        ("event-gateway-kind", "g"), ("event-gateway-targets", "g"),
    }  # fmt: skip


def test_a_cycle_in_the_manner_of_cron_is_named():
    drawing = plain()
    timer = drawing.add(drawing.nodes["s"], "timerEventDefinition")
    drawing.add(timer, "timeCycle", "0 0 8 ? * *")
    assert refused(drawing) == {("timer-cron", "s")}


#: Where the kinds of events may stand; what they lack here is said instead.
PLACES = {
    "timer": ({"s"}, "timer-empty"), "message": ({"s", "i", "e"}, "event-unnamed"),
    "signal": ({"s", "i", "e"}, "event-unnamed"), "conditional": ({"s"}, "condition-empty"),
    "error": ({"e"}, None), "escalation": ({"i", "e"}, None), "compensate": ({"i", "e"}, None),
    "cancel": ({"e"}, "cancel-here"),
}  # fmt: skip


@pytest.mark.parametrize("where", ["s", "i", "e"])
@pytest.mark.parametrize("kind", PLACES)
def test_an_event_of_a_kind_that_cannot_run_there_is_named(where, kind):
    drawing = plain().node("intermediateThrowEvent", "i").flow("u", "i")
    drawing.add(drawing.nodes[where], f"{kind}EventDefinition")
    places, lacking = PLACES[kind]
    found = {code for code, element in problems_of(drawing) if element == where}
    assert ("event-kind" in found) == (where not in places)
    assert where not in places or found - {"condition-start"} == ({lacking} if lacking else set())


def problems_of(drawing):
    return {(problem.code, problem.element) for problem in spiff.examine(drawing.process).problems}


def test_a_link_that_leads_nowhere_is_named():
    drawing = plain().node("intermediateThrowEvent", "i").flow("u", "i")
    drawing.add(drawing.nodes["i"], "linkEventDefinition")
    assert refused(drawing) == {("link-target", "i")}


def test_a_terminate_start_and_a_shared_definition_are_named():
    drawing = plain()
    drawing.add(drawing.nodes["s"], "terminateEventDefinition")
    drawing.add(drawing.nodes["e"], "eventDefinitionRef", "x")
    assert refused(drawing) == {("event-kind", "s"), ("event-kind", "e")}


def test_a_process_begins_somewhere():
    assert refused(Drawing()) == {("no-start", "")}
    ring = Drawing().node("user", "u").node("user", "v").line("u", "v", "u")
    assert refused(ring) == {("no-start", ""), ("unreachable", "u"), ("unreachable", "v")}
    drawing = Drawing().node("subProcess", "sub", triggeredByEvent="true").node("boundaryEvent", "b")
    drawing.nodes["sub"].set("triggeredByEvent", "true")
    assert ("no-start", "") in refused(drawing)


def test_flows_lead_from_starts_to_ends():
    drawing = plain().flow("u", "s").flow("e", "u")
    assert refused(drawing) == {("flow-into-start", "s"), ("flow-out-of-end", "e")}


def test_a_flow_that_leads_nowhere_is_named():
    assert refused(plain().flow("u", "gone")) >= {("flow-without-end", "u-gone")}


def test_what_no_path_reaches_is_named():
    assert refused(plain().node("user", "alone")) == {("unreachable", "alone")}


@pytest.mark.parametrize("kind", ["start", "and", "intermediateThrowEvent"])
def test_conditions_belong_to_activities_and_exclusive_gateways(kind):
    drawing = Drawing().node("end", "e").node(kind, "u").flow("u", "e", "x = 1")
    assert refused(drawing) == {("conditional-flow", "u-e")}


def test_the_default_flow_of_an_activity_leaves_it():
    drawing = plain()
    drawing.nodes["u"].set("default", "s-u")
    assert refused(drawing) == {("default-unknown", "u")}


def test_every_flow_out_of_an_exclusive_gateway_is_decided():
    drawing = Drawing().node("start", "s").node("xor", "x", default="gone").node("end", "e").node("end", "o")
    drawing.line("s", "x", "e").flow("x", "o", "n = 1")
    assert refused(drawing) == {("default-unknown", "x"), ("flow-without-condition", "x-e")}


def test_repetition_must_say_of_what_and_only_once():
    drawing = plain().several("u")
    assert refused(drawing) == {("multi-instance-count", "u")}
    assert refused(plain().several("u", cardinality="2", input="all")) == {("multi-instance-both", "u")}
    assert refused(plain().several("u", cardinality="2", output="all")) == {("multi-instance-output", "u")}
    other = plain().several("u", cardinality="2")
    other.nodes["u"][0].set("behavior", "One")
    assert refused(other) == {("multi-instance-behaviour", "u")}


def test_only_activities_are_repeated():
    drawing = Drawing().node("start", "s").node("xor", "m").node("end", "e").line("s", "m", "e")
    assert refused(drawing.several("m", cardinality="2")) == {("multi-instance-here", "m")}


def test_quantities_are_named():
    drawing = plain()
    drawing.nodes["u"].set("startQuantity", "2")
    assert refused(drawing) == {("token-quantity", "u")}


def test_inputs_and_outputs_have_names_and_values_that_can_be_read():
    drawing = plain().extended(
        "u",
        """<camunda:inputOutput>
        <camunda:inputParameter name="a b">1</camunda:inputParameter>
        <camunda:inputParameter name="c"><camunda:script scriptFormat="groovy"/></camunda:inputParameter>
        <camunda:inputParameter name="d"><camunda:list><camunda:list/></camunda:list></camunda:inputParameter>
        <camunda:outputParameter name="e">${1 +}</camunda:outputParameter></camunda:inputOutput>""",
    )
    assert refused(drawing) == {("mapping-name", "u"), ("expression", "u")} | {("mapping-value", "u")}


def test_scripts_around_a_repeated_task_are_named():
    drawing = (
        plain().several("u", cardinality="2").extended("u", "<spiffworkflow:preScript>a = 1</spiffworkflow:preScript>")
    )
    assert refused(drawing) == {("multi-instance-mapping", "u")}


@pytest.mark.parametrize("source", ["print(1)", "if a:\n  b = 1", "import os; x = 1"])
def test_a_python_script_that_is_more_than_assignments_is_refused_with_what_to_write(source):
    drawing = Drawing().node("start", "s").script("c", source, scriptFormat="python").node("end", "e")
    drawing.line("s", "c", "e")
    assert refused(drawing) == {("script-foreign", "c")}


@pytest.mark.parametrize("language", ["groovy", "javascript"])
def test_scripts_in_other_languages_are_never_run(language):
    drawing = (
        Drawing().node("start", "s").script("c", "print(1)", scriptFormat=language).node("end", "e").line("s", "c", "e")
    )
    assert refused(drawing) == {("script-language", "c")}


def test_a_script_says_what_becomes_of_its_value():
    drawing = (
        Drawing().node("start", "s").script("c", "1 + 1").script("d", " ").node("end", "e").line("s", "c", "d", "e")
    )
    assert refused(drawing) == {("script-result", "c"), ("no-script", "d")}


def test_a_condition_in_another_language_is_named():
    drawing = Drawing().node("start", "s").node("xor", "x").node("end", "e").line("s", "x")
    assert refused(drawing.flow("x", "e", "x == 1", language="groovy")) == {("expression", "x-e")}


def test_expressions_that_cannot_be_read_are_named_where_they_stand():
    drawing = (
        Drawing()
        .node("start", "s")
        .node("xor", "x")
        .node("user", "u", assignee="${1 +}", priority="high", dueDate="soon")
    )
    drawing.node("end", "e").line("s", "x").flow("x", "u", "1 +").flow("x", "e", "a =").line("u", "e")
    drawing.script("c", "{a: }").several("u", cardinality="(").flow("x", "c", "true")
    assert refused(drawing) == {
        ("expression", "x-u"), ("expression", "x-e"), ("expression", "u"), ("priority", "u"), ("date", "u"),
        ("expression", "c"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "source", ["__import__('os').system('x')", "lambda: 1", "x.__class__()", "${bean.method()}", "open('/etc/passwd')"]
)
def test_python_and_java_are_refused_as_conditions(source):
    drawing = Drawing().node("start", "s").node("xor", "x").node("end", "e").line("s", "x").flow("x", "e", source)
    assert refused(drawing) == {("expression", "x-e")}


def test_translated_expressions_are_remarked_where_they_stand():
    drawing = Drawing().node("start", "s").node("xor", "x").node("user", "u", assignee="${who}").node("end", "e")
    drawing.line("s", "x").flow("x", "u", "n == 1").flow("x", "e", "n = 2").line("u", "e").several(
        "u", cardinality="${m}"
    )
    remarks = spiff.examine(drawing.process).remarks
    assert [(remark.element, remark.code) for remark in remarks if remark.code == "translated"] == [
        ("x-u", "translated"), ("u", "translated"), ("u", "translated"),
    ]  # fmt: skip
    assert all(remark.text.show("en") for remark in remarks)
    assert {remark.code for remark in remarks} == {"translated"}  # a name that is no condition may be any value
    assert drawing.load().process_id == "p"


def test_an_element_without_id_is_named():
    drawing = plain()
    del drawing.node("user", "x").nodes["x"].attrib["id"]
    assert refused(drawing) == {("no-id", "")}


def test_inner_elements_of_a_sub_process_are_named_once_by_it():
    drawing = plain().node("adHocSubProcess", "sub").flow("u", "sub")
    drawing.add(drawing.nodes["sub"], "serviceTask", id="inside")
    assert refused(drawing) == {("element-type", "sub")}
    assert spiff.outline(drawing.root, "p").nodes["inside"].parent == "sub"


def test_remarks_documents_and_data_are_no_obstacle():
    drawing = plain()
    for kind in ("textAnnotation", "association", "group", "dataObject", "dataObjectReference", "dataStoreReference"):
        drawing.add(drawing.process, kind, id=kind)
    drawing.add(drawing.process, "documentation", "about")
    assert drawing.load().process_id == "p"


def test_flows_without_id_are_kept():
    drawing = plain()
    for flow in drawing.process.findall("{*}sequenceFlow"):
        del flow.attrib["id"]
    assert list(drawing.load().structure.flows) == ["flow.1", "flow.2"]


def test_a_process_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        spiff.load(plain().root, "other")
    assert spiff.process_ids(plain().root) == ("p",)


def test_every_reason_has_a_persian_text_and_a_test():
    known = text.catalogue("fa")
    here = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    for code, sentence in {**reasons.REASONS, **reasons.INCIDENTS}.items():
        assert sentence in known, code
        assert f'"{code}"' in here, code


def test_a_timer_that_cannot_be_read_and_a_sub_process_that_never_begins_are_named():
    drawing = plain().node("subProcess", "sub").flow("u", "sub")
    for name in ("a", "b"):
        drawing.add(drawing.nodes["sub"], "manualTask", id=name)
    for source, target in (("a", "b"), ("b", "a")):
        drawing.add(drawing.nodes["sub"], "sequenceFlow", id=source + target, sourceRef=source, targetRef=target)
    timer = drawing.add(drawing.nodes["s"], "timerEventDefinition")
    drawing.add(timer, "timeDate", "next year, maybe")
    assert refused(drawing) >= {("timer-unreadable", "s"), ("sub-process-start", "sub")}
