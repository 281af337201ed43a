"""Which files the built assets come from and go to; must not need more than the standard library."""

from pathlib import Path

from tools.steps import ROOT, fingerprint, is_done

WEB = ROOT / "web"
STATIC = WEB / "static"
DIST = STATIC / "dist"
STAMP = ".stamp"


def sources() -> list[Path]:
    """List our own files, those that others name (pictures) before those that name them (style sheets)."""
    found = [path for path in STATIC.glob("*") if path.is_file() and not path.name.startswith(".")]
    return sorted(found, key=lambda path: (path.suffix == ".css", path.name))


def inputs() -> list[Path]:
    """List everything that the result depends on."""
    return [ROOT / "tools" / "assets.py", WEB / "package-lock.json", *sources()]


def are_current() -> bool:
    """Whether the assets were built, fonts included, from what lies there now."""
    return is_done(DIST / STAMP, fingerprint(inputs()))
