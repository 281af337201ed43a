"""One run of atheris, coverage-guided, in a process of its own; libFuzzer ends it at the first find that is new."""

import os
import sys

import atheris

with atheris.instrument_imports(include=["engine"]):
    from tools.fuzzing import faults, mutations, seeds

from engine import text

_SEEDS = seeds.contents()
_KNOWN = frozenset(os.environ.get("RAVAND_FUZZ_KNOWN", "").split("\n"))


def _bred(data: bytes, _most: int, seed: int) -> bytes:
    return mutations.bred(data, seed, _SEEDS)


def _one(data: bytes) -> None:
    try:
        faults.within_bounds(data)
    except Exception as problem:
        if faults.name(problem) not in _KNOWN:
            raise


if __name__ == "__main__":
    text.load_catalogues()
    atheris.Setup(sys.argv, _one, custom_mutator=_bred)
    atheris.Fuzz()
