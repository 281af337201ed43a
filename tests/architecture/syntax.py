"""What the syntax trees must not hold: each function returns the places that break its rule."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.reading import Source, functions_of, name_of

XML_DOOR = "engine/xml/"
COMMIT_DOOR = "engine/context.py"
#: Names of lxml.etree that turn bytes into a tree.
PARSERS = {"fromstring", "fromstringlist", "parse", "XML", "XMLID", "HTML", "iterparse", "XMLParser", "HTMLParser"}
PARSERS |= {"XMLPullParser", "HTMLPullParser", "ETCompatXMLParser", "XSLT", "XInclude"}
XML_PACKAGES = ("xml", "defusedxml", "html5lib", "bs4", "lxml.html", "lxml.objectify", "lxml.sax")
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "builtins.eval"}
DANGEROUS_PACKAGES = ("pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "code", "codeop", "jsonpickle")
TRANSACTION_WORDS = re.compile(r"\s*(BEGIN|COMMIT|END TRANSACTION|ROLLBACK|SAVEPOINT|RELEASE)\b")
#: A second sentence: a full stop, a space, a capital letter.
SECOND_SENTENCE = re.compile(r"[.!?] +[A-Z]")
ROOM_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|services|handlers?|processors?|common|misc)(_|$)")
CLASS_NAMES = re.compile(r"(Manager|Helper|Util|Utils|Handler|Processor|Data|Info)($|[A-Z0-9_])")


def xml_parsing(sources: Iterable[Source]) -> list[str]:
    """Find bytes turned into XML trees outside the one hardened door."""
    found = []
    for source in sources:
        if source.path.startswith(XML_DOOR):
            continue
        for node, name in source.imports:
            if name.startswith("xml.sax.saxutils."):
                continue  # it writes text, it reads nothing
            package = next((package for package in XML_PACKAGES if f"{name}.".startswith(f"{package}.")), None)
            if package or (name.startswith("lxml.etree.") and name.rpartition(".")[2] in PARSERS):
                found.append(source.at(node, f"imports {name}; ask engine.xml"))
        for node in source.nodes:
            if isinstance(node, ast.Attribute) and node.attr in PARSERS and name_of(node.value).endswith("etree"):
                found.append(source.at(node, f"uses {name_of(node)}; ask engine.xml"))
    return found


def relationships(sources: Iterable[Source]) -> list[str]:
    """Find SQLAlchemy relationships: rooms hand out frozen dataclasses, never rows that load others."""
    return [
        source.at(node, f"imports {name}")
        for source in sources
        for node, name in source.imports
        if name in {"sqlalchemy.orm", "sqlalchemy.ext.declarative"} or name.startswith("sqlalchemy.orm.")
    ]


def loose_dataclasses(sources: Iterable[Source]) -> list[str]:
    """Find dataclasses that a room's door names in `__all__` and that can be changed by whoever gets them."""
    by_path = {source.path: source for source in sources}
    found = []
    for path, source in by_path.items():
        if not re.fullmatch(r"engine/\w+/__init__\.py", path):
            continue
        public = set(_strings_of(source, "__all__"))
        room = [other for other in by_path.values() if other.path.startswith(path.removesuffix("__init__.py"))]
        for other in room:
            for node in other.nodes:
                if isinstance(node, ast.ClassDef) and node.name in public and _is_loose(node):
                    found.append(other.at(node, f"{node.name} leaves its room and is not frozen"))
    return found


def commits(sources: Iterable[Source]) -> list[str]:
    """Find transactions begun or ended outside `context.transaction`."""
    found = []
    for source in sources:
        if source.path == COMMIT_DOOR or source.path.startswith("engine/migrations/"):
            continue
        for node in source.nodes:
            if isinstance(node, ast.Call) and _ends_or_begins_a_transaction(node):
                found.append(source.at(node, f"calls {name_of(node.func)}(); only engine.context.transaction may"))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and TRANSACTION_WORDS.match(node.value):
                found.append(source.at(node, f"says {node.value.strip()[:20]}; only engine.context.transaction may"))
    return found


def dangers(sources: Iterable[Source]) -> list[str]:
    """Find what runs text as a program, or reads objects that may do so."""
    found = []
    for source in sources:
        for node, name in source.imports:
            if any(f"{name}.".startswith(f"{package}.") for package in DANGEROUS_PACKAGES):
                found.append(source.at(node, f"imports {name}"))
        for node in source.nodes:
            if not isinstance(node, ast.Call):
                continue
            if name_of(node.func) in DANGEROUS_CALLS:
                found.append(source.at(node, f"calls {name_of(node.func)}"))
            for keyword in node.keywords:
                if keyword.arg == "shell" and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value):
                    found.append(source.at(node, "passes shell="))
    return found


def inner_imports(sources: Iterable[Source]) -> list[str]:
    """Find imports inside functions: they hide that an order of rooms is wrong."""
    return sorted(
        {
            source.at(node, f"{function.name} imports inside itself")
            for source in sources
            for function in functions_of(source)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
    )


def unintroduced(sources: Iterable[Source]) -> list[str]:
    """Find modules that do not begin with one sentence on what they answer; paragraphs may follow it."""
    found = []
    for source in sources:
        first = " ".join((ast.get_docstring(source.tree) or "").split("\n\n")[0].split())
        if not first:
            found.append(source.at(source.tree, "has no docstring"))
        elif not first.endswith(".") or SECOND_SENTENCE.search(first):
            found.append(source.at(source.tree, f"does not begin with one sentence: {first}"))
    return found


def forbidden_names(sources: Iterable[Source]) -> list[str]:
    """Find rooms, files and classes named by nothing."""
    return list(_forbidden_names(sources))


def _forbidden_names(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for part in source.path.removesuffix(".py").split("/"):
            if ROOM_NAMES.search(part):
                yield source.at(source.tree, f"is named {part}; name it by what it answers")
        for node in source.nodes:
            if isinstance(node, ast.ClassDef) and CLASS_NAMES.search(node.name):
                yield source.at(node, f"class {node.name}; name it by what it is")


def _ends_or_begins_a_transaction(call: ast.Call) -> bool:
    """Whether a call is `x.commit()` or `x.begin()`: with arguments it begins something else, a case for instance."""
    if not isinstance(call.func, ast.Attribute):
        return False
    return call.func.attr in {"commit", "begin_nested"} or (call.func.attr == "begin" and not call.args)


def _strings_of(source: Source, name: str) -> list[str]:
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and any(name_of(target) == name for target in node.targets):
            return [part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant)]
    return []


def _is_loose(node: ast.ClassDef) -> bool:
    for decorator in node.decorator_list:
        if name_of(decorator).endswith("dataclass"):
            return True
        if isinstance(decorator, ast.Call) and name_of(decorator.func).endswith("dataclass"):
            frozen = [keyword.value for keyword in decorator.keywords if keyword.arg == "frozen"]
            return not (frozen and isinstance(frozen[0], ast.Constant) and frozen[0].value is True)
    return False
