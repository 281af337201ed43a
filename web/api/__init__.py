"""/api: what Camunda's dialect has no word for, described by OpenAPI 3.1; must not know pages or decide anything."""

from web.api import definitions, difference, document
from web.api.blueprint import api as blueprint

__all__ = ["blueprint", "definitions", "difference", "document"]
