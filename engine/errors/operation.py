"""What can stand in an operator's way: files, settings, the form of the database; must not open any of them."""

from engine.errors.kinds import Invalid, Unavailable


class FileNotOpened(Invalid):
    """The file “{file}” cannot be opened: {reason}. Check its name, its folder and your rights."""


class SettingUnreadable(Invalid):
    """A setting of the environment cannot be read: {reason}. Correct it; docs/reference/settings.md says what it may be."""


class DatabaseNotPrepared(Unavailable):
    """There is no database of this release ({form}) to work with. Check RAVAND_VAR and RAVAND_DATABASE_URL, or run ravand serve once: it prepares the database."""


class NothingToCheck(Invalid):
    """There is no BPMN drawing among these files and folders. Name at least one."""


class CheckBrokeOff(Invalid):
    """The check of this file broke off: {reason}. The other files were checked; please report this one."""
