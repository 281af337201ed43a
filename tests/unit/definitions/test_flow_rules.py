"""The rules about flows, gateways and events: their words, their weight in drawings that do not run, their changes."""

import string
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from engine import definitions, text
from engine.definitions.check import Finding, Surroundings, case, events, flows, gateways
from engine.definitions.check.events import moments, timer, wording
from engine.definitions.check.flows import dead_end, default_reference, flow_scope
from engine.definitions.mend import mend
from tests.unit.definitions.test_check import examined as found_in

FILES = Path(__file__).parent / "rules"
MODULES: tuple[ModuleType, ...] = (*flows.MODULES, *gateways.MODULES, *events.MODULES)
NAMES = {module.RULE.name for module in MODULES}
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">'
CHANGES = {
    "add-end", "add-start", "add-timer", "ask-which", "bridge", "insert-gateway", "remove", "remove-attribute",
    "remove-condition", "retype", "set-attribute", "set-default",
}  # fmt: skip


def bad_drawings(rule: str) -> list[Path]:
    return sorted([*FILES.glob(f"{rule}.bad.bpmn"), *FILES.glob(f"{rule}.*.bad.bpmn")])


def sentences() -> Iterator[str]:
    yield from (*case.WORDS, *wording.WORDS, *timer.WAYS.values())
    for module in MODULES:
        yield from (module.RULE.message, module.RULE.fix)
        for one in vars(module).get("CASES", ()):
            yield from (one.sentence, one.remedy)


def examined(process: str, *, attributes: str = 'isExecutable="true"') -> tuple[Finding, ...]:
    data = f'{HEAD}<process id="p" name="P" {attributes}>{process}</process></definitions>'
    ((_, found),) = definitions.examine({"a.bpmn": data.encode()}).values()
    return tuple(one for one in found if one.rule in NAMES)


def flow(number: int, source: str, target: str, inside: str = "") -> str:
    return f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_sentence_has_its_persian_one_with_the_same_places() -> None:
    persian = text.catalogue("fa")
    for sentence in set(sentences()) - {case.SENTENCE, case.REMEDY}:
        assert sentence in persian, sentence
        assert placeholders(persian[sentence]) == placeholders(sentence)


def test_every_way_of_breaking_a_rule_is_listed_with_its_rule() -> None:
    for module in MODULES:
        ways = [one for one in vars(module).values() if isinstance(one, case.Case)]
        assert set(ways) == set(vars(module).get("CASES", ()))


def proposed(path: Path) -> list[Finding]:
    """What these rules propose to change in a drawing."""
    return [one for one in found_in(path.read_bytes()) if one.rule in NAMES and one.change is not None]


@pytest.mark.parametrize("rule", sorted(NAMES))
def test_a_proposed_change_is_known_and_names_elements_of_the_file(rule: str) -> None:
    for path in bad_drawings(rule):
        ids = {element.get("id") for element in etree.parse(str(path)).iter()}
        for change in (one.change or {} for one in proposed(path)):
            assert change["change"] in CHANGES, path.name
            assert {change["element"], change.get("flow", change["element"])} <= ids, path.name


@pytest.mark.parametrize("rule", sorted(NAMES))
def test_a_proposed_change_mends_what_it_is_proposed_for(rule: str) -> None:
    for path in bad_drawings(rule):
        for told in proposed(path):
            after = found_in(mend(path.read_bytes(), [told.change or {}]).data)
            assert (told.rule, told.element) not in {(one.rule, one.element) for one in after}, path.name


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        ("<timerEventDefinition/>", "timer"),
        ("<timerEventDefinition><timeDuration>two weeks</timeDuration></timerEventDefinition>", "timer"),
        ("<conditionalEventDefinition><condition/></conditionalEventDefinition>", "condition-event"),
    ],
)
def test_what_only_running_needs_is_a_warning_in_a_process_that_is_only_drawn(event: str, rule: str) -> None:
    drawn = f'<startEvent id="s">{event}</startEvent><endEvent id="e"/>{flow(1, "s", "e")}'
    assert [(one.rule, one.severity) for one in examined(drawn)] == [(rule, "error")]
    assert [(one.rule, one.severity) for one in examined(drawn, attributes="")] == [(rule, "warning")]


def test_codes_of_errors_are_asked_for_as_errors_only_where_the_process_runs() -> None:
    drawn = f'<startEvent id="s"/><endEvent id="e"><errorEventDefinition/></endEvent>{flow(1, "s", "e")}'
    assert [one.severity for one in examined(drawn)] == ["error"]
    assert [one.severity for one in examined(drawn, attributes="")] == ["warning"]


def test_a_message_without_a_name_never_stands_against_publishing() -> None:
    drawn = f'<startEvent id="s"><messageEventDefinition/></startEvent><endEvent id="e"/>{flow(1, "s", "e")}'
    assert [one.severity for one in examined(drawn)] == ["warning"]
    assert [one.severity for one in examined(drawn, attributes="")] == ["info"]


