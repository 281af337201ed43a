"""What a comparison says: changes with their properties before and after; must not find them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from engine.definitions.difference.wording import kind_of, property_words, shown
from engine.text import Text, Wording, shortened

Sort = Literal["added", "removed", "changed", "moved"]

#: In this order readers see the sorts of changes.
SORTS: Final[tuple[Sort, ...]] = ("added", "removed", "changed", "moved")
_ISOLATED: Final = ("\u2068", "\u2069")  # Unicode's marks around what has a direction of its own
_MIRRORED: Final[Mapping[Sort, Sort]] = {"added": "removed", "removed": "added"}


@dataclass(frozen=True, slots=True)
class Place:
    """A thing in one of the two files; `order` counts in the order of the file, `line` is 0 where it is not known."""

    id: str
    type: str
    name: str
    line: int
    order: int
    name_en: str = ""
    ends: tuple[Wording | Text, ...] = ()  # of a connection: what it connects, by name or by kind

    def called(self, *, isolated: bool = False) -> Text:
        """Return what a reader calls the thing: its name, and what it connects.

        With `isolated`, names keep their own direction inside the sentence: for pages, where a Persian name may stand
        in an English line.
        """
        name = _quoted(Wording(self.name, {"en": self.name_en} if self.name_en else {}), isolated=isolated)
        if len(self.ends) == 2:
            source, target = (_quoted(one, isolated=isolated) for one in self.ends)
            if not self.name:
                return Text("from {source} to {target}", {"source": source, "target": target})
            return Text("{name}, from {source} to {target}", {"name": name, "source": source, "target": target})
        return name if self.name else Text("(without a name)")

    def plain(self) -> dict[str, Any]:
        """Return the place as plain JSON."""
        return {"id": self.id, "type": self.type, "name": self.name, "line": self.line}


def _quoted(name: Wording | Text, *, isolated: bool) -> Text:
    """Return a name in quotation marks, a kind as it is."""
    if isinstance(name, Text):
        return name
    name = Wording(shortened(name.plain), {lang: shortened(words) for lang, words in name.by_language.items()})
    if isolated:
        begin, end = _ISOLATED
        languages = {lang: f"{begin}{words}{end}" for lang, words in name.by_language.items()}
        name = Wording(f"{begin}{name.plain}{end}", languages)
    return Text("“{name}”", {"name": name})


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its path in the file, and its value on both sides, None where it is not said.

    A value that points at another thing is that thing's id; `before_name` and `after_name` are then what readers see.
    """

    path: tuple[str, ...]
    before: str | None
    after: str | None
    before_name: str = ""
    after_name: str = ""

    def words(self) -> Text:
        """Return the property in the reader's words."""
        return property_words(self.path)

    def value_before(self, lang: str) -> str | None:
        """Return the value before in the reader's words, None where there was none."""
        return shown(self.path, self.before_name or self.before, lang)

    def value_after(self, lang: str) -> str | None:
        """Return the value after in the reader's words, None where there is none."""
        return shown(self.path, self.after_name or self.after, lang)

    def mirrored(self) -> "Property":
        """Return the property as seen from the other side."""
        return Property(self.path, self.after, self.before, self.after_name, self.before_name)

    def plain(self, lang: str) -> dict[str, Any]:
        """Return the property as plain JSON."""
        return {
            "property": "/".join(self.path),
            "name": self.words().show(lang),
            "before": self.before,
            "after": self.after,
            "before_name": self.before_name or None,
            "after_name": self.after_name or None,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing. `before` is None for what was added, `after` for what was removed.

    `properties` are what it says; `redrawn` is where and how it is drawn. A thing of which nothing but that differs is
    "moved".
    """

    sort: Sort
    before: Place | None
    after: Place | None
    properties: tuple[Property, ...] = ()
    redrawn: tuple[Property, ...] = ()

    @property
    def place(self) -> Place:
        """The thing as it is now, or as it was last."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  (a change is of something)
        return found

    def kind(self) -> Text:
        """Return the words for the kind of thing."""
        return kind_of(self.place.type)

    def words(self, *, isolated: bool = False) -> Text:
        """Return the kind of thing and what it is called, in the reader's words; `isolated` as in `Place.called`."""
        if self.place.type == "definitions":
            return self.kind()
        return Text("{kind} {name}", {"kind": self.kind(), "name": self.place.called(isolated=isolated)})

    def mirrored(self) -> "Change":
        """Return the change as seen from the other side."""
        return Change(
            _MIRRORED.get(self.sort, self.sort),
            self.after,
            self.before,
            tuple(one.mirrored() for one in self.properties),
            tuple(one.mirrored() for one in self.redrawn),
        )

    def plain(self, lang: str) -> dict[str, Any]:
        """Return the change as plain JSON with its words in a language."""
        return {
            "change": self.sort,
            "id": self.place.id,
            "type": self.place.type,
            "name": self.place.name,
            "words": self.words().show(lang),
            "before": self.before and self.before.plain(),
            "after": self.after and self.after.plain(),
            "properties": [one.plain(lang) for one in self.properties],
            "redrawn": [one.plain(lang) for one in self.redrawn],
        }


@dataclass(frozen=True, slots=True)
class Identity:
    """One thing under two ids: nothing else of it need differ, but programs and running cases know it by its id."""

    before: Place
    after: Place

    def plain(self) -> dict[str, Any]:
        """Return the two places as plain JSON."""
        return {"before": self.before.plain(), "after": self.after.plain()}


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two files, by sort and then in the order of the newer file."""

    changes: tuple[Change, ...] = ()
    identities: tuple[Identity, ...] = ()

    @classmethod
    def of(cls, changes: Iterable[Change], identities: Iterable[Identity] = ()) -> "Difference":
        """Return the difference with its changes in order."""
        ordered = sorted(changes, key=lambda one: (SORTS.index(one.sort), one.place.order))
        known = sorted(identities, key=lambda one: one.after.order)
        return cls(tuple(ordered), tuple(known))

    def __bool__(self) -> bool:
        """Tell whether anything differs; ids alone are no difference."""
        return bool(self.changes)

    def by_sort(self) -> dict[Sort, tuple[Change, ...]]:
        """Return the changes of each sort that occurs."""
        found = {sort: tuple(one for one in self.changes if one.sort == sort) for sort in SORTS}
        return {sort: those for sort, those in found.items() if those}

    def mirrored(self) -> "Difference":
        """Return the difference as seen from the other side."""
        swapped = (Identity(one.after, one.before) for one in self.identities)
        return Difference.of((one.mirrored() for one in self.changes), swapped)
