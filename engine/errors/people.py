"""What can go wrong with accounts, passwords and names; must not know whose."""

from engine.errors.kinds import Conflict, Forbidden, Invalid, Unauthenticated


class WrongCredentials(Unauthenticated):
    """The user name or the password is wrong. Check both and try again."""


class WrongSetUpToken(Forbidden):
    """This is not the set-up token. Copy it from the lines that the server printed when it started."""


class WrongPassword(Invalid):
    """The present password is wrong. Type it again."""


class WeakPassword(Invalid):
    """A password has {least} to {most} characters and does not contain the user name. Choose another one."""


class PasswordsDiffer(Invalid):
    """The two new passwords are not the same. Type both again."""


class BadName(Invalid):
    """“{name}” cannot be used as a name. Write 1 to 200 characters that can be read."""


class BadUsername(BadName):
    """“{name}” cannot be a user name. Use 2 to 64 letters, digits, dots, hyphens or underscores."""


class BadTokenLife(Invalid):
    """A token lives 1 to {most} days. Choose a number between them."""


class UsernameTaken(Conflict):
    """The user name “{name}” is already in use. Choose another one."""


class UnknownRoles(Invalid):
    """These roles do not exist: {names}. Choose among the roles of the list."""


class LastAdmin(Conflict):
    """“{name}” is the last administrator of this agency. Make somebody else administrator first."""
