"""Promise: a unit test that reaches for a database fails with an advice."""

import sqlite3

import psycopg
import pytest

from engine.db import Database

OPENINGS = [lambda: Database("sqlite://"), lambda: sqlite3.connect(""), lambda: psycopg.connect("")]


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_unit_test_that_opens_a_database_is_told_to_move(opening):
    with pytest.raises(AssertionError, match="tests/integration"):
        opening()
