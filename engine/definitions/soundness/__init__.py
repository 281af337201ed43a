"""Answers whether the tokens of a process can get stuck, meet, or never arrive; pure, and must not run a case.

What each flaw means and on what it rests: docs/soundness.md.
"""

from engine.definitions.soundness.analysis import BOUND, Effort, examine, examine_scope
from engine.definitions.soundness.trouble import Kind, Trouble

__all__ = ["BOUND", "Effort", "Kind", "Trouble", "examine", "examine_scope"]
