"""Promises of what a new installation begins with, and of what becomes of the demonstration."""

import pytest

from engine import context, definitions, seed
from engine.actor import system
from engine.config import Settings
from engine.history import of_agency, verify
from engine.identity import accounts, agencies, first, groups, passwords

DEMO = Settings(demo=True)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda password: f"hash of {password}")


def everybody(database):
    with context.reading(database, system("")) as ctx:
        return {one.username: one for one in accounts.demo_people(ctx)}


def test_the_demonstration_has_two_agencies_with_the_people_of_the_issue(database):
    seed.people(database)

    people = everybody(database)
    first_office, second_office = read(database, agencies)
    assert {name for name, one in people.items() if one.agency == first_office.id} == {
        *("analyst", "clerk", "supervisor", "auditor", "admin", "citizen", "worker")
    }
    assert {name for name, one in people.items() if one.agency == second_office.id} == {"clerk2", "auditor2"}
    assert people["clerk2"].roles == {"clerk"}
    assert people["auditor2"].roles == {"auditor"}
    assert (first_office.called("fa"), first_office.called("en")) == ("ثبت احوال شیراز", "Shiraz Civil Registration")


def test_groups_stand_for_the_lanes_of_the_bundled_service(database):
    seed.people(database)

    people = everybody(database)
    with context.reading(database, system(people["clerk"].agency)) as ctx:
        assert {one.name: one.members for one in groups(ctx)} == {"والدین": 1, "ثبت احوال": 2, "مأمور ثبت": 1}


def test_seeding_again_changes_nothing(database):
    seed.people(database)
    before = counts(database)

    seed.people(database)

    assert counts(database) == before


def test_without_the_demonstration_its_people_are_disabled_and_with_it_they_come_back(database):
    seed.people(database)

    seed.seed(database, Settings())
    assert all(one.disabled for one in everybody(database).values())

    seed.people(database)
    assert not any(one.disabled for one in everybody(database).values())


def test_a_demonstration_that_would_be_served_to_others_does_not_begin(database):
    lines = seed.seed(database, Settings(demo=True, host="0.0.0.0"))

    assert everybody(database) == {}
    assert any("loopback" in line for line in lines)


def test_the_first_start_prints_a_token_and_each_start_another_until_it_is_used(database):
    [one], [other] = (seed.seed(database, Settings()) for _ in range(2))

    assert one != other
    token = other.rpartition(" ")[2]
    with context.transaction(database, system("")) as ctx:
        assert not first.fits(ctx, one.rpartition(" ")[2])
        assert first.fits(ctx, token)
        assert first.close(ctx)
        assert not first.close(ctx)
        assert not first.fits(ctx, token)
    assert seed.seed(database, Settings()) == []


def test_the_token_is_not_stored(database):
    [line] = seed.seed(database, Settings())

    with context.reading(database, system("")) as ctx:
        [stored] = ctx.db.connection.exec_driver_sql("SELECT sha256 FROM set_up").one()
    assert stored not in line
    assert line.rpartition(" ")[2] not in stored


def test_what_was_seeded_stands_in_a_record_that_verifies(database):
    seed.people(database)

    for office in read(database, agencies):
        with context.reading(database, system(office.id)) as ctx:
            entries = [one for one in of_agency(ctx, office.id, limit=1000) if one.chain == f"agency:{office.id}"]
        assert {"agency.created", "user.created", "group.created", "group.changed"} <= {one.type for one in entries}
        assert verify.chain(sorted(entries, key=lambda one: one.seq)).whole


def test_the_bundled_services_are_imported_once_the_paper_way_as_draft_and_the_new_way_published(database):
    seed.seed(database, DEMO)
    seed.seed(database, DEMO)

    clerk = everybody(database)["clerk"]
    with context.reading(database, system(clerk.agency)) as ctx:
        states = {one.version: one.state for one in definitions.versions(ctx, "birth-registration")}
    assert states == {1: definitions.DRAFT, 2: definitions.PUBLISHED}


def read(database, work):
    with context.reading(database, system("")) as ctx:
        return work(ctx)


def counts(database):
    with context.reading(database, system("")) as ctx:
        return [
            ctx.db.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("account", "agency", "group_", "membership", "event")
        ]