def test_a_level_without_start_and_end_may_break_off() -> None:
    (finding,) = examined(f'<manualTask id="a"/><manualTask id="b"/>{flow(1, "a", "b")}')
    assert (finding.rule, finding.element, finding.severity) == (dead_end.RULE.name, "b", "warning")


@pytest.mark.parametrize("kind", ["parallelGateway", "eventBasedGateway"])
def test_a_gateway_that_decides_nothing_has_no_default_flow(kind: str) -> None:
    caught = (
        '<intermediateCatchEvent id="{0}" name="{0}"><signalEventDefinition signalRef="g"/></intermediateCatchEvent>'
    )
    found = examined(
        f'<startEvent id="s"/><{kind} id="x" name="X" default="f2"/>{caught.format("a")}{caught.format("b")}'
        '<endEvent id="e" name="E"/><endEvent id="o" name="O"/>'
        + flow(1, "s", "x") + flow(2, "x", "a") + flow(3, "x", "b") + flow(4, "a", "e") + flow(5, "b", "o")
    )  # fmt: skip
    assert [(one.rule, one.element, one.severity) for one in found] == [(default_reference.RULE.name, "x", "error")]


def test_a_condition_on_a_default_flow_is_ignored_and_told() -> None:
    (finding,) = examined(
        '<startEvent id="s"/><exclusiveGateway id="x" name="X" default="f3"/><manualTask id="a"/><endEvent id="e"/>'
        + flow(1, "s", "x")
        + flow(2, "x", "a", "<conditionExpression>a &gt; 1</conditionExpression>")
        + flow(3, "x", "e", "<conditionExpression>a &gt; 2</conditionExpression>")
        + flow(4, "a", "e")
    )
    assert (finding.rule, finding.element, finding.severity) == (default_reference.RULE.name, "f3", "warning")


def test_a_flow_that_is_filed_elsewhere_is_only_a_warning() -> None:
    (finding,) = examined(
        '<startEvent id="s"/><subProcess id="u" name="U"><startEvent id="i"/><endEvent id="o"/></subProcess>'
        f'<endEvent id="e"/>{flow(1, "s", "u")}{flow(2, "u", "e")}{flow(3, "i", "o")}'
    )
    assert (finding.rule, finding.element, finding.severity) == (flow_scope.RULE.name, "f3", "warning")


def test_links_that_name_each_other_need_not_have_the_same_name() -> None:
    halves = (
        '<startEvent id="s"/><intermediateThrowEvent id="t" name="A"><linkEventDefinition id="out" name="A">'
        "<target>in</target></linkEventDefinition></intermediateThrowEvent>"
        '<intermediateCatchEvent id="c" name="from A"><linkEventDefinition id="in" name="from A"><source>out</source>'
        '</linkEventDefinition></intermediateCatchEvent><endEvent id="e"/>'
    )
    assert examined(halves + flow(1, "s", "t") + flow(2, "c", "e")) == ()


def test_a_flow_across_a_border_into_a_start_event_is_told_once() -> None:
    found = examined(
        '<startEvent id="s"/><manualTask id="a"/><subProcess id="u" name="U"><startEvent id="i"/><endEvent id="o"/>'
        f'{flow(3, "i", "o")}</subProcess><endEvent id="e"/>'
        + flow(1, "s", "a") + flow(2, "u", "e") + flow(4, "a", "i") + flow(5, "a", "u")
    )  # fmt: skip
    assert [(one.rule, one.element) for one in found if one.severity == "error"] == [("flow-scope", "f4")]


@pytest.mark.parametrize(
    "value", ["P3D", "PT1H30M", "P1Y2M10DT2H30M", "P2W", "PT0.5S", "P1DT12H"],
)  # fmt: skip
def test_durations_are_read(value: str) -> None:
    assert moments.is_duration(value)
    assert not moments.is_date(value)


@pytest.mark.parametrize("value", ["P", "PT", "3D", "P3X", "PT5", "-", "P1D2H", "P-3D"])
def test_what_only_looks_like_a_duration_is_none(value: str) -> None:
    assert not moments.is_duration(value)
    assert not moments.is_expression(value, "")


@pytest.mark.parametrize(
    "value", ["2026-12-01", "2026-12-01T08:00", "2026-12-01T08:00:00Z", "20261201T080000+0330", "T08:00", "2026-W49-2"]
)
def test_dates_are_read(value: str) -> None:
    assert moments.is_date(value)


@pytest.mark.parametrize("value", ["2026-13-01", "2026-12-32", "1.12.2026", "2026-12-01 08:00", "24:61", "tomorrow"])
def test_what_is_no_date_of_the_standard_is_none(value: str) -> None:
    assert not moments.is_date(value)


@pytest.mark.parametrize(
    "value",
    [
        "R/PT1H",
        "R3/P1D",
        "R/2026-12-01T08:00:00Z/P1W",
        "R2/P1D/2026-12-01",
        "R/2026-01-01/2026-01-08",
        "PT10M",
        "R-1/PT1H",
    ],
)
def test_cycles_are_read(value: str) -> None:
    assert moments.is_cycle(value)


