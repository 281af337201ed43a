"""Promises of requirement graphs: what is required is decided first, seen by name, and nothing else (DMN 1.5, 6.3)."""

import pytest

from engine import decisions, errors
from engine.decisions.names import SPACES
from tests.unit.decisions.drawn import NEWEST, decide, decision, file, inputs, literal

KNOWLEDGE = (
    '<businessKnowledgeModel id="k" name="doubled"><variable name="doubled"/><encapsulatedLogic>'
    f'<formalParameter name="n" typeRef="number"/>{literal("n * 2")}</encapsulatedLogic></businessKnowledgeModel>'
)
CHAIN = (
    inputs("x")
    + decision("first", literal("x + 1"), requires="input:x")
    + decision("last", literal("doubled(first)"), requires="decision:first knowledge:k")
    + KNOWLEDGE
)


def reasons(outcome):
    return " ".join(one.show("en") for one in outcome.errors)


def test_what_a_decision_requires_is_decided_before_it():
    assert decide(CHAIN, {"x": 4}).result == 10


def test_any_decision_of_a_file_can_be_asked_for_by_id_or_name():
    renamed = CHAIN.replace('id="first" name="first"', 'id="first" name="The first"')
    assert decide(renamed, {"x": 4}, "first").result == 5
    assert decide(CHAIN, {"x": 4}, "last").decision == "last"


def test_what_is_required_is_found_by_its_variable_and_by_its_id():
    season = (
        '<decision id="season" name="The season"><variable name="time of year"/>' + literal('"Winter"') + "</decision>"
    )
    for source in ("time of year", "season"):
        outcome = decide(season + decision("dish", literal(source), requires="decision:season"), {}, "dish")
        assert outcome.result == "Winter"


def test_decisions_are_named_by_their_titles_and_inputs_given_by_them():
    body = '<inputData id="i" name="Days late"><variable name="days"/></inputData>'
    body += decision("d", literal("days + 1"), requires="input:i").replace('name="d">', 'name="Late fee">', 1)
    outcome = decide(body, {"Days late": 3}, " Late  fee ")
    assert (outcome.decision, outcome.result) == ("Late fee", 4)
    assert decide(body, {"days": 3}, "d").result == 4


def test_knowledge_can_be_asked_for_with_its_parameters_by_name():
    assert decide(CHAIN, {"n": 21}, "doubled").result == 42


def test_the_decision_that_no_other_requires_is_the_one_meant_where_none_is_named():
    assert decide(CHAIN, {"x": 0}).decision == "last"
    with pytest.raises(errors.DecisionNotChosen, match="a, b"):
        decide(decision("a", literal("1")) + decision("b", literal("2")))


def test_a_name_that_nothing_bears_is_refused_with_the_names_there_are():
    with pytest.raises(errors.DecisionUnknown, match="first, last"):
        decide(CHAIN, {}, "lost")


def test_what_a_decision_does_not_require_it_does_not_see():
    body = inputs("x", "y") + decision("d", literal("y"), requires="input:x")
    outcome = decide(body, {"x": 1, "y": 2})
    assert outcome.result is None
    assert "y" in reasons(outcome)


def test_values_that_the_file_declares_nowhere_are_seen_by_all():
    assert decide(decision("d", literal("amount * 2")), {"amount": 4}).result == 8


def test_a_decision_without_logic_is_null():
    assert decide(decision("d", "")).result is None


def test_decisions_that_require_each_other_are_null_with_the_reason_and_end():
    body = decision("a", literal("b"), requires="decision:b") + decision("b", literal("a"), requires="decision:a")
    outcome = decide(body, {}, "a")
    assert outcome.result is None
    assert "required in order to decide itself" in reasons(outcome)


def test_a_chain_of_thousands_of_decisions_is_no_deeper_than_one():
    body = decision("d0", literal("1")) + "".join(
        decision(f"d{number}", literal(f"d{number - 1} + 1"), requires=f"decision:d{number - 1}")
        for number in range(1, 2_001)
    )
    assert decide(body, {}, "d2000").result == 2_001


def test_a_requirement_that_points_nowhere_is_told():
    outcome = decide(decision("d", literal("1"), requires="decision:lost"))
    assert outcome.result == 1
    assert "urn:file#lost" in reasons(outcome)


@pytest.mark.parametrize("space", sorted(SPACES))
def test_files_of_every_version_of_dmn_are_read(space):
    read = decisions.read(file(decision("d", literal("1 + 1")), space=space))
    assert decisions.decide(read, {}).result == 2


def test_functions_that_call_themselves_for_ever_are_stopped_with_the_reason():
    endless = KNOWLEDGE.replace("n * 2", "doubled(n)")
    outcome = decide(endless + decision("d", literal("doubled(1)"), requires="knowledge:k"))
    assert (outcome.result, outcome.stopped) == (None, True)
    assert reasons(outcome)


