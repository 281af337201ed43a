"""Data: objects, stores, associations, variables and expressions; must not evaluate them."""

from types import ModuleType

from engine.definitions.check.data import (
    call_contract,
    collection_mark,
    data_association,
    data_object,
    data_scope,
    data_sets,
    data_types,
    event_data,
    service_contract,
    sub_process_data,
    unwritten,
)

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (
    data_sets, data_association, data_types, data_scope, data_object, collection_mark, sub_process_data, event_data,
    call_contract, service_contract, unwritten,
)  # fmt: skip
