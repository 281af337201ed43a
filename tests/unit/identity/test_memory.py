"""Promises of what a process remembers: bound to the account's epoch, ended by time, useless to a thief."""

from datetime import UTC, datetime, timedelta

from engine.actor import Actor
from engine.identity.credentials import Standing
from engine.identity.memory import Bounded, Recognised

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
STANDING = Standing("a1", 1, demo=False)
CLERK = Actor(id="a1", username="clerk", name="Clerk", agency="a", channel="api")


def test_a_verified_password_is_remembered_for_five_minutes():
    memory = Recognised()
    memory.verified("clerk\0secret", STANDING, NOW)

    assert memory.account_of("clerk\0secret", NOW + timedelta(seconds=299)) == STANDING
    assert memory.account_of("clerk\0secret", NOW + timedelta(minutes=5)) is None
    assert memory.account_of("clerk\0other", NOW) is None


def test_memory_holds_no_password():
    memory = Recognised()
    memory.verified("clerk\0very secret words", STANDING, NOW)

    assert "very secret" not in repr(vars(memory._passwords))
    assert all(isinstance(key, bytes) and len(key) == 64 for key in memory._passwords._kept)


def test_two_processes_remember_under_different_keys():
    assert Recognised()._sealed("clerk\0x") != Recognised()._sealed("clerk\0x")


def test_an_actor_is_not_remembered_under_another_epoch_or_door_nor_for_long():
    memory = Recognised()
    memory.remember(STANDING, CLERK, NOW)

    assert memory.actor(STANDING, "api", NOW) is CLERK
    assert memory.actor(Standing("a1", 2, demo=False), "api", NOW) is None
    assert memory.actor(STANDING, "page", NOW) is None
    assert memory.actor(STANDING, "api", NOW + timedelta(seconds=30)) is None


def test_the_eldest_is_forgotten_when_memory_is_full():
    kept = Bounded(2)
    for number in range(3):
        kept.put(number, number)

    assert [kept.get(number) for number in range(3)] == [None, 1, 2]
