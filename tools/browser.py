"""Which browser the tests drive: the machine's Chromium, or one out of npm; must not fetch when one is there."""

import io
import os
import shutil
import tarfile
from dataclasses import dataclass, field
from typing import Any

import brotli

from tools import node
from tools.steps import CACHE, ROOT, fingerprint, is_done, mark_done, say, step

FOLDER = ROOT / "tests" / "browser"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
PACKED = FOLDER / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = CACHE / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Browser:
    """A browser's program and the environment it needs."""

    program: str
    environment: dict[str, str] = field(default_factory=dict)

    def launch(self) -> dict[str, Any]:
        """Return the options by which Playwright starts it."""
        return {"executable_path": self.program, "env": {**os.environ, **self.environment}}


def find() -> Browser | None:
    """Find the browser: BROWSER_PATH, then PATH, then what `main` unpacked; None when there is none."""
    named = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, NAMES)), None)
    if named:
        return Browser(named)
    program = UNPACKED / "chromium"
    if not program.exists():
        return None
    libraries, fonts = UNPACKED / "al2023" / "lib", UNPACKED / "fonts" / "fonts"
    return Browser(str(program), {"LD_LIBRARY_PATH": str(libraries), "FONTCONFIG_PATH": str(fonts)})


def main() -> None:
    """Fetch the accessibility checker and, where no browser is found, Chromium."""
    system = os.environ.get("BROWSER_PATH") or any(map(shutil.which, NAMES))
    node.install(FOLDER, optional=not system)
    if not system:
        _unpack()
    found = find()
    say(f"· browser for the tests: {found.program if found else 'none; the browser tests will fail'}")


def _unpack() -> None:
    """Unpack npm's Chromium with its own libraries and fonts, so that a bare machine can run it."""
    stamp, wanted = UNPACKED / ".ravand", fingerprint([FOLDER / "package-lock.json"])
    if is_done(stamp, wanted):
        return
    with step("Chromium out of npm's @sparticuz/chromium"):
        shutil.rmtree(UNPACKED, ignore_errors=True)
        UNPACKED.mkdir(parents=True)
        program = UNPACKED / "chromium"
        program.write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
        program.chmod(0o755)
        for name in ("al2023", "fonts", "swiftshader"):
            packed = io.BytesIO(brotli.decompress((PACKED / f"{name}.tar.br").read_bytes()))
            with tarfile.open(fileobj=packed) as archive:
                archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Pythons before 3.11.4 have none
                archive.extractall(UNPACKED / name)  # noqa: S202 (the lock holds the archive's hash)
    mark_done(stamp, wanted)


if __name__ == "__main__":
    main()
