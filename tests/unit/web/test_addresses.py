"""Addresses are the ones Werkzeug builds; only the moment at which their builder is written is another."""

import pytest
from werkzeug.routing import Map, Rule

from web.addresses import Route

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
