"""Small drawings to mend, and how to look at what came of it; must not mend by itself."""

from pathlib import Path

from engine import xml
from engine.definitions import assume, graph
from engine.definitions.mend import mend

FILES = Path(__file__).parents[1]
BIRTH = (FILES / "files" / "birth.bpmn").read_bytes()
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- by hand -->\n<?tool keep="this"?>\n'
    '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" '
    "targetNamespace='urn:t' id=\"d\">\n"
)


def drawing(inner: str, drawn: str = "") -> bytes:
    """Return a file with a process that holds these lines, and a plane that holds those shapes."""
    plane = (
        '\n  <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI">'
        f'<di:BPMNPlane bpmnElement="p">{drawn}</di:BPMNPlane></di:BPMNDiagram>'
    )
    process = f'  <b:process id="p" isExecutable="true" x:kept="yes">\n{inner}\n  </b:process>'
    return f"{HEAD}{process}{plane if drawn else ''}\n</b:definitions>\n".encode()


def shape(of: str, x: int, y: int, w: int = 100, h: int = 80) -> str:
    """Return a shape of the diagram."""
    return f'<di:BPMNShape bpmnElement="{of}"><dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/></di:BPMNShape>'


def mended(data: bytes, change: str, /, **params: str) -> bytes:
    """Make one change."""
    return mend(data, [{"change": change, **params}]).data


def seen(data: bytes) -> graph.Graph:
    """Return what is drawn in a file, completed as always."""
    return graph.read(assume.complete(xml.parse(data)).root)
