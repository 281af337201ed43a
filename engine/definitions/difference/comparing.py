"""What differs between two drawings whose things are paired; must not pair them."""

from collections import Counter
from collections.abc import Iterator

from engine.definitions.difference.drawn import drawn
from engine.definitions.difference.found import Change, Difference, Identity, Place, Property
from engine.definitions.difference.says import THERE, Path, Says, Value, own, units
from engine.definitions.difference.things import Drawing, Thing
from engine.definitions.difference.wording import kind_of, rank
from engine.text import Text, Wording

Pair = tuple[Thing, Thing]
Look = frozenset[tuple[Path, object]]
_ENDS = ("sourceRef", "targetRef")


def compare(before: Drawing, after: Drawing, pairs: list[Pair]) -> Difference:
    """Return everything that differs; what is in no pair was removed or added."""
    here, there = _pictures(before, after)
    changes = []
    for one, other in pairs:
        said = sorted(_said(one, before, other, after), key=_order)
        redrawn = sorted(_properties(here.get(one, {}), there.get(other, {})), key=_order)
        if said or redrawn:
            sort = "changed" if said else "moved"
            changes.append(Change(sort, _place(one, before), _place(other, after), tuple(said), tuple(redrawn)))  # type: ignore[arg-type]
    paired = {thing for pair in pairs for thing in pair}
    changes += [Change("removed", _place(one, before), None) for one in before.things if one not in paired]
    changes += [Change("added", None, _place(one, after)) for one in after.things if one not in paired]
    identities = (
        Identity(_place(one, before), _place(other, after)) for one, other in pairs if _renumbered(one, other)
    )
    return Difference.of(changes, identities)


def _renumbered(one: Thing, other: Thing) -> bool:
    return one.id != other.id and not one.given and not other.given


def _pictures(before: Drawing, after: Drawing) -> tuple[dict[Thing, Says], dict[Thing, Says]]:
    """Return how things are drawn; where one file holds no drawing at all, the file says so and not each thing."""
    here, there = drawn(before), drawn(after)
    if bool(here) == bool(there):
        return here, there
    yes: Says = {("drawing",): Value("true", "true")}
    return {before.file: yes if here else {}}, {after.file: yes if there else {}}


def _said(one: Thing, before: Drawing, other: Thing, after: Drawing) -> Iterator[Property]:
    yield from _properties(own(one, before), own(other, after))
    if not one.parts and not other.parts:
        return
    here, there = _grouped(one, before), _grouped(other, after)
    for label in here.keys() | there.keys():
        those, these = here.get(label, []), there.get(label, [])
        if len(those) > 1 or len(these) > 1:
            those, these = _without_equals(those, these)
        for number in range(max(len(those), len(these))):
            name = label if number == 0 else f"{label}#{number + 1}"
            said = those[number] if number < len(those) else {}
            says = these[number] if number < len(these) else {}
            yield from _properties(said, says, (name,))


def _grouped(thing: Thing, drawing: Drawing) -> dict[str, list[Says]]:
    found: dict[str, list[Says]] = {}
    for label, said in units(thing, drawing):
        found.setdefault(label, []).append(said)
    return found


def _without_equals(those: list[Says], these: list[Says]) -> tuple[list[Says], list[Says]]:
    """Leave out the parts that are on both sides, wherever they stand: an added listener is one listener."""
    both = Counter(map(_look, those)) & Counter(map(_look, these))
    return _rest(those, Counter(both)), _rest(these, both)


def _rest(said: list[Says], taken: Counter[Look]) -> list[Says]:
    kept = []
    for one in said:
        if taken[_look(one)] > 0:
            taken[_look(one)] -= 1
        else:
            kept.append(one)
    return kept


def _look(said: Says) -> Look:
    return frozenset((path, value.compared) for path, value in said.items())


def _properties(before: Says, after: Says, under: Path = ()) -> Iterator[Property]:
    for path, old in before.items():
        new = after.get(path)
        if (new is None and not _is_there(old, path, after)) or (new is not None and new.compared != old.compared):
            yield _property((*under, *path), old, new)
    for path, new in after.items():
        if path not in before and not _is_there(new, path, before):
            yield _property((*under, *path), None, new)


def _is_there(value: Value, path: Path, other: Says) -> bool:
    """Tell whether a part that says nothing but that it is there is on the other side too, where it says more."""
    return value is THERE and any(said[: len(path)] == path for said in other)


def _property(path: Path, old: Value | None, new: Value | None) -> Property:
    before, before_name = _raw(old)
    after, after_name = _raw(new)
    if before_name and before_name == after_name:  # two things of one name: their ids tell them apart
        before_name, after_name = f"{before_name} ({before})", f"{after_name} ({after})"
    return Property(path, before, after, before_name, after_name)


def _raw(value: Value | None) -> tuple[str | None, str]:
    """Return a value as it stands in the file, and what readers see where that is not the same."""
    if value is None:
        return None, ""
    if value.target is not None and value.target.id and value.shown != value.target.id:
        return value.target.id, value.shown
    return value.shown, ""


def _order(one: Property) -> tuple[int, Path]:
    return rank(one.path), one.path


def _place(thing: Thing, drawing: Drawing) -> Place:
    ends: tuple[Wording | Text, ...] = ()
    if thing.xml.get("sourceRef"):
        ends = tuple(_end(drawing.referred(thing.xml.get(name))) for name in _ENDS)
    return Place(thing.id, thing.type, thing.name, thing.line, thing.order, thing.name_en, ends)


def _end(thing: Thing | None) -> Wording | Text:
    if thing is None:
        return Text("nothing")
    if thing.name:
        return Wording(thing.name, {"en": thing.name_en} if thing.name_en else {})
    return kind_of(thing.type)
