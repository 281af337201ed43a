"""A server of the same libraries that holds nothing: what the machine gives just now; must not use Ravand."""

import os
import sys
from pathlib import Path

import flask
import lxml.etree
import psycopg
import sqlalchemy
from granian import Granian
from granian.constants import Interfaces
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from tools import server
from tools.server import Served

#: Loaded as Ravand loads them, so that start-up can be compared.
LOADED = (lxml.etree, psycopg, sqlalchemy, BpmnWorkflow)


def application() -> flask.Flask:
    """Return an application with one answer: how long the body was that it read."""
    made = flask.Flask("bare", static_folder=None)
    made.add_url_rule("/health", view_func=lambda: {"read": len(flask.request.get_data())}, methods=("GET", "POST"))
    return made


def serve(folder: Path) -> Served:
    """Run this server in a process of its own on a free port, its log in `folder`."""
    port = server.free_port()
    return server.run([sys.executable, "-m", "benchmarks.bare", str(port)], port, folder / "bare.log", os.environ)


def main(port: str) -> None:
    """Serve it as Ravand is served: one worker, one thread."""
    granian = Granian(
        "bare", port=int(port), interface=Interfaces.WSGI, workers=1, blocking_threads=1, log_enabled=False
    )
    granian.serve(target_loader=lambda _target: application())


if __name__ == "__main__":
    main(sys.argv[1])
