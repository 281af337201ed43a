"""Where a rule and the engine say the same of an element, it is told once, by whoever has the better words for it."""

import pytest

from engine import definitions
from engine.definitions.check import RULES, once
from engine.definitions.check.does_not_run import RULE
from engine.spiff import REASONS

NS = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t"'
EVENT = '<intermediateCatchEvent id="it" name="It">{}</intermediateCatchEvent>'


def errors(node: str, *, marked: bool = True) -> list[definitions.Finding]:
    """Return the errors at a node between a start and an end."""
    flows = '<sequenceFlow id="f1" sourceRef="s" targetRef="it"/><sequenceFlow id="f2" sourceRef="it" targetRef="e"/>'
    process = (
        f'<process id="p" isExecutable="{str(marked).lower()}"><startEvent id="s"/>{node}<endEvent id="e"/>{flows}'
    )
    data = f"<definitions {NS}>{process}</process></definitions>".encode()
    ((_, findings),) = definitions.examine({"a.bpmn": data}).values()
    return [one for one in findings if one.element == "it" and one.severity == "error"]


def test_an_error_of_a_rule_speaks_for_the_engine() -> None:
    (one,) = errors(EVENT.format("<timerEventDefinition/>"))
    assert (one.rule, one.change) == ("timer", {"change": "add-timer", "element": "it"})


def test_what_a_rule_only_warns_of_stands_against_publishing_where_the_engine_cannot_run_it() -> None:
    (one,) = errors(EVENT.format("<timerEventDefinition/>"), marked=False)
    assert one.rule == RULE.name


@pytest.mark.parametrize(
    "node",
    [
        EVENT.format("<messageEventDefinition/>"),
        '<callActivity id="it"/>',
        '<sendTask id="it"/>',
        '<userTask id="it"><standardLoopCharacteristics/></userTask>',
    ],
)
def test_what_is_missing_stands_against_publishing_once(node: str) -> None:
    assert [one.rule for one in errors(node)] == [RULE.name]


def test_the_rules_and_reasons_that_say_the_same_exist() -> None:
    assert set(once._SAME) <= set(REASONS.values())
    assert frozenset[str]().union(*once._SAME.values()) <= {rule.name for rule in RULES}
