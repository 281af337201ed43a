"""`ravand`: the commands of an operator and of programs; must not hold what a command does."""

import argparse
import sys
from collections.abc import Sequence

from engine import errors, text
from web.command_line import backup, deploy, serve, settings, verify

COMMANDS = (serve, deploy, verify, settings, backup)

#: Exit codes: done, done with something to look at, wrong use or unreadable input.
DONE, FOUND, WRONG = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; words for people go to standard error."""
    parser = argparse.ArgumentParser(prog="ravand", description="Ravand, the workflow engine for public services.")
    parser.add_argument("--lang", choices=text.LANGUAGES, default="en", help="language of messages")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(subparsers)
    options = parser.parse_args(arguments)
    text.load_catalogues()
    try:
        code: int = options.run(options)
    except errors.RavandError as error:
        print(text.translate(options.lang, error.template(), **error.params), file=sys.stderr)
        return WRONG
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return WRONG
    return code


if __name__ == "__main__":
    sys.exit(main())
