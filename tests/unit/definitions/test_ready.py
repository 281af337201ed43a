"""What is kept in memory of versions stays bounded, and forms are found wherever modellers write them."""

from engine import forms, xml
from engine.definitions import form_sources, kept

NS = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core"'
)
SCHEMA = b'{"type": "object", "properties": {"name": {"type": "string"}}}'


def test_form_properties_belong_to_their_task() -> None:
    asked = '<f:formProperty xmlns:f="http://flowable.org/bpmn" id="a"/>'
    task = f'<userTask id="t"><extensionElements>{asked}</extensionElements></userTask>'
    assert [field.key for field in form_sources.load(sources(task)["t"], {}).fields] == ["a"]


def sources(task: str) -> dict[str, form_sources.Source]:
    return form_sources.sources(xml.parse(f"<definitions {NS}><process>{task}</process></definitions>".encode())[0])


def keys(task: str, **files: bytes) -> list[str]:
    named = {name.replace("_", "."): data for name, data in files.items()}
    form: forms.Form = form_sources.load(sources(task)["t"], named)
    return [field.key for field in form.fields]


def test_the_least_used_results_are_forgotten() -> None:
    results = kept.Kept()
    for number in range(kept._MOST + 10):
        results.get((str(number),), lambda number=number: number)
        results.get(("0",), lambda: "made again")
    assert len(results.found) == kept._MOST
    assert results.get(("0",), lambda: "made again") == 0


def test_a_form_is_named_by_key_with_or_without_its_ending() -> None:
    for name in ("ask.form.json", "ask", "camunda-forms:deployment:ask.form", "embedded:deployment:ask"):
        task = f'<userTask id="t" camunda:formKey="{name}"/>'
        assert keys(task, **{"ask_form" if name.endswith(".form") else "ask_form_json": SCHEMA}) == ["name"]


def test_a_form_is_named_by_reference_and_by_zeebe() -> None:
    assert keys('<userTask id="t" camunda:formRef="ask"/>', ask_json=SCHEMA) == ["name"]
    zeebe = '<extensionElements><zeebe:formDefinition formId="ask"/></extensionElements>'
    assert keys(f'<userTask id="t">{zeebe}</userTask>', ask_form=SCHEMA) == ["name"]


def test_a_form_of_spiffarena_is_a_pair_of_files() -> None:
    properties = (
        '<extensionElements><spiff:properties><spiff:property name="formJsonSchemaFilename" value="s.json"/>'
        '<spiff:property name="formUiSchemaFilename" value="u.json"/></spiff:properties></extensionElements>'
    )
    task = f'<userTask id="t">{properties}</userTask>'
    assert keys(task, s_json=SCHEMA, u_json=b"{}") == ["name"]
    files = {"s.json": SCHEMA, "u.json": b"{}"}
    assert form_sources.names(sources(task)["t"], files) == ("s.json", "u.json")


def test_a_form_may_be_written_inside_the_drawing() -> None:
    inside = '<camunda:formData><camunda:formField id="age" type="long"/></camunda:formData>'
    start = f'<startEvent id="t"><extensionElements>{inside}</extensionElements></startEvent>'
    assert keys(start) == ["age"]


def test_elements_without_a_form_have_none() -> None:
    assert sources('<userTask id="t"/><serviceTask id="s" camunda:formKey="x"/>') == {}
