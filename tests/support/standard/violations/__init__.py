"""Known violations of BPMN 2.0.2: each breaks a valid model at one place, and names the section that it breaks.

A violation is a function of a model's tree and chance. It returns whether the model had a place for it.
"""

from tests.support.standard.violations import events, flows, gateways, more, parts, references
from tests.support.standard.violations.breaking import ALL

__all__ = ["ALL", "events", "flows", "gateways", "more", "parts", "references"]
