"""What a file without coordinates looks like: our own layout as pictures; must not place anything itself."""

from engine.definitions.drawing.interchange import Known, Line, Picture, Shape, index, name_of, tag_of
from engine.definitions.drawing.layered import Sheet, lay_out
from engine.xml import Element


def pictures(root: Element, lang: str) -> tuple[Picture, ...]:
    """Return one picture for the pools of a file, and one for each process that is in no pool."""
    known = Known(index(root), lang)
    return tuple(_picture(sheet, known) for sheet in lay_out(root))


def _picture(sheet: Sheet, known: Known) -> Picture:
    plane = known.by_id.get(sheet.plane)
    name = (plane.get("name") or "") if plane is not None else ""
    shapes = [_shape(key, sheet, known) for key in sheet.boxes if key in known.by_id]
    lines = [_line(key, sheet, known) for key in sheet.lines if key in known.by_id]
    return Picture(name, sheet.plane, tuple(shapes), tuple(lines))


def _shape(key: str, sheet: Sheet, known: Known) -> Shape:
    element = known.by_id[key]
    label, opened = sheet.names.get(key), key in sheet.expanded
    return Shape(key, tag_of(element), name_of(element, known), sheet.boxes[key], label, element, element, opened)


def _line(key: str, sheet: Sheet, known: Known) -> Line:
    element = known.by_id[key]
    return Line(key, tag_of(element), name_of(element, known), sheet.lines[key], sheet.names.get(key), element)
