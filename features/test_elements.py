"""Every element of BPMN in every place: what docs/bpmn-support.md says, and nothing else, is promised here."""

from pytest_bdd import scenarios

scenarios("elements")
