"""One run of atheris, coverage-guided, in a process of its own; libFuzzer ends it at the first find."""

import sys

import atheris

with atheris.instrument_imports(include=["engine"]):
    from tools.fuzzing import mutations, seeds, target

from engine import text

_SEEDS = seeds.contents()


def _bred(data: bytes, _most: int, seed: int) -> bytes:
    return mutations.bred(data, seed, _SEEDS)


if __name__ == "__main__":
    text.load_catalogues()
    atheris.Setup(sys.argv, target.one, custom_mutator=_bred)
    atheris.Fuzz()
