"""A drawing with thousands of findings is told on a page that stays small, and each mark is looked for once."""

from types import SimpleNamespace
from typing import Any

from engine.definitions import Finding
from web.studio.findings import Told, groups

COUNT = 2_000


class Drawing(str):
    """A drawing that nobody may look through for one thing after another."""

    __slots__ = ()

    def __contains__(self, sought: object) -> bool:
        raise AssertionError(sought)


def test_thousands_of_places_are_counted_a_few_hundred_listed_and_the_drawing_is_not_searched_for_each() -> None:
    found = [Finding("nobody", "warning", f"t{n}", f"Task {n}", n, "Nobody.", "Say who.") for n in range(COUNT)]
    version: Any = SimpleNamespace(id="v", findings=found)
    names: Any = lambda _version, _element, own: own  # noqa: E731
    drawing = Drawing('<g id="mark-1-2"></g>')
    ((group,),) = [one["groups"] for one in Told("en", version, names, groups(found)).sections(drawing, may_mend=True)]
    assert (group["count"], len(group["shown"] + group["folded"]), group["left_out"]) == (COUNT, 500, COUNT - 500)
    assert [one["href"] for one in group["shown"][:3]] == ["", "#mark-1-2", ""]


def test_a_few_hundred_places_are_marked_on_the_drawing() -> None:
    found = [Finding("nobody", "warning", f"t{n}", f"Task {n}", n, "Nobody.", "Say who.") for n in range(COUNT)]
    version: Any = SimpleNamespace(id="v", findings=found)
    names: Any = lambda _version, _element, own: own  # noqa: E731
    assert len(Told("en", version, names, groups(found)).marks().badges) == 500


def test_names_of_a_hundred_thousand_letters_are_cut_and_turn_no_sentence_round() -> None:
    name = "\u202e" + "N" * 100_000
    finding = Finding("nobody", "warning", "t", name, 1, "At “{node}” nobody.", "Say who.", {"node": name})
    assert finding.message("en") == f"At “{'N' * 199}…” nobody."
    version: Any = SimpleNamespace(id="v", findings=[finding])
    names: Any = lambda _version, _element, own: own  # noqa: E731
    ((group,),) = [one["groups"] for one in Told("en", version, names, groups([finding])).sections("", may_mend=False)]
    assert group["shown"][0]["element"] == "N" * 119 + "…"
