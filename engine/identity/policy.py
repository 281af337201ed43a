"""Whether an actor may do something: the one place that decides; must not look into the database."""

from engine import errors
from engine.actor import Actor
from engine.identity.permissions import Permission, granted


def allowed(actor: Actor, permission: Permission) -> bool:
    """Tell whether one of the actor's roles has the permission."""
    return permission in granted(actor.roles)


def authorize(actor: Actor, permission: Permission, *, agency: str | None = None) -> None:
    """Raise Forbidden unless the actor has the permission.

    `agency` is the owner of what is touched. Queries already filter by the agency; where a caller has the owner at
    hand, another agency's thing answers as one that does not exist (NotFound).
    """
    if permission not in granted(actor.roles):
        raise errors.Forbidden(permission=permission.value)
    if agency is not None and agency != actor.agency:
        raise errors.NotFound(kind=permission.value.split(":")[1], id="")
