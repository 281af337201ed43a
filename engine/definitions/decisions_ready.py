"""What is read from the DMN files of versions once and kept in memory; must not change versions or decide.

Versions are immutable, so nothing here ever grows stale; the least used ones are forgotten.
"""

from engine import decisions
from engine.context import Context
from engine.decisions import Model
from engine.definitions import decision_files, decision_versions, uploads
from engine.definitions.decision_versions import DecisionVersion
from engine.definitions.kept import Kept

_models = Kept()


def decisions_beside(ctx: Context, deployment_id: str) -> tuple[DecisionVersion, ...]:
    """Return the versions that the DMN files of a deployment stand for, also those that had come before."""
    files = uploads.files(ctx, deployment_id)
    found = (
        decision_versions.same_decision(ctx, drawn.key, decision_files.digest(name, files))
        for name, held in decision_files.of(files).items()
        for drawn in held.decisions
    )
    return tuple(one for one in found if one is not None)


def decision_model(ctx: Context, decision: DecisionVersion) -> Model:
    """Return the file of a decision, read, with the files that came beside it."""
    kept: Model = _models.get((ctx.actor.agency, decision.id), lambda: _model(ctx, decision))
    return kept


def _model(ctx: Context, decision: DecisionVersion) -> Model:
    files = uploads.files(ctx, decision.deployment_id)
    beside = decision_files.beside(decision.resource_name, files)
    return decisions.read(files[decision.resource_name], [files[name] for name in beside])
