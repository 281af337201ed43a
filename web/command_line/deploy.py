"""`ravand deploy`: import files and publish them, or keep them as drafts; must not read diagrams itself."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from engine import db, definitions, execution, text
from engine.actor import system
from engine.config import Settings
from engine.context import reading, transaction
from engine.identity import agency_of_slug


def add(subparsers: Any) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser("deploy", help="import BPMN and form files together and publish them")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--draft", action="store_true", help="keep the versions as drafts")
    parser.add_argument("--agency", required=True, help="short name of the agency that owns the process")
    parser.add_argument("--name", default="", help="name of the deployment")
    parser.add_argument("--json", action="store_true", help="one JSON object per version")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import and publish in one transaction: 0 all published, 1 refused with findings (nothing is stored then)."""
    database = db.Database(Settings.from_environment().database())
    with reading(database, system("")) as ctx:
        agency = agency_of_slug(ctx, options.agency).id
    files = {file.name: file.read_bytes() for file in options.files}
    with transaction(database, system(agency)) as ctx:
        deployment = definitions.import_files(ctx, files, name=options.name or options.files[0].name, source="ravand")
        _tell(options, deployment.versions)
        if not options.draft:
            for version in deployment.versions:
                if version.state == definitions.DRAFT:
                    execution.publish(ctx, version.id)
    return 0


def _tell(options: argparse.Namespace, versions: tuple[definitions.Version, ...]) -> None:
    for version in versions:
        if options.json:
            print(json.dumps({"id": version.id, "key": version.key, "version": version.version}))
        for finding in version.findings:
            words = finding.message(options.lang)
            print(f"{finding.severity}: {finding.element or '-'}: {words}", file=sys.stderr)
        said = "“{name}”, version {version}, {count} findings."
        known = {"name": version.name, "version": version.version, "count": len(version.findings)}
        print(text.translate(options.lang, said, **known), file=sys.stderr)
