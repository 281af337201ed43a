"""What can be wrong with a request for a decision; must not read or evaluate any."""

from engine.errors.kinds import Invalid


class NotDmn(Invalid):
    """This is XML but not a DMN file: its root is not “definitions” of DMN 1.2 to 1.5. Export it as DMN XML."""


class DecisionUnknown(Invalid):
    """There is no decision “{name}” in this file. It has these: {names}."""


class DecisionNotChosen(Invalid):
    """This file does not end in one decision. Name the decision you want; it has these: {names}."""


class DecisionTooDeep(Invalid):
    """Functions of this decision call each other too deeply. Let them end earlier, or go through a list instead."""


class InputUnreadable(Invalid):
    """The values in {file} cannot be read. Write them as one JSON object: {{"name": value, "second name": value}}."""


class DecisionNotSingle(Invalid):
    """The decision gave {count} values where one is wanted. Take its result as a list, or let one rule alone fit."""


class DecisionMissing(Invalid):
    """The decision “{name}” ({version}) is not there. Send its DMN file with the process, or publish it before."""


class DecisionNotPublishable(Invalid):
    """The decision “{name}” cannot be published: {count} findings in its DMN file must be mended first."""


class DecisionFailed(Invalid):
    """The decision “{name}” cannot be made: {reason}"""
