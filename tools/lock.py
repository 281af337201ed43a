"""Which exact packages are installed: renews every lock from pyproject.toml and package.json; must not install any."""

import subprocess
import sys

from tools import node
from tools.steps import ROOT, step

REQUIREMENTS = ROOT / "requirements"
#: What each lock holds: the running product with its set-up tools, everything for developers, Node.js from PyPI, the
#: clients that the REST dialect is tried with, what breeds drawings.
LOCKS = {
    "run.txt": ["pyproject.toml", "--group", "setup"],
    "dev.txt": ["pyproject.toml", "--group", "setup", "--group", "dev", "--constraint", "requirements/run.txt"],
    "node.txt": ["--group", "pyproject.toml:node"],
    "clients.txt": ["--group", "pyproject.toml:clients"],
    "fuzz.txt": ["--group", "pyproject.toml:fuzz"],
}
FOLDERS = [ROOT / "web", ROOT / "tests" / "browser", ROOT / "tests" / "clients"]
HEADER = "# Written by `make lock` from pyproject.toml; do not edit.\n"


def main(arguments: list[str]) -> None:
    """Renew all locks; with `--upgrade`, indirect dependencies move to their newest versions."""
    REQUIREMENTS.mkdir(exist_ok=True)
    for name, sources in LOCKS.items():
        with step(f"requirements/{name}"):
            _compile(name, [*sources, *arguments])
    for folder in FOLDERS:
        with step(f"{folder.relative_to(ROOT)}/package-lock.json"):
            node.npm(["install", "--package-lock-only"], folder)


def _compile(name: str, arguments: list[str]) -> None:
    target = REQUIREMENTS / name
    shape = ["--universal", "--python-version", "3.11", "--generate-hashes"]
    silent = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--quiet"]
    uv = [sys.executable, "-m", "uv", "pip", "compile", *shape, *silent]
    subprocess.run([*uv, *arguments, "--output-file", str(target)], cwd=ROOT, check=True)
    target.write_text(HEADER + target.read_text())


if __name__ == "__main__":
    main(sys.argv[1:])
