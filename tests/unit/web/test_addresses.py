"""Addresses are the ones Werkzeug builds and finds; only the work that it takes is less."""

from collections.abc import Callable

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from web.addresses import Route, Shapes

PATTERN = "/cases/<case>/steps/<int:step>"


def _map(kind: type[Rule]) -> Map:
    return Map([kind(PATTERN, endpoint="step"), kind("/", endpoint="front")])


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("front", {}),
        ("step", {"case": "الف/ب", "step": 7}),
        ("step", {"case": "c", "step": 1, "lang": "fa", "route": 2}),
    ],
)
def test_an_address_is_built_as_werkzeug_builds_it(endpoint: str, values: dict[str, object]) -> None:
    built, expected = (_map(kind).bind("").build(endpoint, values) for kind in (Route, Rule))
    assert built == expected


def test_no_builder_is_written_before_an_address_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []
    write = Rule._compile_builder
    monkeypatch.setattr(Rule, "_compile_builder", lambda *given: written.append(given) or write(*given))
    addresses = _map(Route).bind("")
    assert addresses.match("/cases/c/steps/3") == ("step", {"case": "c", "step": 3})
    assert written == []
    addresses.build("step", {"case": "c", "step": 3})
    addresses.build("step", {"case": "d", "step": 4})
    assert len(written) == 1


ONE, OTHER = "0" * 32, "f" * 32
ASKED = Map([
    Rule("/task/<task>/claim", endpoint="claim", methods=["POST"]),
    Rule("/task/<task>", endpoint="task"),
    Rule("/task/count", endpoint="count"),
    Rule("/case/<case>/variables/<name>", endpoint="variable"),
    Rule("/pair/<one>/<other>", endpoint="pair"),
    Rule("/definition/key/<key>", endpoint="key"),
])  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "shape",
    [
        "/task/{0}/claim",
        "/task/{0}-17",
        "/task/count",
        "/task/x",
        "/case/{0}/variables/amount",
        "/case/{0}/variables/{1}-2",
        "/pair/{0}/{1}",
        "/pair/{0}/{0}",
        "/pair/{0}x/{1}",
        "/definition/key/of-{0}",
        "/definition/key/گواهی",
        "/nothing/{0}",
    ],
)
def test_an_address_leads_where_werkzeug_leads_whatever_was_asked_before(shape: str, method: str) -> None:
    addresses = ASKED.bind("")
    shapes = Shapes(addresses)

    for ids in [(ONE, OTHER), (OTHER, ONE), (ONE, ONE), (OTHER, OTHER)]:
        asked = shape.format(*ids), method
        assert _where(shapes.match, *asked) == _where(lambda *one: addresses.match(*one, return_rule=True), *asked)


def test_what_leads_nowhere_is_not_remembered() -> None:
    shapes = Shapes(ASKED.bind(""))
    for path in (f"/nothing/{ONE}", f"/definition/key/of-{ONE}", f"/pair/{ONE}/{ONE}"):
        _where(shapes.match, path, "GET")

    assert shapes._known == {}


def _where(match: Callable[..., object], *asked: str) -> object:
    try:
        return match(*asked)
    except HTTPException as refusal:
        return type(refusal)
