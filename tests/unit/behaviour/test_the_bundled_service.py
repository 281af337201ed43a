"""Promises about the bundled birth registration: drawings that please, forms in two languages, a true record."""

import itertools
import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine import decisions, definitions, forms, identifiers, xml
from engine.behaviour import repertoire
from engine.connectors import PROVIDERS

FOLDER = repertoire.SERVICES / "birth-registration"
RECORD = tomllib.loads((FOLDER / "service.toml").read_text(encoding="utf-8"))
DRAWINGS = ("as-is.bpmn", "to-be.bpmn")
FORMS = sorted(path.name for path in FOLDER.glob("*.form.json"))
BPMN, DI, DC, OMG = (
    f"{{http://www.omg.org/spec/{name}}}"
    for name in ("BPMN/20100524/MODEL", "BPMN/20100524/DI", "DD/20100524/DC", "DD/20100524/DI")
)
NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
NAME_EN = "{https://ravand.example/bpmn}nameEn"


def drawing(name):
    return xml.parse((FOLDER / name).read_bytes())


def nodes(root):
    process = root.find(f"{BPMN}process")
    return {
        one.get("id"): one
        for one in process
        if one.find(f"{BPMN}incoming") is not None or one.find(f"{BPMN}outgoing") is not None
    }


def around(root):
    """Everything drawn in a sub-process by its id, with the id of the sub-process."""
    return {
        one.get("id"): outer.get("id")
        for outer in root.iter(f"{BPMN}subProcess")
        for one in outer.iter()
        if one.get("id")
    }


def flows(root):
    return {one.get("id"): one for one in root.iter(f"{BPMN}sequenceFlow")}


def properties(node):
    return {one.get("name"): one.get("value") for one in node.iter("{http://camunda.org/schema/1.0/bpmn}property")}


def lanes(root):
    return {ref.text: lane.get("id") for lane in root.iter(f"{BPMN}lane") for ref in lane.iter(f"{BPMN}flowNodeRef")}


def boxes(root, *, labels):
    """Bounds by element: of the shapes, or of their labels."""
    found = {}
    for shape in [*root.iter(f"{DI}BPMNShape"), *root.iter(f"{DI}BPMNEdge")]:
        holder = shape.find(f"{DI}BPMNLabel") if labels else shape
        bounds = None if holder is None else holder.find(f"{DC}Bounds")
        if bounds is not None:
            found[shape.get("bpmnElement")] = tuple(float(bounds.get(side)) for side in ("x", "y", "width", "height"))
    return found


def segments(root):
    for edge in root.iter(f"{DI}BPMNEdge"):
        points = [(float(p.get("x")), float(p.get("y"))) for p in edge.iter(f"{OMG}waypoint")]
        for start, end in itertools.pairwise(points):
            yield edge.get("bpmnElement"), start, end


def apart(a, b):
    return a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]


def crosses(one, other):
    """Whether a horizontal and a vertical segment cross inside of both."""
    (ax, ay), (bx, by) = sorted(one)
    (cx, cy), (dx, dy) = sorted(other)
    if ay == by and cx == dx:
        return ax < cx < bx and cy < ay < dy
    return cx < ax < dx and ay < cy < by if ax == bx and cy == dy else False


# --- the drawings ------------------------------------------------------------------


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_has_no_finding_but_the_planted_ones(name):
    files = repertoire.files_of(FOLDER / name)
    groups = frozenset({"والدین", "ثبتاحوال", "مامورثبت", "هییتحلاختلاف"})
    found = definitions.examine(files, groups=groups)[name][1]
    assert [one.rule for one in found] == (["default-flow", "default-flow"] if name == "as-is.bpmn" else [])


@pytest.mark.parametrize("name", DRAWINGS)
def test_everything_is_drawn_in_its_lane(name):
    root = drawing(name)
    placed, lane_of = boxes(root, labels=False), lanes(root)
    assert set(placed) >= set(nodes(root))
    assert {element for element, _, _ in segments(root)} == set(flows(root))
    for element in nodes(root):
        x, y, width, height = placed[element]
        lx, ly, lw, lh = placed[lane_of[element]]
        assert lx < x, element
        assert x + width < lx + lw, element
        assert ly < y, element
        assert y + height < ly + lh, element


@pytest.mark.parametrize("name", DRAWINGS)
def test_centres_lie_on_a_grid_and_flows_run_straight(name):
    root = drawing(name)
    placed = boxes(root, labels=False)
    off = [one for one in nodes(root) if any((placed[one][i] + placed[one][i + 2] / 2) % 10 for i in (0, 1))]
    assert off == []
    assert all(start[0] == end[0] or start[1] == end[1] for _, start, end in segments(root))


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_flow_crosses_another_or_runs_through_a_shape(name):
    root = drawing(name)
    drawn, placed = list(segments(root)), boxes(root, labels=False)
    assert [(a, b) for (a, *one), (b, *other) in itertools.combinations(drawn, 2) if crosses(one, other)] == []
    inside = around(root)
    for flow, start, end in drawn:
        line = (min(start[0], end[0]), min(start[1], end[1]), abs(start[0] - end[0]), abs(start[1] - end[1]))
        others = [one for one in nodes(root) if one != inside.get(flow)]
        assert [one for one in others if not apart(line, placed[one])] == [], flow


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_label_lies_on_a_shape_or_on_another_label(name):
    root = drawing(name)
    placed, written = boxes(root, labels=False), boxes(root, labels=True)
    pairs = [(a, b) for a, b in itertools.product(written, nodes(root)) if around(root).get(a) != b]
    on_shapes = [(a, b) for a, b in pairs if not apart(written[a], placed[b])]
    on_labels = [(a, b) for a, b in itertools.combinations(written, 2) if not apart(written[a], written[b])]
    assert on_shapes == []
    assert on_labels == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_element_with_a_name_has_it_in_both_languages(name):
    root = drawing(name)
    named = [
        one for one in root.iter(f"{BPMN}*") if one.get("name") and not str(one.tag).endswith(("Item", "}message"))
    ]
    missing = [one.get("id") for one in named if not one.get(NAME_EN) and not str(one.tag).endswith("}dataObject")]
    assert missing == []
    assert all(not re.search("[a-zA-Z]", one.get("name")) for one in named if one.get(NAME_EN))


