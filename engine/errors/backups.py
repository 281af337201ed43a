"""What can be wrong with a backup or the place it is restored into; must not read either."""

from engine.errors.kinds import Conflict, Invalid


class BackupDamaged(Invalid):
    """The backup is damaged at “{entry}”. Nothing was restored; use another backup."""


class BackupNewer(Invalid):
    """The backup was written by a newer release (form {form}). Install that release first, then restore."""


class BackupExists(Conflict):
    """There is already something at “{file}”, and a backup overwrites nothing. Name a new file."""


class NotABackup(Invalid):
    """“{file}” is not a backup of Ravand. Choose a file that ravand backup wrote."""


class NotEmpty(Conflict):
    """The database already holds something (table {table}). Restore into an empty one."""
