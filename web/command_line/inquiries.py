"""How commands that work for others get who answers outside work, as the settings want it; must not run it."""

from engine import connectors
from engine.config import Settings
from engine.db import Database
from engine.execution.outside import CALLS, Inquirer


def inquirer(settings: Settings, database: Database, *, calls: int = CALLS) -> Inquirer:
    """Return who answers the inquiries of a database through the connectors that ship with the product."""
    shipped = connectors.shipped(database, settings.connector_hosts, settings.connector_networks)
    return Inquirer(database, shipped, calls=calls)
