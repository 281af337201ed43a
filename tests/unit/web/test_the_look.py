"""Promises of the style sheet: small, in tokens, the same for both directions, and it knows every part of a drawing."""

import re
from pathlib import Path

import brotli
import pytest

import web
from engine.definitions.drawing.style import RULES

SHEET = (Path(web.__file__).parent / "static" / "ravand.css").read_text(encoding="utf-8")
BEYOND_THE_TOKENS = SHEET[SHEET.index("/* Ground */") :]
BUDGET = 8_000


def test_the_sheet_weighs_at_most_8_kb_on_the_wire() -> None:
    assert len(brotli.compress(SHEET.encode())) <= BUDGET


def test_colours_are_named_in_the_tokens_alone() -> None:
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgb|\bhsl", BEYOND_THE_TOKENS) == []


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom", "width", "height"])
def test_sizes_and_sides_are_logical(side: str) -> None:
    """So one sheet serves right-to-left and left-to-right; media queries and widths of lines are not sides."""
    rules = re.sub(r"@media[^{]*{", "", BEYOND_THE_TOKENS)
    assert re.findall(rf"[{{;\s]((?:margin|padding|border|min|max)?-?{side})\s*:", rules) == []


def test_the_sheet_holds_the_rules_of_drawings() -> None:
    ours = re.sub(r"var\((--[\w-]+),\s*#[0-9A-Fa-f]+\)", r"var(\1)", RULES)
    assert [line for line in ours.splitlines() if line not in SHEET] == []


def test_every_token_that_is_used_exists() -> None:
    used = set(re.findall(r"var\((--[\w-]+)", SHEET))
    assert used - set(re.findall(r"(--[\w-]+)\s*:", SHEET)) == set()


def test_motion_stops_for_who_asks_for_less() -> None:
    moving = [place.start() for place in re.finditer(r"animation:|transition:", SHEET)]
    asked = SHEET.index("prefers-reduced-motion: no-preference")
    assert moving
    assert all(place > asked for place in moving)
