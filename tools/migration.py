"""Writes the newest migration from the rooms' tables (`python -m tools.migration 0002 tables_of_time "…"`).

What it writes is read by somebody before it is committed; a test proves that the tables are the rooms' own.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import UpgradeOps

from engine import db
from engine.migrations import changing
from engine.migrations.tables import ALL
from tools.steps import ROOT

FOLDER = ROOT / "engine" / "migrations" / "versions"


def main() -> int:
    """Write the file of one serial id, which takes the place of an older draft of itself."""
    serial, name, sentence = sys.argv[1:]
    target = FOLDER / f"{serial}_{name}.py"
    target.unlink(missing_ok=True)
    target.write_text(_text(serial, sentence), encoding="utf-8")
    ruff = str(Path(sys.executable).parent / "ruff")
    for step in (["format"], ["check", "--fix"], ["format"]):
        subprocess.run([ruff, *step, "--quiet", str(target)], check=True)
    print(target.relative_to(ROOT))
    return 0


def _text(serial: str, sentence: str) -> str:
    before = f"{int(serial) - 1:04d}"
    with TemporaryDirectory() as folder:
        database = db.Database(f"sqlite:///{folder}/form.sqlite")
        command.upgrade(changing.config(database), before)
        with database.connect() as connection:
            options = {"render_as_batch": False, "target_metadata": db.metadata}
            found = MigrationContext.configure(connection, opts=options)
            script = produce_migrations(found, db.metadata)
        database.close()
    if not ALL or script.upgrade_ops is None or script.downgrade_ops is None:
        raise SystemExit("the rooms have no tables")
    head = f'"""{sentence}"""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n'
    marks = f'revision = "{serial}"\ndown_revision = "{before}"\nbranch_labels = None\ndepends_on = None\n\n\n'
    up, parts = _parts(script.upgrade_ops)
    calls = "\n".join(f"    {name}()" for name in up)
    down = _code(UpgradeOps(ops=script.downgrade_ops.ops))
    return (
        f'{head}{marks}def upgrade() -> None:\n    """Apply the change."""\n{calls}\n\n\n'
        f'def downgrade() -> None:\n    """Take the change back."""\n{down}\n{parts}'
    )


def _parts(made: UpgradeOps) -> tuple[list[str], str]:
    """Return one function per table, so that none is long."""
    by_table: dict[str, list[object]] = {}
    for one in made.ops:
        by_table.setdefault(f"_{one.table_name}", []).append(one)
    texts = [f"\n\ndef {name}() -> None:\n{_code(UpgradeOps(ops=ops))}\n" for name, ops in by_table.items()]
    return list(by_table), "".join(texts)


def _code(operations: UpgradeOps) -> str:
    code = render_python_code(operations, render_as_batch=False)
    lines = [line for line in code.splitlines() if not line.lstrip().startswith("# ###")]
    return "\n".join(line if line.startswith("    ") else f"    {line}" for line in lines if line.strip())


if __name__ == "__main__":
    sys.exit(main())
