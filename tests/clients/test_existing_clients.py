"""Promises to who has a client already: it works unmodified, in Latin letters and in Persian."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.clients.diagram import ENGLISH, PERSIAN
from tools import clients

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def interpreter() -> Path:
    """The interpreter of the clients' own environment, made now if it is not there yet."""
    return clients.main()


@pytest.mark.parametrize("story", [ENGLISH, PERSIAN], ids=["latin", "persian"])
@pytest.mark.parametrize("client", ["with_pycamunda", "with_generic"])
def test_an_unmodified_client_drives_a_service_from_deployment_to_history(
    interpreter, demo_server, tmp_path, client, story
):
    told = json.dumps(story.told(demo_server.url, tmp_path, client))

    # -I: neither this repository nor anything of Ravand's environment can be imported by the client
    done = subprocess.run(
        [interpreter, "-I", HERE / f"{client}.py", told], capture_output=True, text=True, timeout=300, check=False
    )

    assert done.returncode == 0, done.stderr[-4000:]
    assert json.loads(done.stdout).keys() == {"deployment", "definition", "instance"}


def test_the_clients_are_the_ones_that_are_published(interpreter):
    packages = "generic-camunda-client", "pycamunda"
    script = "import sys, importlib.metadata as m; print(*(f'{n}=={m.version(n)}' for n in sys.argv[1:]), sep='\\n')"
    installed = subprocess.run([interpreter, "-I", "-c", script, *packages], capture_output=True, text=True, check=True)

    assert set(installed.stdout.split()) <= set(clients.LOCK.read_text().replace("\\", "").split())
