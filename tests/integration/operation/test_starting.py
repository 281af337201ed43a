"""How the server starts: who may come in, what it prints, and what it refuses."""

import os
import re
import subprocess
import sys

import pytest

from engine import seed
from tests.integration.operation.conftest import furnish
from tests.support.calling import call
from tools.steps import ROOT

WHO = "/engine-rest/version"


def test_without_the_demonstration_its_people_are_out_and_a_set_up_token_is_printed(serve, new_database_url):
    running = serve(RAVAND_DATABASE_URL=furnish(new_database_url("sqlite", inhabited=True)))
    said = running.log.read_text()

    assert re.search(r"Set-up token \(works once, at /set-up\): \S{20,}", said)
    assert [call(running, WHO, who=one.username).status for one in seed.PEOPLE[:2]] == [401, 401]
    assert call(running, "/set-up").status == 200
    assert "Demonstration" not in said
    running.stop()


def test_beyond_loopback_there_is_no_demonstration(serve, new_database_url):
    running = serve(
        RAVAND_DEMO="1", RAVAND_HOST="0.0.0.0", RAVAND_DATABASE_URL=furnish(new_database_url("sqlite", inhabited=True))
    )

    assert "needs a loopback address, not 0.0.0.0" in running.log.read_text()
    assert call(running, WHO, who="clerk").status == 401
    assert "clerk" not in call(running, "/sign-in").text
    running.stop()


FORWARDING = ("X-Forwarded-For", "Forwarded", "Via", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


def test_who_comes_through_a_proxy_is_not_a_demonstration_person(served):
    """One person for each header: five failures of one person would close the door for another reason."""
    for header, somebody in zip(FORWARDING, seed.PEOPLE, strict=False):
        assert call(served, WHO, who=somebody.username).status == 200
        assert call(served, WHO, who=somebody.username, **{header: "203.0.113.9"}).status == 401, header
        assert "supervisor" in call(served, "/sign-in").text
        assert "supervisor" not in call(served, "/sign-in", **{header: "203.0.113.9"}).text


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"RAVAND_PORT": "many"}, "RAVAND_PORT='many'"),
        ({"RAVAND_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}, "cannot be reached"),
    ],
)
def test_what_cannot_start_says_why_and_ends_with_2(tmp_path, settings, words):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RAVAND_")}
    environment = {**clean, "RAVAND_VAR": str(tmp_path), **settings}
    command = [sys.executable, "-m", "web", "serve"]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
