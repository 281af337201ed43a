"""What the README shows works as it is written."""

import re
from pathlib import Path

import pytest

from engine import db, seed
from engine.config import Settings
from tests.support.visitors import basic
from web.application import create_app

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("who", "address"), [("clerk", "/process-definition/key/birth-registration/start"), ("worker", "/message")]
)
def test_the_births_of_the_readme_are_begun(database: db.Database, who: str, address: str) -> None:
    settings = Settings(demo=True, log_level="error")
    seed.seed(database, settings)
    (example,) = re.findall(rf"-u {who}:demo \$api{address}\s.*?-d @(\S+)", _readme(), re.DOTALL)
    body = (ROOT / example).read_bytes()
    client = create_app(settings, database).test_client()
    answer = client.post(f"/engine-rest{address}", headers=basic(who), data=body, content_type="application/json")
    assert answer.status_code == 200, answer.text
    tasks = client.get("/engine-rest/task", headers=basic("clerk")).json
    assert [task["taskDefinitionKey"] for task in tasks] == ["choose-name"]


def test_every_place_the_readme_points_to_exists() -> None:
    places = re.findall(r"\]\(([^)#]+)\)", _readme())
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def _readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")
