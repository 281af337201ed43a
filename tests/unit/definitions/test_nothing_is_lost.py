"""Whatever is drawn is told by the check, and an edit keeps every element and attribute that it does not touch."""

from pathlib import Path

import pytest
from lxml import etree

from engine import errors
from engine.definitions import examining
from tools import losses

FILES = sorted(Path(__file__).parent.glob("*/*.bpmn"))
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" targetNamespace="urn:t">'
DRAWING = f"""<?xml version="1.0" encoding="UTF-8"?>
{HEAD}<!-- kept --><process id="p" x:colour="blue">
<extensionElements><x:task id="foreign"/></extensionElements>
<startEvent/><task id="a" x:size="3"/><subProcess id="s"><userTask id="b"/></subProcess>
<sequenceFlow sourceRef="a" targetRef="s"/>
</process></definitions>""".encode()


def lost(path: Path) -> list[str]:
    """What of a file is neither told nor kept."""
    data = path.read_bytes()
    try:
        document = examining.drawing(data)
        etree.fromstring(data)
    except errors.RavandError:
        return []  # refused as a whole, which is no loss in silence
    except etree.XMLSyntaxError:
        return []  # read by our door alone: nothing there is to compare with
    told = losses.of_check(data, document) if b"http://www.omg.org/spec/BPMN/20100524/MODEL" in data else []
    return [*told, *losses.of_edit(data, document)]


@pytest.mark.parametrize("name", sorted({path.name.partition(".")[0] for path in FILES}))
def test_every_drawing_of_ours_is_told_and_kept_whole(name: str) -> None:
    paths = [path for path in FILES if path.name.partition(".")[0] == name]
    assert {path.name: found for path in paths if (found := lost(path))} == {}


def test_elements_without_ids_inside_others_and_beside_foreign_ones_are_told() -> None:
    assert losses.of_check(DRAWING, examining.drawing(DRAWING)) == []
    assert losses.of_edit(DRAWING, examining.drawing(DRAWING)) == []


def test_an_element_that_is_not_told_would_be_noticed() -> None:
    fewer = examining.drawing(DRAWING.replace(b'<userTask id="b"/>', b"").replace(b"<startEvent/>", b""))

    assert losses.of_check(DRAWING, fewer) == ["userTask “b”", "1 of kind startEvent", "1 of kind userTask"]


def test_an_edit_that_touches_more_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(data, changes):
        return type(
            "Mended", (), {"data": data.replace(b"<task", b'<task name="new"').replace(b' x:colour="blue"', b"")}
        )

    monkeypatch.setattr(losses.mend, "mend", careless)

    assert losses.of_edit(DRAWING, examining.drawing(DRAWING)) != []
