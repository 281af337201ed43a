"""The reference pages say exactly what the code says."""

import pytest

from tools import reference


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_a_reference_page_equals_its_catalogue(name: str) -> None:
    written = (reference.FOLDER / name).read_text(encoding="utf-8")
    assert written == reference.pages()[name], "run `make reference`"
