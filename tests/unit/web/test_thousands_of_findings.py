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
    assert (group["count"], len(group["shown"] + group["folded"]), group["cut"]) == (COUNT, 500, True)
    assert [one["href"] for one in group["shown"][:3]] == ["", "#mark-1-2", ""]
