"""Promises about forms that come as Camunda 7 form data."""

import pytest

from engine import errors, forms, xml

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
             targetNamespace="x"><process id="p"><userTask id="t"><extensionElements><camunda:formData>
  <camunda:formField id="name" label="نام" type="string" defaultValue="آوا">
    <camunda:properties><camunda:property id="label:en" value="Name"/></camunda:properties>
    <camunda:validation>
      <camunda:constraint name="required"/><camunda:constraint name="minlength" config="2"/>
      <camunda:constraint name="maxlength" config="10"/>
    </camunda:validation>
  </camunda:formField>
  <camunda:formField id="mother" label="Mother" type="string">
    <camunda:properties><camunda:property id="format" value="national-id"/></camunda:properties>
  </camunda:formField>
  <camunda:formField id="count" type="long" defaultValue="3">
    <camunda:validation>
      <camunda:constraint name="min" config="1"/><camunda:constraint name="max" config="9"/>
    </camunda:validation>
  </camunda:formField>
  <camunda:formField id="agreed" label="Agreed" type="boolean" defaultValue="true"/>
  <camunda:formField id="born" label="Born" type="date" datePattern="yyyy-MM-dd" defaultValue="2026-11-21"/>
  <camunda:formField id="sex" label="Sex" type="enum">
    <camunda:value id="f" name="Girl"/><camunda:value id="m"/>
  </camunda:formField>
  <camunda:formField id="clerk" type="string">
    <camunda:validation><camunda:constraint name="readonly"/></camunda:validation>
  </camunda:formField>
</camunda:formData></extensionElements></userTask></process></definitions>"""


def form_data():
    root = xml.parse(DIAGRAM.encode())
    return next(root.iter("{http://camunda.org/schema/1.0/bpmn}formData"))


def test_form_data_in_a_diagram_becomes_a_form() -> None:
    form = forms.from_camunda_form_data(form_data())
    assert [(one.key, one.kind, one.required, one.default) for one in form.fields] == [
        ("name", "text", True, "آوا"),
        ("mother", "national-id", False, None),
        ("count", "integer", False, 3),
        ("agreed", "yes-no", False, True),
        ("born", "date", False, "2026-11-21"),
        ("sex", "choice", False, None),
        ("clerk", "text", False, None),
    ]
    assert form.field("clerk").readonly
    assert (form.field("name").title.show("fa"), form.field("name").title.show("en")) == ("نام", "Name")
    assert [(one.value, one.title.show("fa")) for one in form.field("sex").choices] == [("f", "Girl"), ("m", "m")]


def test_form_data_of_the_forks_is_the_same_form() -> None:
    for fork in ("http://operaton.org/schema/1.0/bpmn", "http://activiti.org/bpmn", "http://flowable.org/bpmn"):
        root = xml.parse(DIAGRAM.replace("http://camunda.org/schema/1.0/bpmn", fork).encode())
        form = forms.from_camunda_form_data(next(root.iter(f"{{{fork}}}formData")))
        assert [one.key for one in form.fields] == [one.key for one in forms.from_camunda_form_data(form_data()).fields]
        assert form.fields[0].required


def test_form_properties_of_activiti_and_flowable_become_a_form() -> None:
    root = xml.parse(b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:activiti="http://activiti.org/bpmn" targetNamespace="x"><process id="p"><extensionElements>
        <activiti:formProperty id="name" name="Name" required="true" default="Ava"/>
        <activiti:formProperty id="days" name="Days" type="long" writable="false"/>
        <activiti:formProperty id="secret" readable="false"/>
        <activiti:formProperty id="kind" type="enum"><activiti:value id="a" name="All"/></activiti:formProperty>
        </extensionElements></process></definitions>""")
    form = forms.from_form_properties(list(root.iter("{http://activiti.org/bpmn}formProperty")))
    assert [(one.key, one.kind, one.required, one.readonly, one.default) for one in form.fields] == [
        ("name", "text", True, False, "Ava"), ("days", "integer", False, True, None),
        ("kind", "choice", False, False, None),
    ]  # fmt: skip
    assert [(one.value, one.title.show("en")) for one in form.field("kind").choices] == [("a", "All")]


def test_its_constraints_hold() -> None:
    form = forms.from_camunda_form_data(form_data())
    assert set(forms.validate(form, {"name": "x", "count": 10, "sex": "z"})) == {"name", "count", "sex"}
    assert forms.validate(form, {"name": "آوا", "count": 1, "sex": "f", "agreed": False}) == {}


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ({"id": "a", "type": "file"}, "type “file” is not supported"),
        ({"id": "a", "type": "enum", "values": []}, "1 to 500 plain values"),
        (
            {"id": "a", "type": "string", "validation": [{"name": "validator", "config": "com.example.X"}]},
            "“validator” does not fit",
        ),
        ({"id": "a", "type": "string", "validation": [{"name": "min", "config": "1"}]}, "“min” does not fit"),
        ({"id": "a", "type": "long", "validation": [{"name": "min", "config": "one"}]}, "“min” does not fit"),
        ({"id": "a", "type": "string", "defaultValue": "${name}"}, "default value “${name}” does not fit"),
        ({"id": "a", "type": "long", "defaultValue": "x"}, "default value “x” does not fit"),
        ({"id": "a", "type": "date", "defaultValue": "31/02/2026"}, "default value “31/02/2026” does not fit"),
        ({"id": "a", "type": "string", "properties": {"colour": "red"}}, "“colour” is not understood"),
        ({"id": "a b", "type": "string"}, "cannot have this name"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(field, said: str) -> None:
    with pytest.raises(errors.FormNotUsable) as caught:
        forms.from_camunda_form_data([field])
    assert any(said in text.show("en") for texts in caught.value.fields.values() for text in texts)


def test_two_fields_of_one_id_are_refused() -> None:
    with pytest.raises(errors.FormNotUsable):
        forms.from_camunda_form_data([{"id": "a", "type": "string"}, {"id": "a", "type": "string"}])
