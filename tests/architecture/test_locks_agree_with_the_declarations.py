"""The locks install exactly what is declared, checked by hash and from no particular address."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.reading import ROOT, report, sketch

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUN = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
DECLARED = {
    "run": RUN + GROUPS["setup"],
    "dev": RUN + GROUPS["setup"] + GROUPS["dev"],
    "node": GROUPS["node"],
    "clients": GROUPS["clients"],
    "fuzz": GROUPS["fuzz"],
}
NPM = ("web", "tests/browser")
#: Declared for what it brings along, not for an import of ours: PostgreSQL's driver is named in the address alone.
UNIMPORTED: set[str] = set()


def normal(name: str) -> str:
    """Write a distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines: list[str]) -> dict[str, str]:
    """Read `name[extra]==version` lines."""
    found = (re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.!+]+)", line) for line in lines)
    return {normal(one[1]): one[2] for one in found if one}


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", DECLARED)
def test_every_declared_dependency_is_pinned_and_locked_at_that_version(name):
    declared = pins(DECLARED[name])

    assert len(declared) == len(DECLARED[name]), "a declaration without `==`"
    assert declared.items() <= pins(lock(name).splitlines()).items(), "run `make lock`"


@pytest.mark.parametrize("name", DECLARED)
def test_every_locked_package_has_hashes(name):
    packages = re.split(r"\n(?=[\w-])", lock(name).partition("\n")[2])

    assert [package for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("name", DECLARED)
def test_locks_name_no_address(name):
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", lock(name))


def test_developers_run_what_is_shipped():
    assert pins(lock("run").splitlines()).items() <= pins(lock("dev").splitlines()).items()


@pytest.mark.parametrize("folder", NPM)
def test_npm_locks_agree_with_their_package_and_name_no_address(folder):
    package = json.loads((ROOT / folder / "package.json").read_text())
    text = (ROOT / folder / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    declared = {**package.get("dependencies", {}), **package.get("optionalDependencies", {})}

    assert {name: packages[f"node_modules/{name}"]["version"] for name in declared} == declared
    assert [path for path, one in packages.items() if path and "integrity" not in one] == []
    assert '"resolved"' not in text
    assert "://" not in text.replace('"url": "https://', "")  # homes of funding, not addresses of packages


def undeclared(sources) -> list[str]:
    """Find imports of packages that the running product does not declare: they are there only by luck."""
    distributions = packages_distributions()
    allowed = pins(RUN).keys() | {"werkzeug", "markupsafe"}  # Flask hands its own two through
    found = []
    for source in sources:
        for node, name in source.imports:
            top = name.split(".")[0]
            if top in sys.stdlib_module_names or top in {"engine", "web"}:
                continue
            if not {normal(one) for one in distributions.get(top, [top])} & allowed:
                found.append(source.at(node, f"imports {top}, which pyproject.toml does not declare"))
    return found


def test_the_product_imports_only_what_it_declares(sources):
    found = undeclared(sources)

    assert not found, report(found)


def test_an_import_of_something_undeclared_is_noticed():
    assert undeclared(sketch({"engine/feel/run.py": "import brotli"})) != []


def test_a_dependency_enters_with_the_first_code_that_imports_it(sources):
    distributions = packages_distributions()
    tops = {name.split(".")[0] for source in sources for _, name in source.imports}
    imported = {normal(one) for top in tops for one in distributions.get(top, [])}

    assert set(pins(RUN)) - imported - UNIMPORTED == set()


def test_the_lowest_python_is_said_once():
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert ast.literal_eval(re.search(r"LEAST = (\(.*\))", (ROOT / "tools/prepare.py").read_text())[1]) == (3, 11)
