"""The tests of the guarantees are proved: each goes red when its fault is seeded into the product."""

import re
from pathlib import Path

import pytest

from tests.faults.mother import Mother
from tests.faults.seeding import FAULTS, ROOT, Edit, Fault, FaultDoesNotFitError, faults
from tests.support.databases import LENT

#: The guarantees of design that are in force.
GUARANTEES = {"G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10"}


@pytest.fixture(scope="session")
def mother():
    """The one warm process that becomes each pytest with a fault."""
    with Mother() as warm:
        yield warm


@pytest.fixture
def run(mother: Mother, tmp_path: Path, request: pytest.FixtureRequest):
    """Return a function that runs tests with a seeded fault: which of them failed, and everything that pytest said."""

    def go(fault: Path, tests: tuple[str, ...]) -> tuple[set[str], str]:
        lent = {}
        if any("postgresql" in test for test in tests):
            lent[LENT] = str(request.getfixturevalue("postgresql").folder)
        mother.run(fault, tests, tmp_path / "said", **lent)
        said = (tmp_path / "said").read_text()
        return set(re.findall(r"^FAILED (\S+)", said, re.MULTILINE)), said

    return go


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_a_seeded_fault_is_noticed(fault, run):
    failed, said = run(FAULTS / f"{fault.name}.toml", fault.red)

    unmoved = [test for test in fault.red if not any(one.startswith(test) for one in failed)]
    assert not unmoved, f"“{fault.what}” is not noticed by {unmoved}:\n{said[-4000:]}"


def test_every_guarantee_has_a_seeded_fault():
    assert {fault.guarantee for fault in faults()} >= GUARANTEES


@pytest.fixture
def seeded(tmp_path: Path, run):
    """Return a function that writes a fault and a promise, and runs the one against the other."""

    def write(edit: Edit, promise: str) -> tuple[set[str], str]:
        fault, test = tmp_path / "g0_sample.toml", tmp_path / "test_promise.py"
        fault.write_text(
            f'guarantee = "G0"\nwhat = "a sample"\nred = []\n[[edit]]\n'
            f"file = '{edit.file}'\nold = '{edit.old}'\nnew = '{edit.new}'\n"
        )
        test.write_text(promise)
        return run(fault, (str(test),))

    return write


NUMBER = (
    "from engine.actor import system\n\ndef test_the_engine_acts_as_system():\n    assert system('a').id == 'system'\n"
)
CHILD = (
    "import subprocess, sys\n\ndef test_a_child_process():\n"
    "    program = 'from engine.actor import system; print(system(1).id)'\n"
    "    said = subprocess.check_output([sys.executable, '-c', program])\n"
    "    assert said.strip() == b'system'\n"
)
FAULT = Edit("engine/actor.py", 'Actor(id="system"', 'Actor(id="somebody"')


@pytest.mark.parametrize("promise", [NUMBER, CHILD])
def test_a_fault_reaches_the_test_and_the_processes_it_starts(seeded, promise):
    failed, said = seeded(FAULT, promise)

    assert len(failed) == 1, said


def test_the_warm_process_takes_nothing_of_one_fault_into_the_next(seeded):
    sound = Edit("engine/actor.py", 'Actor(id="system"', 'Actor( id="system"')

    assert len(seeded(FAULT, NUMBER)[0]) == 1
    failed, said = seeded(sound, NUMBER)
    assert (failed, "1 passed" in said) == (set(), True), said


def test_a_fault_changes_no_file():
    assert FAULT.new not in (ROOT / FAULT.file).read_text()


def test_a_fault_that_no_longer_fits_says_so(seeded):
    failed, said = seeded(Edit("engine/actor.py", "this stands nowhere", "x"), NUMBER)

    assert not failed
    assert "FaultDoesNotFit" in said


def test_an_edit_must_be_unambiguous():
    with pytest.raises(FaultDoesNotFitError):
        Edit("engine/actor.py", "a", "b").apply("a a")


def test_a_fault_file_is_read(tmp_path):
    (tmp_path / "g2_x.toml").write_text(
        'guarantee = "G2"\nwhat = "w"\nred = ["t"]\n[[edit]]\nfile = "engine/db.py"\nold = "a"\nnew = "b"\n'
    )

    assert Fault.read(tmp_path / "g2_x.toml") == Fault("g2_x", "G2", "w", (Edit("engine/db.py", "a", "b"),), ("t",))
