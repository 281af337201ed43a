"""`ravand serve`: prepare the database, then answer requests until told to stop; must not know routes."""

import argparse
import gc
import os
import sys
import threading
import time
from datetime import timedelta
from multiprocessing import util
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from engine import db, errors, migrations, seed
from engine.actor import system
from engine.config import Settings
from engine.context import transaction
from engine.execution.outside import Inquirer
from engine.history import idempotency
from engine.worker import Worker
from web import holding
from web.application import create_app
from web.command_line import ending, given
from web.command_line.inquiries import inquirer

#: Threads that answer requests when nothing is set: SQLite has one writer, PostgreSQL leaves waits to fill.
SQLITE_THREADS, POSTGRESQL_THREADS = 1, 4
#: The part of the time that jobs may take while pages are served in the same process.
SHARE = 0.5
#: Seconds that a job under way may take to its end when the server stops.
PATIENCE = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Prepare and serve; SIGTERM and SIGINT finish the requests under way, then end."""
    settings = given.settings()
    try:
        prepare(settings)
    except db.UNREACHABLE as error:
        raise errors.Unavailable from error
    server = Granian(
        "ravand",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.threads or _threads(settings),
        backpressure=512,
        log_enabled=False,
        workers_kill_timeout=30,
        respawn_failed_workers=True,
    )
    server.serve(target_loader=lambda _target: application(settings))
    return 0


def prepare(settings: Settings) -> None:
    """Bring the database to its newest form, seed what the settings ask for, and say who can sign in."""
    settings.var.mkdir(parents=True, exist_ok=True)
    database = db.Database(settings.database())
    before, after = migrations.upgrade(database)
    if before != after:
        print(f"Database form {before or 'empty'} → {after}", file=sys.stderr)
    with transaction(database, system("")) as ctx:
        idempotency.forget_old(ctx)
    for line in seed.seed(database, settings):
        print(line, file=sys.stderr)
    print(f"Ravand answers at http://{settings.host}:{settings.port}", file=sys.stderr, flush=True)
    database.close()


def application(settings: Settings) -> Any:
    """Return the application with a pool of its own, made in the process that answers."""
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    database = db.Database(settings.database())
    holding.install()
    made = create_app(settings, database)
    ending.at_end(made.house.waiting.close)
    if settings.jobs:
        _work_beside(Worker(database, lease=timedelta(seconds=settings.lease), share=SHARE))
        _work_beside(inquirer(settings, database))
    gc.freeze()  # what is loaded now stays for good: no collection looks at it again, nor unshares its memory
    return made


def _work_beside(worker: Worker | Inquirer) -> None:
    """Run jobs or inquiries in a thread of this process; when that ends in peace, the thread ends first."""
    thread = threading.Thread(target=worker.run, name=type(worker).__name__, daemon=True)
    thread.start()

    def end() -> None:
        worker.stop()
        thread.join(PATIENCE)

    util.Finalize(None, end, exitpriority=100)  # what the server runs in its own process when that is over


def _end_with_parent(parent: int) -> None:
    """End this process when the one that started it was killed, so that none goes on answering unseen."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _threads(settings: Settings) -> int:
    return SQLITE_THREADS if settings.database().startswith("sqlite") else POSTGRESQL_THREADS
