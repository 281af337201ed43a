"""Rule `word-in-condition`: a word that a condition compares with stands in quotation marks; no words alone decide."""

import re
from collections.abc import Iterator
from typing import Final

from engine import errors, feel
from engine.definitions import form_sources
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.rule import Document, Finding, Found, Process, Rule, Surroundings
from engine.feel import nodes
from engine.spiff import Element
from engine.spiff.vocabulary import bpmn

RULE = Rule("word-in-condition", "error", SENTENCE, REMEDY)
_COMPARE: Final = 'Write what is compared, with the word in quotation marks, for example: decision = "{word}".'
_WORDS = Case("“{word}” can be no variable: the name of a variable is one word, without blanks.", _COMPARE)
_ANSWER = Case("“{word}” alone is an answer and no condition; nothing says what it answers.", _COMPARE)
_BARE = Case(
    "“{word}” is read as a variable here, and nothing in the process writes one of this name.",
    "If the word itself is meant, put it into quotation marks: {write}. If it is a variable, nothing needs to be done.",
    "warning",
)
_DATA = Case(
    "“{word}” names data of the drawing, but a case keeps its values under names of one word: this is never true.",
    "Write the name as one word here and where the value comes from, for example {write}.",
    "warning",
)
CASES = (_WORDS, _ANSWER, _BARE, _DATA)
_VARIABLE: Final = re.compile(r"[^\W\d]\w*")
#: Answers as people write them at the ways out of a question; none of them would be the name of a variable.
_ANSWERS: Final = frozenset({
    "yes", "no", "ja", "nein", "oui", "non", "si", "sí", "não", "sim", "ok", "nok", "else", "otherwise", "default",
    "sonst", "بله", "خیر", "آری", "نه", "بلی",
})  # fmt: skip


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each word that a condition takes for a variable and that cannot well be one."""
    for process in document.processes:
        flows = process.structure.flows.values()
        read = [(flow, expression) for flow in flows if (expression := _read(flow)) is not None]
        known: frozenset[str] | None = None
        for flow, expression in read:
            spaced = next((name for name in sorted(expression.names) if not _VARIABLE.fullmatch(name)), None)
            if spaced is not None:
                yield _spaced(process, flow, spaced)
                continue
            tree = expression.tree
            if isinstance(tree, nodes.Name):
                if tree.name.lower() in _ANSWERS:
                    yield _at(process, flow, _ANSWER, tree.name)
                continue
            for left, operator, word in _compared(tree):
                if known is None:
                    known = frozenset({*_written(process, surroundings), *_asked([found for _, found in read])})
                if word not in known:
                    yield _BARE.at(RULE, flow, word=word, write=f'{left} {operator} "{word}"')


def _read(flow: Element) -> feel.Expression | None:
    if flow.condition is None:
        return None
    try:
        return feel.parse(feel.translate(flow.condition, flow.language).source)
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return None  # the rule `expression` says so


def _spaced(process: Process, flow: Element, word: str) -> Finding:
    """Say that words are no variable; where they name data of the drawing, what is meant is clear."""
    if word in {" ".join(name.split()) for name in _data(process)}:
        return _DATA.at(RULE, flow, word=word, write="".join(found[0] for found in _VARIABLE.finditer(word)))
    return _at(process, flow, _WORDS, word)


def _at(process: Process, flow: Element, case: Case, word: str) -> Finding:
    source = process.structure.nodes.get(flow.source or "")
    asked = source is not None and source.type in {"exclusiveGateway", "inclusiveGateway"}
    change = {"change": "ask-which", "element": flow.source} if asked else None
    return case.at(RULE, flow, change=change, word=word)


def _parts(tree: nodes.Node) -> Iterator[nodes.Comparison]:
    """Give the comparisons that a condition joins by and, or."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, nodes.Logic):
            waiting.extend(reversed(part.operands))
        elif isinstance(part, nodes.Comparison):
            yield part


def _compared(tree: nodes.Node) -> Iterator[tuple[str, str, str]]:
    """Give (variable, operator, word) of comparisons of a variable with a bare word."""
    for part in _parts(tree):
        if part.operator in {"=", "!="} and isinstance(part.right, nodes.Name) and isinstance(part.left, nodes.Name):
            yield part.left.name, part.operator, part.right.name


def _asked(conditions: list[feel.Expression]) -> Iterator[str]:
    """Give the names that conditions ask about elsewhere than behind an equals sign."""
    for expression in conditions:
        compared = list(_compared(expression.tree))
        yield from expression.names - {word for _, _, word in compared}
        yield from (left for left, _, _ in compared)


def _written(process: Process, surroundings: Surroundings) -> Iterator[str]:
    """Give the names that something in the process writes, and every word of its scripts."""
    for source in process.forms.values():
        try:
            yield from (field.key for field in form_sources.load(source, surroundings.files).fields)
        except errors.FormNotUsable:
            continue  # the rule `form` says so
    for node in process.structure.nodes.values():
        several = node.multiple
        names = [node.result_variable, node.initiator]
        names += [several.item, several.index, several.output, several.collection] if several else []
        yield from (name for name in names if name)
        if node.handover is not None:
            yield from (name.partition(".")[0] for name, _ in (*node.handover.inputs, *node.handover.outputs))
            yield from _words(f"{node.handover.before} {node.handover.after}")
        yield from _words(node.script or "")
    yield from _data(process)


def _data(process: Process) -> Iterator[str]:
    """Give the names of the data that is drawn in a process."""
    drawn = process.element.iter(
        *map(bpmn, ("dataObject", "dataObjectReference", "dataInput", "dataOutput", "property"))
    )
    yield from (name for one in drawn for name in (one.get("name"), one.get("id")) if name)


def _words(script: str) -> Iterator[str]:
    return (found[0] for found in _VARIABLE.finditer(script))
