"""What processes and elements are called in the reader's language, as their diagram says; translates nothing."""

from collections.abc import Mapping

from engine.context import Context
from engine.definitions import ready
from engine.definitions.words import NAME_EN
from engine.text import shortened, show_number
from engine.worklist import UserTask


class Names:
    """The English names of the versions that one page shows, each diagram looked at once; Persian readers need none."""

    def __init__(self, ctx: Context, lang: str) -> None:
        """Know nothing yet."""
        self._ctx, self._lang = ctx, lang
        self._found: dict[str, Mapping[str, str]] = {}

    def __call__(self, version_id: str, element: str, own: str) -> str:
        """Return what an element (or the process, by its key) is called, `own` where the diagram says nothing else."""
        own = shortened(own)
        if self._lang != "en":
            return own
        if version_id not in self._found:
            root = ready.opened(self._ctx, version_id).root
            self._found[version_id] = {
                str(one.get("id")): str(one.get(NAME_EN)) for one in root.iter() if one.get("id") and one.get(NAME_EN)
            }
        return shortened(self._found[version_id].get(element, own))

    def task(self, found: UserTask) -> str:
        """Return what a task is called; of several that are alike, with its number, counted from 1."""
        name = self(found.definition, found.element, found.name)
        return name if found.loop is None else f"{name} · {show_number(self._lang, found.loop + 1)}"
