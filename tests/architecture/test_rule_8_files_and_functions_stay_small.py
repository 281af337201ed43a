"""Rule 8: no file over 400 lines and no function over 50; the medians are printed."""

import pytest

from tests.architecture import sizes
from tests.architecture.reading import house, report, sketch


@pytest.fixture(scope="module")
def everything():
    return house("engine", "web", kinds=(".py", ".html", ".css", ".js"))


def test_no_file_is_over_400_lines(everything):
    found = sizes.long_files(everything)

    assert not found, report(found)


def test_a_file_of_401_lines_is_noticed():
    assert sizes.long_files(sketch({"engine/a.py": "x = 1\n" * 400, "engine/b.py": "x = 1\n" * 401})) == [
        "engine/b.py: 401 lines"
    ]


def test_no_function_is_over_50_lines(sources):
    found = sizes.long_functions(sources)

    assert not found, report(found)


def test_a_function_of_51_lines_is_noticed():
    files = {
        "engine/a.py": "def fine():\n" + "    x = 1\n" * 49,
        "engine/b.py": "class A:\n  def long(self):\n" + "    x = 1\n" * 50,
    }

    assert sizes.long_functions(sketch(files)) == ["engine/b.py:2: long has 51 lines"]


def test_the_medians_are_told(sources, record_property):
    told = sizes.medians(sources)
    record_property("medians", told)
    print(told)
    assert "median" in told
