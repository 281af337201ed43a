"""What can be wrong with a run on paper: its answers and its files; must not run anything."""

from engine.errors.kinds import Invalid


class AnswersUnreadable(Invalid):
    """The answers cannot be used: {reason}. Correct them; docs/run.md says what they may hold."""


class ProcessNotInFiles(Invalid):
    """There is no process “{name}” in these files. They have these: {names}."""


class NothingBegins(Invalid):
    """Nothing begins: each process of these files waits for a message, a signal or a date. Let the answers hold what begins it."""
