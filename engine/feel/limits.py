"""Answers how large and how long an expression may be; it must not count anything itself."""

from typing import Final

# The numbers are those of the house's reliability notes: a condition of a real service needs a hundredth of them.
MAX_SOURCE: Final = 4_096  # characters of an expression
MAX_NODES: Final = 500  # nodes of its tree
MAX_DEPTH: Final = 50  # nodes inside one another; keeps every recursion far from Python's own limit
MAX_CALL_LEVELS: Final = 300  # nodes inside one another in all functions that have called each other
MAX_FUEL: Final = 100_000  # one unit for each node run, each element produced and each ten characters produced
MAX_TEXT: Final = 65_536  # characters of one produced text
MAX_LIST: Final = 10_000  # elements of one produced list or entries of one produced context
MAX_PRODUCED: Final = 1_048_576  # characters and elements that one evaluation may produce altogether
MAX_VALUE_DEPTH: Final = 64  # lists and contexts inside one another in a value
MAX_REASONS: Final = 20  # reasons kept for nulls; the first ones tell the most
MAX_PATTERN: Final = 1_000  # characters of a regular expression
CHARACTERS_PER_FUEL: Final = 10
