"""Every scenario of this folder is a promise."""

from pytest_bdd import scenarios

scenarios("birth-registration", "product")
