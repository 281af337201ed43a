"""A pytest plugin that renews docs/bpmn-support.md when every scenario of the elements was green; else it leaves it.

`python -m pytest -p tools.bpmn_support.renewing features/test_elements.py` is red where the page is not written.
"""

from collections import Counter
from collections.abc import Iterable

import pytest

from tools.bpmn_support import page, promises
from tools.bpmn_support.page import Unproved
from tools.bpmn_support.promises import KEPT, Promise


def pytest_configure(config: pytest.Config) -> None:
    """Begin to put down what scenarios keep."""
    config.pluginmanager.register(Ledger())


class Ledger:
    """Puts down what green scenarios have kept, and which tests were not green."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self.kept: Counter[tuple[str, str, str]] = Counter()
        self.broken: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the call of a test that passed; what failed or was left out anywhere proves nothing."""
        if report.outcome != "passed":
            self.broken.append(report.nodeid)
        elif report.when == "call":
            self.kept.update(tuple(promise) for name, promise in report.user_properties if name == KEPT)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the page, or end red and leave it as it was."""
        try:
            page.FILE.write_text(page.page(proved(promises.written(), self)), encoding="utf-8")
        except Unproved as problem:
            print(f"\ndocs/bpmn-support.md is not written. {problem}")
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def proved(written: Iterable[Promise], ledger: Ledger) -> list[Promise]:
    """Return the promises as they are if each was kept by a green scenario; raises Unproved."""
    made = list(written)
    if ledger.broken:
        raise Unproved(f"not green: {', '.join(ledger.broken)}")
    expected = Counter((one.element, one.place, one.outcome) for one in made)
    for one in (expected - ledger.kept) + (ledger.kept - expected):
        raise Unproved(f"promised and not kept, or kept and not promised: {', '.join(one)}")
    return made
