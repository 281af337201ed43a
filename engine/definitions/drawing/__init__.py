"""Draws BPMN diagrams as SVG from their own coordinates, with the marks of a case; must not store or judge them.

`draw` gives classes only: a page's stylesheet holds `RULES`, a file of its own embeds them.
"""

from engine.definitions.drawing import bounds, compose, homes, interchange, labels, layout, svg
from engine.definitions.drawing.geometry import Point
from engine.definitions.drawing.interchange import Picture
from engine.definitions.drawing.marks import NO_MARKS, Badge, Change, Marks, sign
from engine.definitions.drawing.style import ALONE, RULES
from engine.text import shortened, translate
from engine.xml import Element

__all__ = ["NO_MARKS", "RULES", "Badge", "Change", "Marks", "draw", "sign"]

_GAP = 24.0


def draw(
    root: Element,
    marks: Marks = NO_MARKS,
    *,
    lang: str = "fa",
    name: str = "",
    process: str = "",
    standalone: bool = False,
) -> str:
    """Return the diagrams of a file as one SVG, under each other; with `process`, only those that show that process.

    `root` is BPMN's `definitions`; `name` is read aloud as the name of the picture. A file without coordinates is
    laid out in columns and says so; of a huge one the beginning is drawn.
    """
    shown = _chosen(interchange.pictures(root, lang), root, process)
    notice = ""
    if not shown:
        shown = _chosen(layout.pictures(root, lang), root, process)
        notice = translate(lang, "This file holds no drawing of its own; its elements are shown in columns.")
    shown, count = bounds.bounded(shown)
    if count > bounds.LARGEST:
        notice = translate(
            lang, "Of {count} elements the first {most} are drawn here.", count=count, most=bounds.LARGEST
        )
    marks = homes.at_home(marks, shown, root)
    scene = compose.Scene(marks, lang, interchange.index(root))
    sheet = _stacked(shown, scene, notice)
    named = name or translate(lang, "Process diagram")
    return _sheet(sheet, named, "group" if marks.linked else "img", standalone=standalone)


def _chosen(pictures: tuple[Picture, ...], root: Element, process: str) -> tuple[Picture, ...]:
    if not process or len(pictures) == 1:
        return pictures
    inside = _parts(root, process)
    chosen = tuple(one for one in pictures if one.plane in inside or any(shape.id in inside for shape in one.shapes))
    return chosen or pictures


def _parts(root: Element, process: str) -> set[str]:
    """Return the ids of a process and of all that is in it."""
    found = next((one for one in root if interchange.tag_of(one) == "process" and one.get("id") == process), None)
    return set() if found is None else {key for one in found.iter() if (key := one.get("id"))}


def _stacked(shown: tuple[Picture, ...], scene: compose.Scene, notice: str) -> tuple[str, float, float]:
    parts, top, right = [], 0.0, 0.0
    for number, picture in enumerate(shown):
        caption = _caption(picture, scene) if number else notice
        if caption:
            parts.append(_line_of_text(caption, top))
            top, right = top + _GAP, max(right, labels.width(caption) + 40)
        body, reach = compose.paint(picture, scene)
        shift = f"translate({svg.number(-reach.x)} {svg.number(top - reach.y)})"
        parts.append(svg.tag("g", body, transform=shift))
        top, right = top + reach.h, max(right, reach.w)
    if not shown:
        parts.append(_line_of_text(notice, 0))
        top, right = _GAP, labels.width(notice) + 40
    return "".join(parts), right, top


def _caption(picture: Picture, scene: compose.Scene) -> str:
    shown = scene.known.get(picture.plane)
    return shortened(picture.name or ((shown.get("name") or "") if shown is not None else ""))


def _line_of_text(text: str, top: float) -> str:
    lines = labels.Lines((text,), labels.SIZE)
    width = lines.width + 14
    at = Point(width if labels.is_rtl(text) else 14, top + _GAP / 2)
    return svg.tag("g", labels.write(lines, at, anchor="start"), class_="caption")


def _sheet(content: tuple[str, float, float], name: str, role: str, *, standalone: bool) -> str:
    body, width, height = content
    style = svg.tag("style", (RULES + ALONE).replace("<", "").replace("&", "")) if standalone else ""
    return svg.tag(
        "svg",
        style,
        body,
        xmlns="http://www.w3.org/2000/svg",
        class_="diagram",
        viewBox=f"0 0 {svg.number(width)} {svg.number(height)}",
        width=width,
        height=height,
        role=role,
        aria_label=shortened(" ".join(name.split())),
    )
