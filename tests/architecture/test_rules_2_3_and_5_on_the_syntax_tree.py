"""Rules 2, 3 and 5 and the house habits: what no file of the house may hold, each proved by a seeded violation."""

import pytest

from tests.architecture import syntax
from tests.architecture.reading import report, sketch


def test_only_the_xml_door_parses_xml_bytes(sources):
    found = syntax.xml_parsing(sources)

    assert not found, report(found)


@pytest.mark.parametrize(
    "text",
    [
        "from lxml import etree\netree.fromstring(b'')",
        "import lxml.etree\nlxml.etree.parse('file')",
        "from lxml.etree import XMLParser",
        "import xml.etree.ElementTree",
        "from xml.dom import minidom",
        "from lxml import html",
    ],
)
def test_another_xml_door_is_noticed(text):
    assert syntax.xml_parsing(sketch({"engine/definitions/reading.py": text}))
    assert not syntax.xml_parsing(sketch({"engine/xml/door.py": text}))


def test_walking_a_parsed_tree_is_no_second_door():
    text = "from lxml import etree\netree.QName(node)\netree.SubElement(node, 'a')"

    assert not syntax.xml_parsing(sketch({"engine/spiff/parser.py": text}))


def test_there_are_no_relationships(sources):
    found = syntax.relationships(sources)

    assert not found, report(found)


def test_a_relationship_is_noticed():
    assert syntax.relationships(sketch({"engine/worklist/models.py": "from sqlalchemy.orm import relationship"}))


def test_rooms_hand_out_frozen_dataclasses(sources):
    found = syntax.loose_dataclasses(sources)

    assert not found, report(found)


@pytest.mark.parametrize("decorator", ["@dataclass", "@dataclass(slots=True)", "@dataclasses.dataclass(frozen=False)"])
def test_a_dataclass_that_can_be_changed_outside_is_noticed(decorator):
    files = {
        "engine/worklist/__init__.py": "from engine.worklist.tasks import Task\n__all__ = ['Task']",
        "engine/worklist/tasks.py": f"{decorator}\nclass Task: ...",
    }
    assert syntax.loose_dataclasses(sketch(files))


def test_only_the_context_begins_and_commits(sources):
    found = syntax.commits(sources)

    assert not found, report(found)


@pytest.mark.parametrize(
    "text", ["session.commit()", "with engine.begin(): ...", "cursor.execute('COMMIT')", "run('BEGIN IMMEDIATE')"]
)
def test_a_second_commit_is_noticed(text):
    assert syntax.commits(sketch({"engine/worklist/claims.py": text}))
    assert not syntax.commits(sketch({"engine/context.py": text}))


def test_nothing_runs_text_as_a_program(sources):
    found = syntax.dangers(sources)

    assert not found, report(found)


@pytest.mark.parametrize(
    "text",
    [
        "eval('1')",
        "exec(text)",
        "compile(text, '', 'exec')",
        "import pickle",
        "from marshal import loads",
        "subprocess.run('ls', shell=True)",
        "subprocess.run('ls', shell=wanted)",
        "yaml.load(text)",
        "os.system('ls')",
    ],
)
def test_a_danger_is_noticed(text):
    assert syntax.dangers(sketch({"engine/feel/run.py": text}))


@pytest.mark.parametrize("text", ["re.compile('a')", "statement.compile(dialect)", "run(shell=False)", "'eval(1)'"])
def test_what_only_looks_dangerous_is_left_in_peace(text):
    assert not syntax.dangers(sketch({"engine/feel/run.py": text}))


def test_no_function_imports_inside_itself(sources):
    found = syntax.inner_imports(sources)

    assert not found, report(found)


def test_an_import_inside_a_function_is_noticed():
    assert syntax.inner_imports(sketch({"engine/db.py": "def load():\n    from engine import context"}))


def test_every_module_begins_with_one_sentence_on_what_it_answers(sources):
    found = syntax.unintroduced(sources)

    assert not found, report(found)


@pytest.mark.parametrize("text", ["", '"""Tasks"""', '"""Does this. And does that."""', "'no docstring' + ''"])
def test_a_module_without_its_sentence_is_noticed(text):
    assert syntax.unintroduced(sketch({"engine/worklist/tasks.py": text}))


def test_rooms_files_and_classes_are_named_by_what_they_are(sources):
    found = syntax.forbidden_names(sources)

    assert not found, report(found)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("engine/utils.py", ""),
        ("engine/helpers/dates.py", ""),
        ("web/services/tasks.py", ""),
        ("engine/worklist/tasks.py", "class TaskManager: ..."),
        ("engine/worklist/tasks.py", "class UserInfo: ..."),
    ],
)
def test_a_name_that_says_nothing_is_noticed(path, text):
    assert syntax.forbidden_names(sketch({path: text}))
