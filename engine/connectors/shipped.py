"""Which connectors an installation has: the simulated registry and HTTP with JSON; must not know their answers."""

from engine.connectors.guard import Guard
from engine.connectors.http_json import HttpJson
from engine.connectors.kinds import Connector
from engine.connectors.registry import SimulatedRegistry
from engine.db import Database


def shipped(database: Database, hosts: str, networks: str) -> tuple[Connector, ...]:
    """Return the connectors of an installation; both texts are settings as they were given."""
    return SimulatedRegistry(database), HttpJson(Guard.of(hosts, networks))
