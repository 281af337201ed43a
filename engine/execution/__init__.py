"""What is happening: cases and the commands that move them; must not know pages, clients or how drawings are read."""

from engine.execution.activities import Activity, activities
from engine.execution.advance import Progress
from engine.execution.deciding import ask_decision, asked_decisions, publish_decisions, retire_decisions
from engine.execution.incidents import Incident, open_incidents
from engine.execution.instances import ACTIVE, CANCELLED, COMPLETED, SUSPENDED, Instance
from engine.execution.lifecycle import cancel_instance, resume, set_variables, suspend
from engine.execution.naming import case_of
from engine.execution.publishing import publish, retire
from engine.execution.queries import SORTS, Filter, cases, count, running
from engine.execution.record import case, check, entries, export, variables, variables_of, view, visible_variables
from engine.execution.starting import start_instance, start_latest, start_on
from engine.execution.tasks import assign, claim, complete_user_task, escalate, may_see, may_take, raise_error, unclaim

__all__ = [
    "ACTIVE",
    "CANCELLED",
    "COMPLETED",
    "SORTS",
    "SUSPENDED",
    "Activity",
    "Filter",
    "Incident",
    "Instance",
    "Progress",
    "activities",
    "ask_decision",
    "asked_decisions",
    "assign",
    "cancel_instance",
    "case",
    "case_of",
    "cases",
    "check",
    "claim",
    "complete_user_task",
    "count",
    "entries",
    "escalate",
    "export",
    "may_see",
    "may_take",
    "open_incidents",
    "publish",
    "publish_decisions",
    "raise_error",
    "resume",
    "retire",
    "retire_decisions",
    "running",
    "set_variables",
    "start_instance",
    "start_latest",
    "start_on",
    "suspend",
    "unclaim",
    "variables",
    "variables_of",
    "view",
    "visible_variables",
]
