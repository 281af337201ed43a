"""`ravand worker`: run timers and other jobs until told to stop; must not know what they do."""

import argparse
import signal
import sys
from datetime import timedelta

from engine.worker import Worker
from web import log
from web.command_line import given, opened

#: Seconds after which a worker looks for jobs that the server or other workers wrote.
LOOK_EVERY = 1.0


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
            return 0
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda _number, _frame: worker.stop())
        print(f"Ravand runs the jobs of {database.engine.dialect.name}", file=sys.stderr, flush=True)
        worker.run()
    return 0
