"""Step `duplicate-id`: elements that share an id are told apart, the later ones under ids with a number behind."""

from dataclasses import replace
from typing import Final

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.references import LINE, Reference, references, sort_of
from engine.definitions.assume.vocabulary import NODES, local
from engine.definitions.check.rule import Finding, Found, Rule
from engine.definitions.words import KINDS
from engine.xml import BPMN, BPMNDI, DC, DI, Element, line_of

RULE = Rule(
    "duplicate-id",
    "error",
    "{reason}",
    "Delete one of the two in the drawing tool and draw it anew, so that it gets an id of its own.",
)
_CLEAR = (
    "The id “{id}” belongs to {first} in line {line}. This {kind} is called “{given}” here, and each is taken "
    "where it is meant."
)
_UNCLEAR = (
    "The id “{id}” belongs to {first} in line {line}. This {kind} is called “{given}” here; whatever names the "
    "id was read as naming the other one."
)
_PICTURE = "Parts of the picture share the id “{id}” with other elements; the later ones were given others."
_MORE = "{count} more elements share their id with another one."
TEXTS = (_CLEAR, _UNCLEAR, _PICTURE, _MORE)
#: What keeps its id before others: definitions go by the ids of processes, running cases by those of nodes and flows.
_KEEP: Final = ("process", *sorted(NODES), "sequenceFlow")
_MANY: Final = 10  # of one id; beyond this nobody can say any more what is meant
_DRAWN: Final = tuple(f"{{{namespace}}}*" for namespace in (BPMNDI, DC, DI))


def assume(drawing: Drawing) -> Found:
    """Give every element an id of its own (XML 1.0, 3.3.1; BPMN 2.0.2, table 8.5); one keeps the id they share."""
    ids = drawing.ids()
    if len(ids) == len(set(ids)):
        return
    first: dict[str, Element] = {}
    twice: list[Element] = []
    kinds = tuple(drawing.kinds())
    for element in drawing.of(*_KEEP, *(kind for kind in kinds if kind not in _KEEP)):
        key = element.get("id")
        if key is not None and first.setdefault(key, element) is not element:
            twice.append(element)
    yield from bounded(_model(drawing, first, twice), _more)
    yield from _picture(drawing, set(first))


def _model(drawing: Drawing, first: dict[str, Element], twice: list[Element]) -> Found:
    named: dict[str, list[Reference]] = {}
    if twice:
        for reference in references(drawing.root):
            named.setdefault(reference.says.rpartition(":")[2], []).append(reference)
    many: dict[str, int] = {}
    for element in twice:
        key = str(element.get("id"))
        given = drawing.take(f"{key}.2", otherwise=key)
        known = first[key]
        many[key] = many.get(key, 0) + 1
        mine, unclear = _meant(named.get(key, []), known, element) if many[key] <= _MANY else ([], True)
        element.set("id", given)
        drawing.given.add(given)
        for reference in mine:
            reference.write(given)
        if mine:
            named[key] = [one for one in named[key] if not any(one is other for other in mine)]
        told = {"id": key, "given": given, "line": line_of(known), "kind": _kind(element), "first": _called(known)}
        found = say(RULE, element, reason={"msgid": _UNCLEAR if unclear else _CLEAR, "params": told})
        yield found if mine else replace(found, change={"change": "give-id", "element": given})


def _meant(named: list[Reference], first: Element, second: Element) -> tuple[list[Reference], bool]:
    """Return the references that mean the second of two elements, and whether others may mean either."""
    sorts, home = (sort_of(first), sort_of(second)), _process(second)
    pictures = [one for one in named if one.attribute == "bpmnElement"]
    mine: list[Reference] = []
    unclear = False
    for reference in named:
        wanted = reference.wanted
        if reference.attribute == "bpmnElement":
            if sorts[0] == sorts[1]:
                mine += [reference] if len(pictures) > 1 and reference is pictures[-1] else []
            elif (sorts[1] == LINE) == (wanted == LINE) and (sorts[0] == LINE) != (wanted == LINE):
                mine.append(reference)
        elif wanted and sorts[0] != sorts[1]:
            mine += [reference] if wanted == sorts[1] else []
        elif home is not _process(first):
            mine += [reference] if home is not None and _process(reference.element) is home else []
        else:
            unclear = True
    return mine, unclear


def _process(element: Element) -> Element | None:
    if local(element) == "process":
        return element
    return next(element.iterancestors(f"{{{BPMN}}}process"), None)


def _picture(drawing: Drawing, taken: set[str]) -> Found:
    told: Finding | None = None
    for element in drawing.root.iter(*_DRAWN):
        key = element.get("id")
        if key is None:
            continue
        if key in taken:
            element.set("id", drawing.take(f"{key}.2", otherwise=key))
            reason = {"msgid": _PICTURE, "params": {"id": key}}
            told = told or replace(RULE.finding(line=line_of(element), reason=reason), severity="warning")
        taken.add(str(element.get("id")))
    if told is not None:
        yield told


def _kind(element: Element) -> dict[str, str]:
    return {"msgid": KINDS.get(local(element) or "", "element")}


def _called(element: Element) -> object:
    name = " ".join((element.get("name") or "").split())
    return {"msgid": "“{name}”", "params": {"name": name}} if name else _kind(element)


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
