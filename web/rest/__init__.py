"""/engine-rest: the Camunda 7 REST dialect for existing clients; must not know pages or invent nouns of its own."""

from web.rest import (
    decisions,
    definitions,
    deployments,
    executions,
    external_tasks,
    history,
    incidents,
    instances,
    jobs,
    logs,
    messages,
    operations,
    tasks,
    version,
    walks,
)
from web.rest.blueprint import rest as blueprint

__all__ = [
    "blueprint",
    "decisions",
    "definitions",
    "deployments",
    "executions",
    "external_tasks",
    "history",
    "incidents",
    "instances",
    "jobs",
    "logs",
    "messages",
    "operations",
    "tasks",
    "version",
    "walks",
]
