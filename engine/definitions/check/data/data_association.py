"""Rule `data-association`: data goes into an input or comes out of an output (BPMN 2.0.2, 10.4.2)."""

from engine.definitions.check.references.table import ITEMS
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import Graph, bare
from engine.spiff.vocabulary import bpmn, child_text, children, clean, local, whole_text
from engine.xml import Element

RULE = Rule(
    "data-association",
    "error",
    "{reason}",
    "Draw the data association again, from the data to the task or from the task to the data.",
)
_SOURCES = "Several pieces of data go into one, but it is not said how they are put together."
_FOREIGN_INPUT = "Data goes into an input of another element."
_FOREIGN_OUTPUT = "Data comes out of an output of another element."
_INTO_INPUT = "Data goes into an input of the process; inputs come from outside only."
_OUT_OF_OUTPUT = "Data comes out of an output of the process; outputs go outside only."
_EMPTY = "A transformation is drawn, but it is empty."
_NO_INPUT = "Data goes into “{data}”, which is no input of this element."
_NO_OUTPUT = "Data comes out of “{data}”, which is no output of this element."
TEXTS = (_SOURCES, _FOREIGN_INPUT, _FOREIGN_OUTPUT, _INTO_INPUT, _OUT_OF_OUTPUT, _EMPTY, _NO_INPUT, _NO_OUTPUT)
_INTO, _OUT = bpmn("dataInputAssociation"), bpmn("dataOutputAssociation")
_CALLABLE = frozenset({"process", "globalTask", "globalUserTask", "globalManualTask"})


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each data association with wrong ends or with sources that nobody puts together."""
    for association in document.root.iter(_INTO, _OUT):
        sources = [bare(whole_text(one)) for one in children(association, "sourceRef")]
        rules = list(children(association, "transformation", "assignment"))
        if len(sources) > 1 and not rules:
            yield _say(association, _SOURCES)
        if any(local(one) == "transformation" and whole_text(one) is None for one in rules):
            yield _say(association, _EMPTY)
        yield from _ends(document.graph, association, sources, bare(child_text(association, "targetRef")))


def _ends(graph: Graph, association: Element, sources: list[str | None], target: str | None) -> Found:
    into = graph.elements.get(target or "")
    if into is not None and local(into) == "dataInput":
        if _of_process(into):
            yield _say(association, _INTO_INPUT)
        elif association.tag == _INTO and not _own(into, association):
            yield _say(association, _FOREIGN_INPUT)
    if into is not None and association.tag == _INTO and not _fits(into, "dataInput", association):
        yield _say(association, _NO_INPUT, data=clean(into.get("name")) or target)
    for source in sources:
        outof = graph.elements.get(source or "")
        if outof is not None and local(outof) == "dataOutput":
            if _of_process(outof):
                yield _say(association, _OUT_OF_OUTPUT)
            elif association.tag == _OUT and not _own(outof, association):
                yield _say(association, _FOREIGN_OUTPUT)
        if outof is not None and association.tag == _OUT and not _fits(outof, "dataOutput", association):
            yield _say(association, _NO_OUTPUT, data=clean(outof.get("name")) or source)


def _fits(end: Element, kind: str, association: Element) -> bool:
    """Whether an association may end at its element so: at its input or output, its property, or at itself.

    That it ends at the element itself is what tools write who know no inputs; rule `reference` speaks of it. What is
    no data at all is told there too.
    """
    if local(end) not in ITEMS or local(end) == kind:
        return True
    return local(end) == "property" and end.getparent() is association.getparent()


def _own(data: Element, association: Element) -> bool:
    """Whether an input or output belongs to the activity or event that the association belongs to."""
    owner = association.getparent()
    return any(one is owner for one in data.iterancestors())


def _of_process(data: Element) -> bool:
    specification = data.getparent()
    if specification is None or local(specification) != "ioSpecification":
        return False  # the data of an event stands directly in it
    owner = specification.getparent()
    return owner is not None and local(owner) in _CALLABLE


def _say(association: Element, sentence: str, **params: object) -> Finding:
    return RULE.at(where(association), reason={"msgid": sentence, "params": params})
