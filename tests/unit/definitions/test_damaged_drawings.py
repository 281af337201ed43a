"""However a drawing is damaged, it is examined and drawn, or refused in words; nothing else ever comes out."""

import copy
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine import definitions, errors, spiff, xml

FILES = sorted((Path(__file__).parent).glob("*/*.bpmn"))
TAGS = ["task", "userTask", "process", "subProcess", "lane", "laneSet", "sequenceFlow", "script", "conditionExpression"]
TEXTS = ["", "a.b[", "=", "${", "import os", "{a: 1", "x" * 5000]
VALUES = ["", "x y", "true", "-1", "1e400", "NaN", "${a}", "Notice", "birth"]


def damaged(seed: int) -> bytes:
    chance = Random(seed)
    root = xml.parse(chance.choice(FILES).read_bytes())
    for _ in range(chance.randint(1, 6)):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        if elements:
            damage(chance, chance.choice(elements), root)
    return etree.tostring(root)


def damage(chance: Random, element, root) -> None:
    kind = chance.randrange(6)
    if kind == 0:
        element.getparent().remove(element)
    elif kind == 1 and element.attrib:
        del element.attrib[chance.choice(sorted(element.attrib))]
    elif kind == 2 and element.attrib:
        element.set(chance.choice(sorted(element.attrib)), chance.choice(VALUES))
    elif kind == 3:
        root.append(copy.deepcopy(element))
    elif kind == 4:
        element.tag = f"{{{xml.BPMN}}}{chance.choice(TAGS)}"
    else:
        element.text = chance.choice(TEXTS)


@given(st.integers(0, 10**9))
@settings(max_examples=150)
def test_a_damaged_drawing_is_examined_and_drawn_or_refused(seed: int) -> None:
    try:
        examined = definitions.examine({"a.bpmn": damaged(seed)}, groups=frozenset())
    except errors.RavandError:
        return
    for document, findings in examined.values():
        etree.fromstring(definitions.draw(document.root, lang="fa").encode())
        assert all(finding.message("fa") and finding.fix("en") for finding in findings)
        for process in document.processes:
            assert loads(document.root, process.id) is not any(problem for problem in process.problems)


def loads(root: xml.Element, process: str) -> bool:
    try:
        spiff.load(root, process)
    except errors.NotRunnable:
        return False
    return True
