"""Cases on paper: the real commands in a database of memory, answered from a file, on a clock moved by hand."""

from engine.behaviour.paper.answers import Answers, read
from engine.behaviour.paper.course import Course
from engine.behaviour.paper.house import build

__all__ = ["Answers", "Course", "build", "read"]
