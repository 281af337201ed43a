"""`ravand`: the commands of an operator and of programs; must not hold what a command does."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from engine import errors, text
from web.command_line import COMMANDS, given
from web.command_line.telling import refuse

#: Exit code of wrong use, unreadable input, and whatever else stands in the way; 0 and 1 are a command's own.
WRONG = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; words for people go to standard error."""
    meant = sys.argv[1:] if arguments is None else list(arguments)
    options = parser(meant).parse_args(meant)
    text.load_catalogues()
    try:
        code: int = options.run(options)
    except errors.RavandError as error:
        refuse(options.lang, error)
        return WRONG
    except BrokenPipeError:  # whoever reads has seen enough, as `head` has
        _tell_no_more()
        return 0
    except OSError as error:
        refuse(options.lang, given.not_opened(error))
        return WRONG
    return code


def _tell_no_more() -> None:
    """Let what is not told yet go nowhere, so that leaving raises nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of all commands, with the arguments of those that are named; imports no other command.

    `--lang` may stand before or after the command.
    """
    made = argparse.ArgumentParser(prog="ravand", description="Ravand, the workflow engine for public services.")
    _add_language(made, default="en")
    subparsers = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        one = subparsers.add_parser(name, help=command.sentence, description=command.sentence)
        if name in arguments:
            getattr(import_module(f"web.command_line.{command.module}"), command.add)(one)
        _add_language(one, default=argparse.SUPPRESS)  # what stood before the command holds unless it is said again
    return made


def _add_language(to: argparse.ArgumentParser, default: str) -> None:
    to.add_argument("--lang", choices=text.LANGUAGES, default=default, help="language of messages")


if __name__ == "__main__":
    sys.exit(main())
