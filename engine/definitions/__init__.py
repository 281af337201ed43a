"""What the processes of an agency are: immutable versions of diagrams and forms, checks and drawings; runs nothing."""

from engine.definitions import assume, check
from engine.definitions.check import Finding
from engine.definitions.drawing import Badge, Change, Marks, draw, sign
from engine.definitions.importing import LARGEST, examine, import_files
from engine.definitions.ready import diagram, form, program, source, start_form
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
from engine.definitions.words import kind

#: Every rule that a finding may come from: what was assumed, and what was checked.
RULES = (*assume.RULES, *check.RULES)

__all__ = [
    "DEPLOYMENT_SORTS",
    "DRAFT",
    "LARGEST",
    "PUBLISHED",
    "RETIRED",
    "RULES",
    "SORTS",
    "Badge",
    "Change",
    "Deployment",
    "DeploymentFilter",
    "Filter",
    "Finding",
    "Marks",
    "Resource",
    "Version",
    "content",
    "count",
    "count_deployments",
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
    "latest_published",
    "listing",
    "mark_published",
    "mark_retired",
    "program",
    "resource",
    "resources",
    "sign",
    "source",
    "start_form",
    "version",
    "versions",
]
