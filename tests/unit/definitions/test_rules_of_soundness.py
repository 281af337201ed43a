"""What the rules of soundness say about their drawings: where, by which run, and which change of gateway mends it."""

from pathlib import Path

import pytest

from engine import definitions, text
from engine.definitions.check.soundness import missing_synchronisation, soundness_undecided, telling
from engine.definitions.drawing.marks import Marks

FILES = Path(__file__).parent / "rules"

#: Drawing, and for each finding of its rule: the element, the kind of gateway proposed instead.
EXPECTED = [
    ("deadlock", [("meet", "exclusiveGateway")]),
    ("deadlock.early-end", [("meet", "inclusiveGateway")]),
    ("deadlock.boundary", [("meet", "inclusiveGateway")]),
    ("deadlock.optional", [("meet", "inclusiveGateway")]),
    ("deadlock.starts", [("meet", "exclusiveGateway")]),
    ("missing-synchronisation", [("again", "parallelGateway")]),
    ("missing-synchronisation.task", [("sign", None)]),
    ("missing-synchronisation.optional", [("again", "inclusiveGateway")]),
    ("missing-synchronisation.reminder", [("sign", None)]),
    ("missing-synchronisation.loop", [("both", None)]),
    ("dead-activity", [("see", None)]),
    ("dead-activity.behind-join", [("sign", None)]),
    ("dead-activity.always", [("see", None)]),
    ("livelock", [("again", None)]),
    ("livelock.false-exit", [("again", None)]),
    ("livelock.beside", [("again", None)]),
    ("improper-completion", [("stop", None)]),
    ("improper-completion.early", [("stop", None)]),
    ("soundness-undecided", [("call", None)]),
]


def examined(drawing):
    data = (FILES / f"{drawing}.bad.bpmn").read_bytes()
    ((document, findings),) = definitions.examine({"a.bpmn": data}).values()
    return document, [finding for finding in findings if finding.rule == drawing.split(".", maxsplit=1)[0]]


@pytest.mark.parametrize(("drawing", "expected"), EXPECTED)
def test_each_flaw_is_told_once_at_its_element_with_the_change_that_mends_it(drawing, expected):
    _document, findings = examined(drawing)
    assert [(one.element, (one.change or {}).get("type")) for one in findings] == expected
    assert all(one.change is None or one.change["change"] == "retype" for one in findings)


@pytest.mark.parametrize("drawing", [drawing for drawing, _expected in EXPECTED])
def test_the_run_of_a_finding_can_be_marked_on_its_drawing(drawing):
    document, findings = examined(drawing)
    for finding in findings:
        path, marking = finding.params["path"], finding.params["marking"]
        assert {*path, *marking} <= {*document.graph.nodes, *document.graph.flows}
        assert Marks(path=frozenset(path)).path == set(path)
        assert bool(path) == (finding.rule != "soundness-undecided")
        for lang in text.LANGUAGES:
            assert "{" not in finding.message(lang) + finding.fix(lang)


def test_a_run_is_told_from_its_beginning_in_the_direction_of_the_language():
    _document, (finding,) = examined("deadlock")
    assert "“Application received” → “Large?” → “Check papers”; then “Both done” waits" in finding.message("en")
    assert "«Application received» ← «Large?» ← «Check papers»" in finding.message("fa")


def test_every_sentence_of_these_rules_has_a_persian_text():
    persian = text.catalogue("fa")
    sentences = {*telling.WORDS, *soundness_undecided.REASONS.values()}
    for case in missing_synchronisation.CASES:
        sentences |= {case.sentence, case.remedy}
    assert sorted(sentence for sentence in sentences if sentence not in persian) == []


def test_the_flaws_of_a_file_are_worked_out_once():
    document, _findings = examined("deadlock")
    assert telling.troubles(document, "deadlock").__next__() in document.graph.kept["soundness"]
