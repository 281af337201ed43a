"""Which `ravand` commands there are, one file each; must not know pages.

A command's module is imported when that command is given, and no other: who checks a file must not wait for the server.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command: the sentence that help shows, its module, and the module's function that adds its arguments."""

    sentence: str
    module: str
    add: str = "add"


COMMANDS = {
    "serve": Command("serve pages and the API (settings come from the environment)", "serve"),
    "worker": Command("run timers and other jobs until told to stop, beside or instead of the server", "worker"),
    "check": Command("tell what is in BPMN drawings and what is found in them; stores nothing", "check"),
    "diff": Command("tell what differs between two BPMN drawings; stores nothing", "diff"),
    "decide": Command("tell what a decision of a DMN file comes to and which rules fired; stores nothing", "decide"),
    "run": Command("run cases on paper, answered from a file, and tell what happens; stores nothing", "run"),
    "deploy": Command("import BPMN and form files together and publish them, all or nothing", "deploy"),
    "verify": Command("verify an exported record (JSON lines)", "verify"),
    "settings": Command("show every setting, its meaning and its value", "settings"),
    "backup": Command("write everything into one file while work goes on", "backup", "add_backup"),
    "restore": Command("restore a backup into an empty database and verify it", "backup", "add_restore"),
}
