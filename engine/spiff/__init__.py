"""Answers how a case moves through its drawing, with SpiffWorkflow inside; must not know sessions, people or clocks."""

from engine.spiff.asking import Asked, Basis
from engine.spiff.moments import Changes, Made, Moment, StartWait, Step, Thrown, Wait, Waiting
from engine.spiff.program import Examined, Limits, Program, examine, load
from engine.spiff.reasons import INCIDENTS, REASONS, Incident, Problem, Remark, why
from engine.spiff.standing import is_paused, own, tokens
from engine.spiff.start_times import first_start, next_start
from engine.spiff.steps import (
    cancel,
    catches,
    complete,
    escalate,
    go_on,
    occur,
    raise_error,
    retry,
    start,
    stop,
    write,
)
from engine.spiff.structure import Element, Multiple, Structure, outline, process_ids

__all__ = [
    "INCIDENTS", "REASONS", "Asked", "Basis", "Changes", "Element", "Examined", "Incident", "Limits", "Made",
    "Moment", "Multiple", "Problem", "Program", "Remark", "StartWait", "Step", "Structure", "Thrown", "Wait",
    "Waiting", "cancel", "catches", "complete", "escalate", "examine", "first_start", "go_on",
    "is_paused", "load", "next_start", "occur", "outline", "own", "process_ids",
    "raise_error", "retry", "start", "stop", "tokens", "why", "write",
]  # fmt: skip
