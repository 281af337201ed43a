"""Promises of password checks: right or wrong, strong enough, equally dear for everybody."""

from unittest.mock import patch

import argon2
import pytest

from engine import errors
from engine.identity import passwords


def test_the_right_password_fits_and_another_does_not():
    stored = passwords.hashed("گذرواژهٔ بلند من")

    assert passwords.fits("گذرواژهٔ بلند من", stored)
    assert not passwords.fits("گذرواژهٔ بلند تو", stored)


def test_the_same_password_is_never_stored_the_same_and_never_in_clear():
    one, other = passwords.hashed("correct horse battery"), passwords.hashed("correct horse battery")

    assert one != other
    assert one.startswith("$argon2id$")
    assert "correct" not in one


def test_for_nobody_the_same_hash_is_computed_and_nothing_fits():
    with patch.object(passwords, "_HASHER", wraps=passwords._HASHER) as hasher:
        assert not passwords.fits("nobody has this password", None)

    hasher.verify.assert_called_once_with(passwords._NOBODY, "nobody has this password")


def test_passwords_are_stored_at_the_cost_that_owasp_asks_for():
    hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

    assert not hasher.check_needs_rehash(passwords.hashed("correct horse battery"))
    assert not hasher.check_needs_rehash(passwords._NOBODY)


def test_a_damaged_hash_fits_nobody():
    assert not passwords.fits("whatever it may be", "not a hash")


@pytest.mark.parametrize("weak", ["", "short", "123456789", "clerk-clerk-clerk", "myCLERKpassword", "x" * 201])
def test_a_weak_password_is_refused(weak):
    with pytest.raises(errors.WeakPassword):
        passwords.check_strength(weak, "clerk")


def test_a_long_password_of_any_letters_is_accepted():
    passwords.check_strength("دیوار موش دارد", "clerk")
