"""The table of defaults says what the schema of BPMN 2.0 says."""

from pathlib import Path

import SpiffWorkflow
from lxml import etree

from engine.definitions.difference import defaults

XSD = "{http://www.w3.org/2001/XMLSchema}"
FOLDER = Path(SpiffWorkflow.__file__).parent / "bpmn" / "parser" / "schema"


def said():
    """(type, attribute, default) of every default in the schema."""
    for name in ("BPMN20.xsd", "Semantic.xsd"):
        for attribute in etree.parse(FOLDER / name).iter(f"{XSD}attribute"):
            if (value := attribute.get("default")) is not None:
                type_ = next(attribute.iterancestors(f"{XSD}complexType")).get("name")
                yield type_.removeprefix("t"), attribute.get("name"), value


def test_every_default_of_the_schema_is_known():
    wrong = [
        one
        for one in said()
        if not defaults.is_default(one[0][0].lower() + one[0][1:], one[1], defaults.spelt(one[1], one[2]))
    ]

    assert wrong == []
    assert len(list(said())) > 30


def test_yes_and_no_may_be_digits_and_numbers_may_not():
    assert defaults.spelt("isClosed", "1") == "true"
    assert defaults.spelt("isInterrupting", "0") == "false"
    assert defaults.spelt("startQuantity", "1") == "1"