def test_both_drawings_are_versions_of_one_process():
    assert {drawing(name).find(f"{BPMN}process").get("id") for name in DRAWINGS} == {RECORD["process"]}


def test_whatever_asks_nobody_outside_says_that_it_is_simulated():
    root = drawing("to-be.bpmn")
    outside = [one for kind in ("serviceTask", "sendTask") for one in root.iter(f"{BPMN}{kind}")]
    assert len(outside) == 6
    assert all("شبیه‌سازی" in one.get("name") and "simulated" in one.get(NAME_EN) for one in outside)


def test_every_inquiry_goes_on_with_a_person_when_its_registry_is_silent():
    root = drawing("to-be.bpmn")
    caught = {one.get("attachedToRef") for one in root.iter(f"{BPMN}boundaryEvent")}
    asked = {
        one.get("{http://camunda.org/schema/1.0/bpmn}topic"): one.get("id") for one in root.iter(f"{BPMN}serviceTask")
    }
    assert set(asked) == {"registry.identity", "registry.marriage", "registry.address"} <= set(PROVIDERS)
    assert caught == set(asked.values())


# --- the record --------------------------------------------------------------------


def test_the_record_counts_what_is_drawn_of_the_paper_procedure():
    root = drawing("as-is.bpmn")
    told = [properties(one) for one in nodes(root).values()]
    assert sum(one.get("channel") == "visit" for one in told) == RECORD["as_is"]["visits"]
    documents = {name for one in told for name in one.get("evidence", "").split(",") if name}
    assert len(documents) == RECORD["as_is"]["documents"]
    assert sum(int(one.get("waitDays", 0)) for one in told) == RECORD["as_is"]["days"]


def test_the_redesign_asks_for_no_visit_and_no_document():
    told = [properties(one) for one in nodes(drawing("to-be.bpmn")).values()]
    assert sum(one.get("channel") in {"visit", "paper", "counter"} for one in told) == RECORD["to_be"]["visits"] == 0
    assert sum("evidence" in one for one in told) == RECORD["to_be"]["documents"] == 0


@pytest.mark.parametrize(
    ("name", "section", "path"),
    [
        (
            "as-is.bpmn",
            "as_is",
            "first-visit check-papers copy-registers fee-by-hand check-register sign-register stamp-register archive "  # noqa: ISC003
            + "second-visit hand-over handed-over",
        ),
        (
            "to-be.bpmn",
            "to_be",
            "hospital-message record-notice choose-name inquiries review decide late-fee issue registered",
        ),
    ],
)
def test_the_record_counts_the_hand_offs_of_the_ordinary_path(name, section, path):
    lane_of = lanes(drawing(name))
    crossed = sum(lane_of[a] != lane_of[b] for a, b in itertools.pairwise(path.split()))
    assert crossed == RECORD[section]["hand_offs"]


@pytest.mark.parametrize(
    ("given", "band"),
    [
        ("2026-05-01", 0), ("2026-05-02", 1), ("2026-06-01", 1), ("2026-06-02", 2), ("2026-08-01", 2),
        ("2026-08-02", 3), ("2026-11-01", 3), ("2026-11-02", 4), ("2030-01-01", 4),
    ],
)  # fmt: skip
def test_the_table_of_the_late_fee_is_that_of_the_record(given, band):
    model = decisions.read((FOLDER / "late-fee.dmn").read_bytes())
    found = decisions.decide(model, {"notice_date": given, "deadline": "2026-05-01"}, "late-fee", now=NOW)
    assert found.plain("en")["result"] == RECORD["late_fee"]["bands"][band]["rials"]
    assert found.plain("en")["fired"] == [{"table": "late-fee-table", "rule": band + 1}]


# --- the forms ---------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_a_form_can_be_shown_and_speaks_both_languages(name):
    told = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    form = forms.load(told["schema"], told["uiSchema"])
    assert form.title is not None
    for wording in [
        form.title,
        *(field.title for field in form.fields),
        *(c.title for f in form.fields for c in f.choices),
    ]:
        assert re.search("[\u0600-\u06ff]", wording.show("fa")), wording
        assert not re.search("[\u0600-\u06ff]", wording.show("en")), wording


def test_every_form_is_used_and_every_form_that_is_named_exists():
    keys = [
        one.get("{http://camunda.org/schema/1.0/bpmn}formKey")
        for name in DRAWINGS
        for one in drawing(name).iter(f"{BPMN}startEvent", f"{BPMN}userTask")
    ]
    assert sorted({key for key in keys if key}) == FORMS


def test_only_invented_national_ids_are_written_down():
    features = Path(__file__).parents[3] / "features"
    texts = [path.read_text(encoding="utf-8") for path in [*FOLDER.iterdir(), *features.rglob("*.feature")]]
    written = {found for text in texts for found in re.findall(r"(?<![\d-])\d{10}(?!\d)", text)}
    ids = {found for found in written if identifiers.fault("national-id", found) is None}
    assert {one for one in ids if not one.startswith("999")} == set()
