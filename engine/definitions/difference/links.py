"""Which things of a drawing are neighbours, in what role, and what they look like from afar; must not know ids."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from engine.definitions.difference.things import Drawing, Thing, is_reference
from engine.spiff.vocabulary import local, whole_text
from engine.xml import Element

Neighbours = dict[Thing, list[tuple[str, Thing]]]
Colours = dict[Thing, int]

#: How many steps a thing sees: its flows, the nodes behind them, and the flows and nodes behind those.
STEPS: Final = 4
_OUTSIDE: Final = frozenset({"structureRef", "implementationRef"})  # they mostly point out of the file
_LONGEST: Final = 200  # letters of a text that tell one thing from another


def neighbours(drawing: Drawing) -> Neighbours:
    """Return for each thing what it refers to and what refers to it, each with its role."""
    found: Neighbours = {thing: [] for thing in drawing.things}
    for thing in drawing.things:
        pairs = [*_references(thing, drawing), *(("lane", lane) for lane in thing.lanes)]
        for role, other in pairs:
            if other is not thing:
                found[thing].append((role, other))
                found[other].append((f"<{role}", thing))
    return found


def _references(thing: Thing, drawing: Drawing) -> Iterator[tuple[str, Thing]]:
    for name, value in thing.xml.attrib.items():
        if is_reference(str(name)) and (other := drawing.referred(str(value))) is not None:
            yield str(name), other
    for part in thing.parts:
        if (within := local(part)) is None or within == "laneSet":
            continue
        for element in part.iter():
            kind = local(element)
            if kind is None:
                continue
            if is_reference(kind) and not len(element) and (other := drawing.referred(element.text)) is not None:
                yield f"{within}/{kind}", other
            for key, pointing in element.attrib.items():
                if is_reference(str(key)) and (other := drawing.referred(str(pointing))) is not None:
                    yield f"{within}/{key!s}", other


def looks(thing: Thing) -> tuple[str, ...]:
    """Return what a thing looks like by itself: kind, name, and the beginning of its condition or other text."""
    condition = ""
    if thing.family in {"sequenceFlow", "node"}:
        condition = next((_short(part) for part in thing.parts if local(part) == "conditionExpression"), "")
    return thing.family, thing.type, thing.name, condition


def _short(part: Element) -> str:
    return " ".join((whole_text(part) or "").split())[:_LONGEST]


def content(thing: Thing) -> tuple[object, ...]:
    """Return what a thing says of itself beside its looks: it tells apart what looks alike, and may have changed."""
    own = [(key, value) for key, value in _attributes(thing.xml) if key != "name"]  # the name is among its looks
    return (*own, *(said for part in thing.parts for said in _part(part)))


def _part(part: Element) -> Iterator[tuple[object, ...]]:
    for element in part.iter():
        yield (str(element.tag), *_attributes(element))
        if not len(element) and element.text and not is_reference(local(element) or ""):
            yield (" ".join(element.text.split())[:_LONGEST],)


def _attributes(element: Element) -> list[tuple[str, str]]:
    """Return the attributes of an element in order, without BPMN's ids and what points at other elements."""
    every = sorted((str(key), str(value)) for key, value in element.attrib.items())
    if local(element) is None:
        return every
    return [(key, value) for key, value in every if key in _OUTSIDE or (key != "id" and not is_reference(key))]


class Palette:
    """Numbers for looks, the same in both drawings: equal looks, equal number."""

    def __init__(self) -> None:
        """Know no look yet."""
        self._numbers: dict[object, int] = {}

    def number(self, look: object) -> int:
        """Return the number of a look."""
        return self._numbers.setdefault(look, len(self._numbers))


def colours(things: Sequence[Thing], linked: Neighbours, known: Mapping[Thing, int], palette: Palette) -> list[Colours]:
    """Return what each thing looks like from 0, 1, … STEPS steps away (colour refinement after Weisfeiler and Leman).

    What is known already looks like itself and nothing else, however far away one stands.
    """
    still = {thing: palette.number(("known", token)) for thing, token in known.items()}
    unknown = [thing for thing in things if thing not in known]
    found: list[Colours] = [still | {thing: palette.number(looks(thing)) for thing in unknown}]
    for _ in range(STEPS):
        before = found[-1]
        seen = {
            thing: palette.number((before[thing], *sorted((role, before[other]) for role, other in linked[thing])))
            for thing in unknown
        }
        found.append(still | seen)
    return found
