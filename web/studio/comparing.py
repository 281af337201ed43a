"""The page that compares two versions: which are compared, and what differs in words and marks; must not find it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, render_template, url_for

from engine import definitions
from engine.context import Context
from engine.definitions import Badge, Marks, Version, sign
from engine.definitions.difference import Change, Difference, Identity, Property, Sort
from engine.errors import NotFound
from engine.identity import Permission
from engine.text import Code, Text, shortened, translate
from web import showing
from web.auth import requires
from web.context import reading, visit
from web.language import language
from web.naming import Names

pages = Blueprint("comparing", __name__, template_folder="templates")

#: Sort of change → its sign, its tone, and its heading.
_SORTS: Final[Mapping[Sort, tuple[str, str, Text]]] = {
    "added": ("+", "ok", Text("Added")),
    "removed": ("−", "danger", Text("Removed")),
    "changed": ("~", "info", Text("Changed")),
    "moved": ("↔", "quiet", Text("Only moved or drawn anew")),
}
_SIDES: Final = ("before", "after")
#: Drawings up to this width, in their own units, stand side by side where the screen is wide.
_NARROW: Final = 760
#: Changes of one sort that a page lists and marks; `ravand diff` lists every one.
_MOST: Final = 500


@pages.get("/services/comparison")
@requires(Permission.DEFINITION_READ)
def comparison() -> str:
    """Show what differs between two versions; without two, the form to choose them."""
    lang, asked = language(), visit().request.args
    with reading() as ctx:
        known = definitions.listing(ctx, definitions.Filter())
        chosen = [_chosen(known, asked.get(name, "")) for name in ("from", "to")]
        page: dict[str, Any] = {"choices": _choices(ctx, lang, known), "from_id": "", "to_id": "", "swapped": ""}
        if chosen[0] is None or chosen[1] is None:
            page["from_id"], page["to_id"] = _proposed(known, *chosen)
            return render_template("studio/comparison.html", **page, result=None)
        page["from_id"], page["to_id"] = chosen[0].id, chosen[1].id
        page["swapped"] = url_for("comparing.comparison", **{"from": chosen[1].id, "to": chosen[0].id})
        return render_template("studio/comparison.html", **page, result=_Shown(ctx, lang, *chosen).page())


def _chosen(known: Sequence[Version], asked: str) -> Version | None:
    """Return the version that is asked for, None where none is; raises NotFound."""
    if not asked:
        return None
    found = next((one for one in known if one.id == asked), None)
    if found is None:
        raise NotFound(kind="version", id=asked)
    return found


def _proposed(known: Sequence[Version], before: Version | None, after: Version | None) -> tuple[str, str]:
    """Return which two the form offers first: a version and the one before it, where there is one."""
    newest = after or next((one for one in known if one.version > 1), known[0] if known else None)
    if newest is None:
        return "", ""
    older = next((one for one in known if one.key == newest.key and one.version < newest.version), newest)
    return (before or older).id, newest.id


def _choices(ctx: Context, lang: str, known: Sequence[Version]) -> list[tuple[str, str]]:
    named = Names(ctx, lang)
    return [(one.id, _label(lang, one, named)) for one in known]


def _label(lang: str, one: Version, named: Names) -> str:
    state = showing.state(lang, showing.VERSION_STATES, one.state)["state_word"]
    name = named(one.id, one.key, one.name)
    return translate(lang, "{name} · version {number} · {state}", name=name, number=one.version, state=state)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Two versions and their difference, as a page holds them."""

    ctx: Context
    lang: str
    before: Version
    after: Version

    def page(self) -> dict[str, Any]:
        """Return everything that the page shows of the two."""
        found = definitions.compared(self.ctx, self.before, self.after).difference
        drawings = [self._drawing(found, side) for side in _SIDES]
        return {
            "versions": [self._version(side) for side in _SIDES],
            "drawings": drawings,
            "beside": all(_width(drawing) <= _NARROW for drawing in drawings),
            "same": self.before.id == self.after.id,
            "sorts": self._sorts(found, drawings),
            "identities": [self._identity(one) for one in found.identities[:_MOST]],
            "identity_count": len(found.identities),
        }

    def _version(self, side: str) -> dict[str, Any]:
        one: Version = getattr(self, side)
        return {
            "name": Names(self.ctx, self.lang)(one.id, one.key, one.name),
            "number": one.version,
            "address": url_for("studio.version", version_id=one.id),
            "note": one.note,
            **showing.state(self.lang, showing.VERSION_STATES, one.state),
        }

    def _drawing(self, found: Difference, side: str) -> str:
        """Return one of the diagrams with a mark at everything that differs, linked to its line in the list."""
        badges: dict[str, tuple[Badge, ...]] = {}
        changes = {}
        for number, change in _listed(found):
            place = getattr(change, side)
            if place is None or not place.id:
                continue
            changes[place.id] = change.sort
            title = f"{_SORTS[change.sort][2].show(self.lang)}: {change.words(isolated=True).show(self.lang)}"
            mark = sign(change.sort, title=title, anchor=f"{side}-{number}", href=f"#change-{number}")
            badges[place.id] = (*badges.get(place.id, ()), mark)
        one: Version = getattr(self, side)
        return definitions.diagram(self.ctx, one.id, Marks(badges=badges, changes=changes), lang=self.lang)

    def _sorts(self, found: Difference, drawings: Sequence[str]) -> list[dict[str, Any]]:
        """Return the changes by sort; those of one sort keep the order of the drawing."""
        sorts: dict[Sort, list[dict[str, Any]]] = {sort: [] for sort in _SORTS}
        for number, change in _listed(found):
            sorts[change.sort].append(self._change(number, change, drawings))
        counts = {sort: len(those) for sort, those in found.by_sort().items()}
        return [
            {
                "name": sort,
                "sign": mark,
                "tone": tone,
                "words": words.show(self.lang),
                "changes": sorts[sort],
                "count": counts.get(sort, 0),
            }
            for sort, (mark, tone, words) in _SORTS.items()
        ]

    def _change(self, number: int, change: Change, drawings: Sequence[str]) -> dict[str, Any]:
        anchors = {side: f"{side}-{number}" for side in _SIDES}
        drawn = {side: f'id="{anchors[side]}"' in drawing for side, drawing in zip(_SIDES, drawings, strict=True)}
        return {
            "number": number,
            "words": change.words(isolated=True).show(self.lang),
            "id": shortened(change.place.id),
            "before": f"#{anchors['before']}" if drawn["before"] else "",
            "after": f"#{anchors['after']}" if drawn["after"] else "",
            "properties": [self._property(one) for one in change.properties],
            "redrawn": showing.joined(self.lang, [one.words().show(self.lang) for one in change.redrawn]),
        }

    def _property(self, one: Property) -> dict[str, Any]:
        before, after = one.value_before(self.lang), one.value_after(self.lang)
        return {"name": one.words().show(self.lang), "before": before, "after": after}

    def _identity(self, one: Identity) -> dict[str, str]:
        words = Change("changed", one.before, one.after).words(isolated=True)
        before, after = (Code(shortened(place.id)) for place in (one.before, one.after))
        return {"words": words.show(self.lang), "before": before, "after": after}


def _listed(found: Difference) -> Iterator[tuple[int, Change]]:
    """Give the changes that a page shows with their numbers: the first of each sort."""
    counts: Counter[Sort] = Counter()
    for number, change in enumerate(found.changes, start=1):
        counts[change.sort] += 1
        if counts[change.sort] <= _MOST:
            yield number, change


def _width(drawing: str) -> float:
    """Return how wide a drawing is, in its own units."""
    return float(drawing.split('width="', 1)[1].split('"', 1)[0])
