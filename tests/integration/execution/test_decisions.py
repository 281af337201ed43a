"""What a case promises about decisions: pinned to its version, recorded with the rules, on both databases."""

import pytest

from engine import db, definitions, errors, execution, history
from tests.support.house import House, file_of
from tests.unit.decisions.drawn import decision, file, inputs, table
from tests.unit.spiff.drawing import Drawing


def fees(amount, *, name="fees"):
    body = decision(
        "fee", table([f"<= 15 => {amount}", "> 15 => days * 1000"], columns=("days",)), requires="input:days"
    )
    return file(inputs("days") + body, name=name, namespace=f"urn:{name}")


def asking(key="late", **attributes):
    """A business rule task, then a user task that keeps the case open."""
    named = {"decisionRef": "fee", "resultVariable": "fee", "mapDecisionResult": "singleEntry", **attributes}
    drawing = Drawing(key).node("start", "s").node("businessRuleTask", "rule", name="Late fee", **named)
    drawing.node("user", "pay", candidateGroups="ثبت احوال").node("end", "e")
    return drawing.line("s", "rule", "pay", "e").root


def put(house: House, *, publish=True, **files):
    with house.writing(house.everything()) as ctx:
        named = {
            name.replace("_", "."): data if isinstance(data, bytes) else file_of(data) for name, data in files.items()
        }
        made = definitions.import_files(ctx, named, name="test", source="test")
        if not publish:
            return made
        if not made.versions:
            return execution.publish_decisions(ctx, made.id)
        return execution.publish(ctx, made.versions[0].id)


def fee_of(house: House, key="late", days=3):
    started = house.start(key, days=days)
    return house.see(house.everything(), execution.variables, started.instance)["fee"]


def made(house: House, instance: str):
    entries = history.happened(house.see(house.everything(), execution.entries, instance))
    return [entry for entry in entries if entry.type == "decision.made"]


def test_a_case_asks_the_decision_that_came_with_its_drawing(house: House):
    put(house, late_bpmn=asking(), fees_dmn=fees(7))
    assert fee_of(house) == 7
    assert fee_of(house, days=20) == 20000


def test_the_record_tells_which_rules_fired_with_what_they_saw_and_verifies(house: House):
    put(house, late_bpmn=asking(), fees_dmn=fees(7))
    case = house.start("late", days=20).instance
    (entry,) = made(house, case)
    assert entry.facts["fired"] == [["t", 2]]
    assert entry.facts["element"] == "rule"
    (looked,) = entry.payload["tables"]
    assert looked["inputs"] == [["days", [20]]]
    assert looked["rules"] == [{"rule": 2, "outputs": [["fee", [20000]]]}]
    assert entry.payload["result"] == [20000]
    verdict = house.see(house.everything(), execution.check, case)
    assert verdict.whole


def test_a_newer_decision_changes_nothing_for_versions_that_are_published(house: House):
    put(house, fees_dmn=fees(7))
    put(house, late_bpmn=asking())
    put(house, fees_dmn=fees(8))
    assert fee_of(house) == 7
    again = put(house, late_bpmn=asking(), fees_dmn=fees(8))
    assert again.version == 2
    assert fee_of(house) == 8


def test_the_newest_decision_of_the_agency_is_meant_where_none_came_along(house: House):
    for amount in (1, 2, 3):
        put(house, fees_dmn=fees(amount))
    put(house, late_bpmn=asking())
    assert fee_of(house) == 3


def test_a_number_or_the_own_deployment_may_be_meant(house: House):
    for amount in (1, 2, 3):
        put(house, fees_dmn=fees(amount))
    put(house, late_bpmn=asking("numbered", decisionRefBinding="version", decisionRefVersion="2"))
    put(house, late_bpmn=asking("own", decisionRefBinding="deployment"), fees_dmn=fees(2))
    assert fee_of(house, "numbered") == 2
    assert fee_of(house, "own") == 2


