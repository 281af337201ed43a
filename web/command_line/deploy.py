"""`ravand deploy`: import files and publish them, or keep them as drafts; must not read diagrams itself."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from engine import definitions, errors, execution
from engine.actor import system
from engine.context import Context, reading, transaction
from engine.definitions import Version
from engine.definitions.report import said
from engine.identity import agency_of_slug
from web.command_line import given, opened
from web.command_line.telling import place, record, refuse, say


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--draft", action="store_true", help="keep the versions as drafts")
    parser.add_argument("--agency", required=True, metavar="SLUG", help="short name of the agency")
    parser.add_argument("--name", default="", help="name of the deployment")
    parser.add_argument("--json", action="store_true", help="one JSON object per version")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import and publish in one transaction: 0 all of it is stored, 1 refused with findings and nothing is stored."""
    largest = given.settings().max_upload
    files = given.files(options.files, largest)
    told: list[Version] = []
    with opened.database() as database:
        with reading(database, system("")) as ctx:
            agency = agency_of_slug(ctx, options.agency).id
        try:
            with transaction(database, system(agency)) as ctx:
                name = options.name or options.files[0].name
                made = definitions.import_files(
                    ctx, files, name=name, source="ravand", size=largest, executable_only=not options.draft
                )
                told = list(made.versions)
                if not options.draft:
                    told = _publish(ctx, made.versions)
        except errors.NotPublishable as error:
            _tell(options, told, stored=False)
            refuse(options.lang, error)
            return 1
    _tell(options, told, stored=True)
    return 0


def _publish(ctx: Context, versions: Sequence[Version]) -> list[Version]:
    """Return the versions as they are once published; a retired one stays so and is refused."""
    return [one if one.state == definitions.PUBLISHED else execution.publish(ctx, one.id) for one in versions]


def _tell(options: argparse.Namespace, versions: Sequence[Version], *, stored: bool) -> None:
    for one in versions:
        findings = [said(finding, options.lang) for finding in one.findings]
        for finding in findings:
            print(place(options.lang, one.resource_name, finding), file=sys.stderr)
        if options.json:
            known = {"file": one.resource_name, "key": one.key, "name": one.name, "version": one.version}
            record({**known, "id": one.id if stored else None, "state": one.state if stored else None,
                    "publishable": one.publishable, "findings": findings})  # fmt: skip
        sentence = "“{name}”, version {version}, {count} findings."
        say(options.lang, sentence, name=one.name, version=one.version, count=len(findings))
