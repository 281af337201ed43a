"""Which form belongs to which element and how it is loaded from the files beside the diagram; must not draw forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine import errors, forms
from engine.spiff.vocabulary import SAME_VOCABULARY, ZEEBE, clean, extensions, local
from engine.text import Text
from engine.xml import Element

_PREFIXES = ("camunda-forms:deployment:", "camunda-forms:", "deployment:", "embedded:deployment:")
_ENDINGS = ("", ".form.json", ".json", ".form")
#: Screens that only another product can show: its web pages, and the forms that Camunda 8 keeps inside a process.
_FOREIGN = re.compile(r"^(?:embedded:)?app:|^camunda-forms:bpmn:|://|\.(?:html?|jsf|xhtml|jsp|vm|ftl)$", re.IGNORECASE)
_SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
_ASKING = frozenset({"userTask", "startEvent", "task", "manualTask"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a form comes from: files by name, or fields written in the diagram."""

    schema: str = ""
    ui: str = ""
    inline: Element | None = None
    properties: tuple[Element, ...] = ()


def sources(process: Element) -> dict[str, Source]:
    """Return the form of each element of a process that has one, by the id of the element."""
    found = {}
    for element in process.iter():
        key = element.get("id")
        if key and local(element) in _ASKING and (source := _source(element)) is not None:
            found[key] = source
    return found


def is_foreign(key: str) -> bool:
    """Whether a form key names a screen of another product, which is not shown here: people get a plain form."""
    return _FOREIGN.search(key) is not None


def _source(element: Element) -> Source | None:
    inline = next((one for one in extensions(element) if str(one.tag).endswith("}formData") and len(one)), None)
    if inline is not None:
        return Source(inline=inline)
    asked = tuple(one for one in extensions(element) if str(one.tag).endswith("}formProperty"))
    if asked:
        return Source(properties=asked)
    named = _vendor(element, "formKey") or _vendor(element, "formRef") or _zeebe(element)
    if named:
        return None if is_foreign(named) else Source(schema=_bare(named))
    properties = _spiff_properties(element)
    if schema := properties.get("formJsonSchemaFilename"):
        return Source(schema=schema, ui=properties.get("formUiSchemaFilename", ""))
    return None


def _bare(name: str) -> str:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name


def _vendor(element: Element, name: str) -> str | None:
    return next((value for one in SAME_VOCABULARY if (value := clean(element.get(f"{{{one}}}{name}")))), None)


def _zeebe(element: Element) -> str | None:
    definition = next((one for one in extensions(element) if one.tag == f"{{{ZEEBE}}}formDefinition"), None)
    return None if definition is None else clean(definition.get("formKey")) or clean(definition.get("formId"))


def _spiff_properties(element: Element) -> dict[str, str]:
    return {
        one.get("name", ""): clean(one.get("value")) or ""
        for held in extensions(element)
        if held.tag == f"{_SPIFF}properties"
        for one in held
        if one.tag == f"{_SPIFF}property"
    }


def names(source: Source, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the names of the files that a form is made of, without those that are missing."""
    return tuple(found for wanted in (source.schema, source.ui) if wanted and (found := _found(wanted, files)))


def _found(wanted: str, files: Mapping[str, bytes]) -> str:
    return next((wanted + ending for ending in _ENDINGS if wanted + ending in files), "")


def load(source: Source, files: Mapping[str, bytes]) -> forms.Form:
    """Return the form; raises FormNotUsable, with the reason, also when a file is missing."""
    if source.inline is not None:
        return forms.from_camunda_form_data(source.inline)
    if source.properties:
        return forms.from_form_properties(source.properties)
    schema = _present(source.schema, files)
    return forms.from_bytes(schema, _present(source.ui, files) if source.ui else None)


def _present(wanted: str, files: Mapping[str, bytes]) -> bytes:
    name = _found(wanted, files)
    if not name:
        missing = Text("The form “{form}” is not among the files. Send it together with the drawing.", {"form": wanted})
        raise errors.FormNotUsable(fields={"": [missing]})
    return files[name]
