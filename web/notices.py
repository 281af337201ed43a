"""What the next page says after a deed: the address carries a name, the words stand here; must not do anything."""

from collections.abc import Mapping
from typing import Any, Final

from flask import request

from engine.text import Text

#: Name in the address (`?done=`) → tone and words.
NOTICES: Final[Mapping[str, tuple[str, Text]]] = {
    "claimed": ("ok", Text("You have taken this task.")),
    "unclaimed": ("ok", Text("You gave the task back; your colleagues can take it now.")),
    "assigned": ("ok", Text("The task was handed over.")),
    "completed": ("ok", Text("Done. The case has gone on to its next step.")),
    "ended": ("ok", Text("Done. The case is completed.")),
    "next": ("ok", Text("Done. The case's next task is yours; here it is.")),
    "started": ("ok", Text("The case has begun.")),
    "uploaded": ("ok", Text("Stored as a draft.")),
    "published": ("ok", Text("Published. New cases begin on this version from now on.")),
    "retired": ("ok", Text("Retired. No new case begins on this version.")),
    "suspended": ("warn", Text("The case is suspended; nobody can work on it until it is resumed.")),
    "resumed": ("ok", Text("The case goes on.")),
    "cancelled": ("ok", Text("The case was ended early; its record stays.")),
    "retried": ("ok", Text("Tried again. The page shows how it went.")),
    "saved": ("ok", Text("Saved.")),
    "added": ("ok", Text("Added.")),
    "password": ("ok", Text("The new password holds from now on.")),
    "disabled": ("ok", Text("The account is closed; its sessions have ended.")),
    "enabled": ("ok", Text("The account is open again.")),
}


def flashes(lang: str) -> list[dict[str, Any]]:
    """Return the notice that the address asks for, if there is such a one."""
    found = NOTICES.get(request.args.get("done", ""))
    return [{"tone": found[0], "words": found[1].show(lang), "next": None}] if found else []
