"""Who should do what: user tasks, their holders and candidates, and the lists people work from."""

from engine.worklist.queries import SORTS, Filter, Urgency, count, inbox, tasks, urgency
from engine.worklist.tasks import (
    CANCELLED,
    COMPLETED,
    OPEN,
    OfCase,
    Opening,
    UserTask,
    close,
    hold,
    open_tasks,
    suspend,
    user_task,
    withdraw,
)

__all__ = [
    "CANCELLED",
    "COMPLETED",
    "OPEN",
    "SORTS",
    "Filter",
    "OfCase",
    "Opening",
    "Urgency",
    "UserTask",
    "close",
    "count",
    "hold",
    "inbox",
    "open_tasks",
    "suspend",
    "tasks",
    "urgency",
    "user_task",
    "withdraw",
]