def test_deep_boxes_that_call_themselves_for_ever_are_stopped_before_the_stack_ends():
    inner = literal("deep(n)")
    for _ in range(45):
        inner = f'<context><contextEntry><variable name="a"/>{inner}</contextEntry></context>'
    deep = KNOWLEDGE.replace("doubled", "deep").replace(literal("n * 2"), inner)
    outcome = decide(deep + decision("d", literal("deep(1)"), requires="knowledge:k"))
    assert (outcome.result, outcome.stopped) == (None, True)
    assert reasons(outcome).endswith(errors.DecisionTooDeep().message())


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(errors.NotDmn):
        decisions.read(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')


def test_fuel_is_shared_by_everything_that_one_request_decides():
    outcome = decide(CHAIN, {"x": 4}, fuel=3)
    assert (outcome.result, outcome.stopped) == (None, True)
    assert "3 units" in reasons(outcome)


def test_the_same_request_gives_the_same_outcome():
    assert decide(CHAIN, {"x": 4}) == decide(CHAIN, {"x": 4})


# --- services -------------------------------------------------------------------------------------------

SERVICE = (
    '<decisionService id="s" name="serve"><variable name="serve"/><outputDecision href="#out"/>'
    '<inputDecision href="#inner"/><inputData href="#x"/></decisionService>'
    + inputs("x", type_="number")
    + decision("inner", literal("100"), type_="number")
    + decision("out", literal("x + inner"), requires="input:x decision:inner")
    + decision("caller", literal("[serve(1, 2), inner]"), requires="knowledge:s decision:inner")
)


def test_a_service_takes_its_inputs_then_its_input_decisions_and_changes_nothing_outside():
    assert decide(SERVICE, {}, "caller").result == [3, 100]


def test_a_service_can_be_asked_for_with_its_inputs_by_name():
    assert decide(SERVICE, {"x": 1, "inner": 5}, "serve").result == 6


def test_a_service_of_several_decisions_gives_a_context():
    several = SERVICE.replace(
        '<outputDecision href="#out"/>', '<outputDecision href="#out"/><outputDecision href="#more"/>'
    )
    several += decision("more", literal("7"))
    assert decide(several, {"x": 1, "inner": 5}, "serve").result == {"out": 6, "more": 7}


def test_a_service_that_is_given_what_does_not_fit_is_not_run():
    outcome = decide(SERVICE.replace("serve(1, 2)", 'serve("a", 2)'), {}, "caller")
    assert outcome.result == [None, 100]
    assert reasons(outcome)


# --- imports --------------------------------------------------------------------------------------------

OTHER = file(
    KNOWLEDGE + inputs("rate") + decision("base", literal("rate * 10"), requires="input:rate")
    + '<itemDefinition name="tAge"><typeRef>number</typeRef>'
    "<allowedValues><text>&gt;= 18</text></allowedValues></itemDefinition>",
    name="other", namespace="urn:other",
)  # fmt: skip
IMPORT = f'<import namespace="urn:other" name="shared" importType="{NEWEST}"/>'


def test_knowledge_and_decisions_of_another_file_are_seen_under_the_name_of_the_import():
    body = IMPORT + decision(
        "d", literal("shared.doubled(shared.base)"), requires="knowledge:urn:other#k decision:urn:other#base"
    )
    assert decide(body, {"shared": {"rate": 2}}, others=(OTHER,)).result == 40
    assert decide(body, {"rate": 3}, others=(OTHER,)).result == 60


def test_types_of_another_file_bear_the_name_of_the_import():
    body = IMPORT + inputs("age", type_="shared.tAge") + decision("d", literal("age"), requires="input:age")
    assert decide(body, {"age": 20}, others=(OTHER,)).result == 20
    assert decide(body, {"age": 7}, others=(OTHER,)).result is None


def test_an_import_that_is_not_given_is_told_where_it_is_needed():
    outcome = decide(IMPORT + decision("d", literal("1"), requires="knowledge:urn:other#k"))
    assert "Give the file" in reasons(outcome)


def imported(namespace, name):
    return f'<import namespace="{namespace}" name="{name}" importType="{NEWEST}"/>'


def test_the_same_input_reached_by_two_imports_has_a_value_for_each_way():
    between = file(
        imported("urn:other", "far") + decision("mid", literal("far.rate + 1"), requires="input:urn:other#rate"),
        name="between",
        namespace="urn:between",
    )
    beside = between.replace(b"urn:between", b"urn:beside")
    body = imported("urn:between", "near") + imported("urn:beside", "other")
    body += decision("d", literal("[near.mid, other.mid]"), requires="decision:urn:between#mid decision:urn:beside#mid")
    given = {"near": {"far": {"rate": 10}}, "other": {"far": {"rate": 20}}}
    assert decide(body, given, others=(OTHER, between, beside)).result == [11, 21]


def test_files_that_import_each_other_are_read():
    back = file(imported("urn:file", "home") + KNOWLEDGE, name="back", namespace="urn:back")
    body = imported("urn:back", "b") + inputs("x", type_="b.home.tNone")
    body += decision("d", literal("b.doubled(x)"), requires="knowledge:urn:back#k input:x")
    assert decide(body, {"x": 2}, others=(back,)).result == 4
    assert "Give the file" in reasons(decide(body.replace("back#k", "back#lost"), {"x": 2}, others=(back,)))


def test_an_import_without_a_name_needs_no_prefix():
    body = imported("urn:other", "") + inputs("n", type_="tAge")
    body += decision("d", literal("doubled(n)"), requires="knowledge:urn:other#k input:n")
    assert decide(body, {"n": 20}, others=(OTHER,)).result == 40
    assert decide(body, {"n": 2}, others=(OTHER,)).result is None


def test_what_one_request_gives_changes_nothing_for_the_next():
    model = decisions.read(file(decision("d", literal("a-b"))))
    assert decisions.decide(model, {"a": 5, "b": 2}).result == 3
    assert decisions.decide(model, {"a": 5, "b": 1, "more": 2}).result == 4


def test_names_with_signs_are_names_where_they_are_required():
    drawn = decision("d", literal("Pre-bureau risk + x+y"), requires="input:Pre-bureau_risk input:x+y")
    assert decide(inputs("Pre-bureau risk", "x+y") + drawn, {"Pre-bureau risk": 1, "x+y": 2}).result == 3
