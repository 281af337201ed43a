"""Makes a fresh clone ready: virtual environment, locked packages, assets; must not repeat what is already done."""

import shutil
import subprocess
import sys

from tools import asset_files
from tools.steps import ROOT, fingerprint, is_done, mark_done, run, say, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LEAST = (3, 11)


def main(arguments: list[str]) -> None:
    """Prepare for running (`run`) or for developing and testing too (`dev`)."""
    if sys.version_info < LEAST:
        sys.exit(f"Ravand needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
    if arguments not in (["run"], ["dev"]):
        sys.exit("Say what to prepare: `python3 -m tools.prepare run` or `python3 -m tools.prepare dev`.")
    [lock] = arguments
    _environment()
    _packages(lock)
    _ravand_itself()
    if not asset_files.are_current():
        _assets()
    if lock == "dev":
        run([PYTHON, "-m", "tools.browser"])
        run([PYTHON, "-m", "tools.clients"])


def _environment() -> None:
    """Create .venv unless it works with this very Python."""
    stamp, wanted = VENV / ".ravand-python", fingerprint([sys.version, sys.base_prefix, str(ROOT)])
    if is_done(stamp, wanted) and PYTHON.exists():
        return
    with step(f"virtual environment with Python {sys.version.split()[0]} in .venv"):
        shutil.rmtree(VENV, ignore_errors=True)
        run([sys.executable, "-m", "venv", VENV])
    mark_done(stamp, wanted)


def _packages(lock: str) -> None:
    """Install the lock; every package is checked against its hash."""
    for name in (lock, "dev"):  # the developers' lock holds everything that the other one does
        if is_done(VENV / f".ravand-{name}", fingerprint([ROOT / "requirements" / f"{name}.txt"])):
            return
    path = ROOT / "requirements" / f"{lock}.txt"
    count = sum("==" in line for line in path.read_text().splitlines())
    with step(f"{count} locked packages of requirements/{lock}.txt"):
        _pip_install("--require-hashes", "--only-binary", ":all:", "-r", str(path), total=count)
    mark_done(VENV / f".ravand-{lock}", fingerprint([path]))


def _ravand_itself() -> None:
    stamp, wanted = VENV / ".ravand-itself", fingerprint([ROOT / "pyproject.toml"])
    if is_done(stamp, wanted):
        return
    with step("the `ravand` command"):
        _pip_install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    mark_done(stamp, wanted)


def _assets() -> None:
    """Build what browsers fetch; pages are usable without, so a failure is told and is no obstacle."""
    built = subprocess.run([PYTHON, "-m", "tools.assets"], cwd=ROOT, check=False)
    if built.returncode:
        say("  The assets could not be built; pages use the plain style sheet and the reader's own font.")


def _pip_install(*arguments: str, total: int = 0) -> None:
    """Run pip and show one line for every tenth package instead of its own hundreds."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--progress-bar", "off"]
    said: list[str] = []
    collected = 0
    with subprocess.Popen(
        [*pip, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            said.append(line)
            if line.startswith("Collecting "):
                collected += 1
                if collected % 10 == 0:
                    say(f"  {collected} of {total} fetched")
            elif line.startswith("Installing collected packages"):
                say("  unpacking")
    if process.returncode:
        sys.exit("".join(said[-20:]) + "pip could not install the packages; its last words are above.")


if __name__ == "__main__":
    main(sys.argv[1:])
