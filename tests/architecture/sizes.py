"""How large files and functions are; the limits are the house's, the medians only tell."""

from collections.abc import Iterable
from statistics import median

from tests.architecture.reading import Source, functions_of

FILE_LINES, FUNCTION_LINES = 400, 50


def long_files(sources: Iterable[Source]) -> list[str]:
    """Find files over the limit."""
    return [f"{source.path}: {lines} lines" for source in sources if (lines := _lines(source)) > FILE_LINES]


def long_functions(sources: Iterable[Source]) -> list[str]:
    """Find functions over the limit, from `def` to their last line."""
    return [
        source.at(function, f"{function.name} has {length} lines")
        for source in sources
        for function in functions_of(source)
        if (length := _length(function)) > FUNCTION_LINES
    ]


def medians(sources: Iterable[Source]) -> str:
    """Tell the medians: about 100 lines a file and 9 a function are what the best codebases have."""
    files = [lines for source in sources if (lines := _lines(source)) > 1]
    functions = [_length(function) for source in sources for function in functions_of(source)]
    return (
        f"{len(files)} files, median {median(files):.0f} lines, longest {max(files)}; "
        f"{len(functions)} functions, median {median(functions):.0f} lines, longest {max(functions)}"
    )


def _lines(source: Source) -> int:
    return len(source.text.splitlines())


def _length(function) -> int:
    return function.end_lineno - function.lineno + 1
