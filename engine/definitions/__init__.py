"""What the processes of an agency are: immutable versions of diagrams and forms, checks and drawings; runs nothing.

What needs no database is there at once. What does (versions, uploads, programs) is imported when it is first asked for:
`ravand check` must not wait for SQLAlchemy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from engine.definitions import assume, check
from engine.definitions.check import Finding
from engine.definitions.check import decisions as decision_rules
from engine.definitions.drawing import Badge, Change, Marks, draw, sign
from engine.definitions.examining import LARGEST, examine
from engine.definitions.words import kind

if TYPE_CHECKING:
    from engine.definitions.decision_versions import (
        DECISION_SORTS,
        DecisionFilter,
        DecisionVersion,
        count_decisions,
        decision_keys,
        decision_version,
        decisions_listed,
        latest_decision,
        mark_decision_published,
        mark_decisions_retired,
        numbered_decision,
        pin,
        pinned,
        tagged_decision,
        versions_of_decision,
    )
    from engine.definitions.decisions_ready import decision_model, decisions_beside
    from engine.definitions.importing import import_files
    from engine.definitions.mending import Mending, mend_version
    from engine.definitions.ready import compared, diagram, form, opened, program, source, start_form
    from engine.definitions.repository import (
        DRAFT,
        PUBLISHED,
        RETIRED,
        SORTS,
        Filter,
        Version,
        count,
        latest,
        latest_published,
        listing,
        mark_published,
        mark_retired,
        version,
        versions,
    )
    from engine.definitions.uploads import (
        DEPLOYMENT_SORTS,
        Deployment,
        DeploymentFilter,
        Resource,
        content,
        count_deployments,
        deployment,
        deployments,
        files,
        resource,
        resources,
    )

#: Every rule that a finding may come from: what was assumed, and what was checked.
RULES = (*assume.RULES, *check.RULES, *decision_rules.RULES)

#: Which module of the room gives what is stored: it is asked in this order.
_STORED = ("importing", "ready", "repository", "uploads", "mending", "decision_versions", "decisions_ready")


def __getattr__(name: str) -> Any:
    """Return what this room says of stored versions; AttributeError for anything that it does not name."""
    if name in __all__:
        for module in _STORED:
            stored = import_module(f"{__name__}.{module}")
            if hasattr(stored, name):
                globals()[name] = getattr(stored, name)  # asked for once only
                return globals()[name]
    raise AttributeError(name)


__all__ = [
    "DECISION_SORTS",
    "DEPLOYMENT_SORTS",
    "DRAFT",
    "LARGEST",
    "PUBLISHED",
    "RETIRED",
    "RULES",
    "SORTS",
    "Badge",
    "Change",
    "DecisionFilter",
    "DecisionVersion",
    "Deployment",
    "DeploymentFilter",
    "Filter",
    "Finding",
    "Marks",
    "Mending",
    "Resource",
    "Version",
    "compared",
    "content",
    "count",
    "count_decisions",
    "count_deployments",
    "decision_keys",
    "decision_model",
    "decision_version",
    "decisions_beside",
    "decisions_listed",
    "deployment",
    "deployments",
    "diagram",
    "draw",
    "examine",
    "files",
    "form",
    "import_files",
    "kind",
    "latest",
    "latest_decision",
    "latest_published",
    "listing",
    "mark_decision_published",
    "mark_decisions_retired",
    "mark_published",
    "mark_retired",
    "mend_version",
    "newest",
    "numbered_decision",
    "opened",
    "pin",
    "pinned",
    "program",
    "resource",
    "resources",
    "sign",
    "source",
    "start_form",
    "tagged_decision",
    "version",
    "versions",
    "versions_of_decision",
]