def test_a_draft_of_a_decision_is_asked_by_nobody(house: House):
    put(house, fees_dmn=fees(1))
    put(house, publish=False, fees_dmn=fees(2))
    put(house, late_bpmn=asking())
    assert fee_of(house) == 1


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"decisionRefBinding": "version", "decisionRefVersion": "9"},
        {"decisionRefBinding": "versionTag", "decisionRefVersionTag": "no"},
    ],
)
def test_a_process_is_not_published_while_its_decision_is_missing(house: House, attributes):
    made_of = put(house, publish=False, late_bpmn=asking(**attributes))
    with pytest.raises((errors.DecisionMissing, errors.NotPublishable)):
        house.do(house.everything(), execution.publish, made_of.versions[0].id)


def test_a_withdrawn_decision_is_not_asked_by_new_versions_while_old_ones_go_on(house: House):
    first = put(house, publish=False, fees_dmn=fees(1))
    house.do(house.everything(), execution.publish_decisions, first.id)
    put(house, late_bpmn=asking())
    house.do(house.everything(), execution.retire_decisions, first.id)
    assert fee_of(house) == 1
    other = put(house, publish=False, late_bpmn=asking("other"))
    with pytest.raises((errors.DecisionMissing, errors.NotPublishable)):
        house.do(house.everything(), execution.publish, other.versions[0].id)


def test_the_same_file_again_is_the_old_version(house: House):
    (first,) = put(house, fees_dmn=fees(1))
    made_of = put(house, publish=False, fees_dmn=fees(1))
    assert [one.id for one in made_of.decisions] == [first.id]
    assert first.version == 1


def test_publishing_that_fails_pins_nothing(house: House):
    put(house, fees_dmn=fees(1))
    draft = put(house, publish=False, late_bpmn=asking()).versions[0]

    def publish_and_fail(ctx):
        execution.publish(ctx, draft.id)
        raise errors.Conflict

    with pytest.raises(errors.Conflict):
        house.do(house.everything(), publish_and_fail)
    put(house, fees_dmn=fees(2))
    house.do(house.everything(), execution.publish, draft.id)
    assert fee_of(house) == 2


def test_a_decision_that_cannot_be_made_is_an_incident_in_words_and_goes_on_when_mended(house: House):
    body = decision("fee", table(["< 9 => 1", "< 10 => 2", ">= 10 => 3"], columns=("days",)), requires="input:days")
    put(house, late_bpmn=asking(), fees_dmn=file(inputs("days") + body))
    case = house.start("late", days=3).instance
    (incident,) = house.see(house.everything(), execution.open_incidents, case)
    assert incident.code == "decision-failed"
    house.do(house.everything(), execution.set_variables, case, {"days": 11})
    assert house.see(house.everything(), execution.variables, case)["fee"] == 3
    assert [entry.facts["fired"] for entry in made(house, case)] == [[["t", 3]]]


def test_the_record_of_the_agency_tells_what_was_published_and_withdrawn(house: House):
    first = put(house, publish=False, fees_dmn=fees(1))
    house.do(house.everything(), execution.publish_decisions, first.id)
    version = put(house, late_bpmn=asking())
    house.do(house.everything(), execution.retire_decisions, first.id)
    told = house.see(house.everything(), history.of_agency, house.everything().agency)
    facts = {entry.type: db.load(entry.facts) for entry in told}
    (decision_id,) = (one.id for one in first.decisions)
    assert facts["decision.published"] == {"decision": decision_id, "key": "fee", "number": 1}
    assert facts["decision.retired"] == {"deployment": first.id}
    assert facts["definition.published"]["decisions"] == {"rule": decision_id}
    assert facts["definition.published"]["version"] == version.id


def test_a_decision_with_mistakes_is_not_published(house: House):
    broken = put(house, publish=False, fees_dmn=fees("1 +"))
    with pytest.raises(errors.DecisionNotPublishable):
        house.do(house.everything(), execution.publish_decisions, broken.id)
