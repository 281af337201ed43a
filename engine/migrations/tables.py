"""Which tables the rooms of the house have, all of them; must not describe any."""

from engine import db
from engine.connectors import models as connectors
from engine.definitions import models as definitions
from engine.execution import models as execution
from engine.history import models as history
from engine.identity import models as identity
from engine.worklist import models as worklist

#: The rooms that own tables.
ROOMS = (connectors, definitions, execution, history, identity, worklist)

#: Every table, those that others refer to first.
ALL = db.metadata.sorted_tables