@pytest.mark.parametrize(
    "value", ["R", "R3", "R/", "R/soon", "R/P1D/P1D", "R/P1D/P1D/P1D", "R/2026-01-01", "daily", "0 0 9 * * ?"]
)
def test_what_is_no_cycle_of_the_standard_is_none(value: str) -> None:
    assert not moments.is_cycle(value)


@pytest.mark.parametrize("value", ["${due}", "#{due}", "=due", 'duration("P3D")', "now() + days", "order.due"])
def test_expressions_for_a_time_are_known(value: str) -> None:
    assert moments.is_expression(value, "")


@pytest.mark.parametrize("value", ["two weeks", "end of month", "3 days", "2026-02-30", "PT5X", "next (working day"])
def test_words_are_no_expression(value: str) -> None:
    assert not moments.is_expression(value, "")


def test_a_word_may_be_the_name_of_a_variable() -> None:
    assert moments.is_name("due_date")
    assert not moments.is_name("PT5X")


@pytest.mark.parametrize("path", sorted(FILES.glob("*.bad.bpmn")), ids=lambda path: path.stem)
def test_what_the_engine_cannot_run_is_never_publishable(path: Path) -> None:
    ((drawn, found),) = definitions.examine({"a.bpmn": path.read_bytes()}).values()
    if any(process.problems for process in drawn.processes):
        assert "error" in {one.severity for one in found}


HOSTILE = {
    "nothing said": "<sequenceFlow/><boundaryEvent/><startEvent/><eventBasedGateway/><subProcess/>",
    "itself": '<task id="a"/>' + flow(1, "a", "a") + '<boundaryEvent id="b" attachedToRef="b"/>',
    "ids twice": '<task id="a"/><startEvent id="a"/><endEvent id="a"/>' + flow(1, "a", "a") + flow(1, "a", "a"),
    "circles": '<startEvent id="s"/><task id="a"/><task id="b"/>' + flow(1, "a", "b") + flow(2, "b", "a"),
    "odd values": '<startEvent id="s" isInterrupting="perhaps"><timerEventDefinition><timeCycle>R/R/R</timeCycle>'
    '</timerEventDefinition></startEvent><eventBasedGateway id="g" instantiate="?" eventGatewayType="x"/>',
    "shared nothing": '<startEvent id="s"><eventDefinitionRef>s</eventDefinitionRef><eventDefinitionRef/></startEvent>',
    "links": '<intermediateThrowEvent id="t"><linkEventDefinition/></intermediateThrowEvent>'
    '<intermediateCatchEvent id="c"><linkEventDefinition name=" "/></intermediateCatchEvent>' + flow(1, "c", "t"),
    "handler without boundary": '<task id="a" isForCompensation="1"/><association id="z" sourceRef="a" targetRef="q"/>',
}


@pytest.mark.parametrize("drawing", sorted(HOSTILE))
def test_hostile_drawings_are_told_about_in_words(drawing: str) -> None:
    for finding in examined(HOSTILE[drawing]):
        for lang in text.LANGUAGES:
            assert "{" not in finding.message(lang) + finding.fix(lang)


def chain(count: int) -> str:
    nodes = "".join(f'<task id="n{at}"/>' for at in range(count))
    return nodes + "".join(flow(at, f"n{at}", f"n{at + 1}") for at in range(count - 1))


def fan(count: int) -> str:
    ends = "".join(f'<endEvent id="n{at}"/>' + flow(at, "x", f"n{at}") for at in range(count))
    return f'<exclusiveGateway id="x"/>{ends}'


def islands(count: int) -> str:
    pair = '<task id="a{0}"/><task id="b{0}"/><sequenceFlow id="f{0}" sourceRef="a{0}" targetRef="b{0}"/>'
    back = '<sequenceFlow id="g{0}" sourceRef="b{0}" targetRef="a{0}"/>'
    return '<startEvent id="s"/>' + "".join((pair + back).format(at) for at in range(count))


def backwards(count: int) -> str:
    nodes = "".join(f'<task id="n{at}"/>' for at in range(count))
    return nodes + "".join(flow(at, f"n{at + 1}", f"n{at}") for at in range(count - 1)) + flow(count, "n0", "n5")


def borders(count: int) -> str:
    event = '<boundaryEvent id="b{0}" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
    tied = '<association id="z{0}" sourceRef="b{0}" targetRef="a"/>'
    return '<task id="a"/>' + "".join((event + tied).format(at) for at in range(count))


@pytest.mark.parametrize("shape", [chain, fan, islands, backwards, borders])
def test_the_work_grows_with_the_drawing_and_no_faster(shape: Callable[[int], str]) -> None:
    few, many = _calls(shape(300)), _calls(shape(1_200))
    assert many < 6 * few


def _calls(process: str) -> int:
    """Count the Python calls that the rules make on a drawing: a measure of work that no busy machine changes."""
    data = f'{HEAD}<process id="p" isExecutable="true">{process}</process></definitions>'
    ((drawn, _),) = definitions.examine({"a.bpmn": data.encode()}).values()
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        for module in MODULES:
            list(module.examine(drawn, Surroundings()))
    finally:
        sys.setprofile(None)
    return count
