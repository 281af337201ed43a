"""What browsers fetch: hashed, compressed files in web/static/dist; must not be needed for the product to start."""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import brotli
from fontTools import subset

from tools import node
from tools.asset_files import DIST, STAMP, WEB, inputs, sources
from tools.steps import fingerprint, mark_done, say, step

FONTS = {"vazirmatn-400.woff2": "Vazirmatn-Regular.ttf", "vazirmatn-700.woff2": "Vazirmatn-Bold.ttf"}
#: What Persian text is written with, inside the `unicode-range` of ravand.css: letters (also Arabic Yeh, Kaf and Hamza
#: forms), vowel marks, digits, punctuation, joiners. Everything else comes from the reader's own fonts.
PERSIAN = (
    "«»،؛؟٪٫٬"
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچژکگھۀیەـ"
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
    "\u200c\u200d\u200e\u200f"
)
#: How letters join, marks sit and digits line up in tables; stylistic sets are left out.
JOINING = ["ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "rclt", "liga", "calt", "curs"]
FEATURES = [*JOINING, "kern", "mark", "mkmk", "tnum"]
#: A file named in a style sheet.
NAMED = re.compile(r"url\(\s*[\"']?([\w.-]+)[\"']?\s*\)")
TEXTS = {".css", ".js", ".svg", ".json", ".txt"}


def main(wanted: str) -> None:
    """Build for the inputs of that fingerprint; say so and go on where that is impossible."""
    shutil.rmtree(DIST, ignore_errors=True)
    with step("assets: style sheet and Persian font"):
        complete = _build()
    if complete:
        mark_done(DIST / STAMP, wanted)


def _build() -> bool:
    """Write web/static/dist; False when the font is missing and the next start should try again."""
    DIST.mkdir(parents=True)
    manifest: dict[str, str] = {}
    try:
        node.install(WEB)
        fonts = {name: _persian_only(_font(file)) for name, file in FONTS.items()}
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"  The Persian font could not be fetched ({error}).")
        say("  Pages use the reader's own font until it is there; the next start tries again.")
        fonts = {}
    for name, content in fonts.items():
        manifest[name] = _write(name, content)
    for source in sources():
        content = source.read_bytes()
        if source.suffix == ".css":
            if not set(NAMED.findall(content.decode())) <= set(manifest):
                continue  # it names a font that could not be fetched
            content = NAMED.sub(lambda found: f"url({manifest[found[1]]})", content.decode()).encode()
        manifest[source.name] = _write(source.name, content)
    (DIST / "manifest.json").write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
    (DIST / "THIRD_PARTY.txt").write_text(_third_party() if fonts else "Nothing of third parties is in this folder.\n")
    return bool(fonts)


def _font(file: str) -> Path:
    return WEB / "node_modules" / "vazirmatn" / "fonts" / "ttf" / file


def _persian_only(font: Path) -> bytes:
    """Reduce a font to what Persian text needs, as WOFF2 (about 13 KB)."""
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True)
    options.name_IDs = [0, 13]  # copyright and licence stay in the file
    loaded = subset.load_font(str(font), options)
    worker = subset.Subsetter(options)
    worker.populate(text=PERSIAN)
    worker.subset(loaded)
    out = BytesIO()
    subset.save_font(loaded, out, options)
    return out.getvalue()


def _write(name: str, content: bytes) -> str:
    """Write a file under a name that changes with its content, with compressed twins for texts; returns that name."""
    stem, _, suffix = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
    (DIST / hashed).write_bytes(content)
    if f".{suffix}" in TEXTS:
        (DIST / f"{hashed}.br").write_bytes(brotli.compress(content, quality=11))
        (DIST / f"{hashed}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return hashed


def _third_party() -> str:
    """Name what came from npm, with version and full licence."""
    lock = json.loads((WEB / "package-lock.json").read_text())
    parts = []
    for path, package in sorted(lock["packages"].items()):
        if not path:
            continue
        folder = WEB / path
        texts = [text.read_text() for text in sorted(folder.glob("*")) if re.match(r"(?i)licen[cs]e|ofl", text.name)]
        title = f"{path.rpartition('node_modules/')[2]} {package['version']} ({package.get('license', 'see below')})"
        parts.append("\n".join([title, "=" * len(title), *texts]))
    return "\n\n".join(parts)


if __name__ == "__main__":
    main(fingerprint(inputs()))
