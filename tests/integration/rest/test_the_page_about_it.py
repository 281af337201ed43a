"""docs/rest.md says what is spoken: every route with its permission, and nothing that is not there."""

import re
from pathlib import Path

import pytest

from web import errors as answers

PAGE = (Path(__file__).parents[3] / "docs" / "rest.md").read_text(encoding="utf-8")


def documented():
    """(method, path without the names of its parameters) → permission."""
    found = {}
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and re.fullmatch(r"(own|agency):\w+:\w+", cells[1]):
            for part in cells[0].split(";"):
                methods, paths = re.match(r"\s*([A-Z, ]+?)\s*(`.*`)", part).groups()
                for path in re.findall(r"`([^`]+)`", paths):
                    found |= {(method, re.sub(r"{\w+}", "{}", path)): cells[1] for method in methods.split(", ")}
    return found


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_every_route_is_on_the_page_with_its_permission(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/engine-rest")]
    spoken = {
        (method, re.sub(r"<\w+>", "{}", rule.rule.removeprefix("/engine-rest"))): str(
            app.view_functions[rule.endpoint].permission.value
        )
        for rule in rules
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert documented() == spoken


def test_every_status_of_a_refusal_is_on_the_page():
    listed = set(re.findall(r"\b[45]\d\d\b", PAGE.partition("## Refusals")[2].partition("## What differs")[0]))
    assert {str(status) for status in answers.STATUS.values()} <= listed
