"""`ravand worker`: run timers and other jobs until told to stop; must not know what they do."""

import argparse
import signal
import sys
import threading
from datetime import timedelta

from engine.worker import Worker
from web import log
from web.command_line import given, opened
from web.command_line.inquiries import inquirer

#: Seconds after which a worker looks for jobs that the server or other workers wrote.
LOOK_EVERY = 1.0
#: Seconds that an inquiry under way may take to its end when the worker stops.
PATIENCE = 35


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--once", action="store_true", help="end when nothing is due")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Work; SIGTERM and SIGINT finish the job under way, give back what was claimed, then end."""
    settings = given.settings()
    log.configure(settings.log_level)
    with opened.database() as database:
        worker = Worker(database, lease=timedelta(seconds=settings.lease), longest_sleep=LOOK_EVERY)
        if options.once:
            worker.drain()
            asking = inquirer(settings, database, calls=0)
            while asking.round() or worker.drain():
                continue
            return 0
        asking = inquirer(settings, database)
        beside = threading.Thread(target=asking.run, name="inquiries", daemon=True)
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda _number, _frame: worker.stop())
        print(f"Ravand runs the jobs of {database.engine.dialect.name}", file=sys.stderr, flush=True)
        beside.start()
        worker.run()
        asking.stop()
        beside.join(PATIENCE)
    return 0
