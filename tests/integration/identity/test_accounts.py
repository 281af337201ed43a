"""Promises of the commands about people, groups and tokens: allowed, done, recorded, inside one's own agency."""

import pytest

from engine import context, errors, seed
from engine.actor import system
from engine.db import load
from engine.execution import accounts as commands
from engine.history import of_agency
from engine.identity import accounts, directory, groups, membership, passwords, permissions, tokens


@pytest.fixture
def office(database, monkeypatch):
    """Return a function that runs something as a demonstration person in one transaction."""
    monkeypatch.setattr(passwords, "hashed", lambda password: f"hash of {password}")
    seed.people(database)

    def run(username, work):
        with context.reading(database, system("")) as ctx:
            who = next(one for one in accounts.demo_people(ctx) if one.username == username)
        with context.transaction(database, who.acting("page")) as ctx:
            return work(ctx)

    return run


def hire(ctx, username="new", roles=("clerk",), in_groups=()):
    return commands.create_user(
        ctx, username=username, name="Somebody New", password_hash="x", roles=roles, groups=in_groups
    )


def told(office, *types, who="admin"):
    return office(who, lambda ctx: [load(entry.facts) for entry in of_agency(ctx, ctx.actor.agency, types=types)])


def test_an_administrator_hires_somebody_into_a_group_and_it_is_recorded(office):
    person = office("admin", lambda ctx: hire(ctx, in_groups=["ثبتاحوال"]))

    assert (person.username, person.roles, person.groups) == ("new", frozenset({"clerk"}), frozenset({"ثبتاحوال"}))
    assert told(office, "user.created")[0] == {"user": person.id, "roles": ["clerk"]}
    assert told(office, "group.changed")[0] == {"group": "ثبتاحوال", "added": [person.id]}


@pytest.mark.parametrize("role", sorted(set(permissions.ASSIGNABLE) - {"admin"}))
def test_nobody_but_an_administrator_changes_people_or_groups(office, role):
    who = {"clerk": "clerk", "auditor": "auditor"}.get(role, role)
    victim = office("admin", lambda ctx: directory.person(ctx, "citizen"))
    deeds = [
        hire,
        lambda ctx: commands.change_user(ctx, victim.id, roles={"admin"}),
        lambda ctx: commands.reset_password(ctx, victim.id, "x"),
        lambda ctx: commands.create_group(ctx, "x"),
        lambda ctx: commands.change_members(ctx, "ثبتاحوال", []),
    ]
    for deed in deeds:
        with pytest.raises(errors.Forbidden):
            office(who, deed)


def test_a_user_name_is_one_however_it_is_typed_and_belongs_to_one_person(office):
    office("admin", lambda ctx: hire(ctx, "Ali.Rezaei"))

    for same in ("ali.rezaei", "ALI.REZAEI", " ali.rezaei "):
        with pytest.raises(errors.UsernameTaken):
            office("admin", lambda ctx, same=same: hire(ctx, same))


@pytest.mark.parametrize("bad", ["", "x", "a b", "a:b", "a/b", "<b>", "x" * 65, "\u202eabc def"])
def test_a_user_name_without_sense_is_refused(office, bad):
    with pytest.raises(errors.BadUsername):
        office("admin", lambda ctx: hire(ctx, bad))


def test_a_role_or_group_that_does_not_exist_is_refused_and_nobody_is_hired(office):
    with pytest.raises(errors.UnknownRoles):
        office("admin", lambda ctx: hire(ctx, roles={"root"}))
    with pytest.raises(errors.UnknownRoles):
        office("admin", lambda ctx: hire(ctx, roles={"system"}))
    with pytest.raises(errors.NotFound):
        office("admin", lambda ctx: hire(ctx, in_groups=["nogroup"]))
    with pytest.raises(errors.UnknownPerson):
        office("admin", lambda ctx: directory.person(ctx, "new"))


def test_changes_are_recorded_before_and_after_and_a_change_of_nothing_is_not(office):
    clerk = office("admin", lambda ctx: directory.person(ctx, "clerk"))

    office("admin", lambda ctx: commands.change_user(ctx, clerk.id, name="نام تازه", roles={"clerk", "auditor"}))
    office("admin", lambda ctx: commands.change_user(ctx, clerk.id, name="نام تازه", roles={"auditor", "clerk"}))

    changed = told(office, "user.changed")
    assert sorted(one["changed"][0] for one in changed) == ["name", "roles"]
    assert office("admin", lambda ctx: directory.person(ctx, "clerk")).name == "نام تازه"


def test_names_stand_in_the_erasable_part_of_the_record_alone(office):
    office("admin", lambda ctx: hire(ctx, "zohreh"))

    entries = office("admin", lambda ctx: of_agency(ctx, ctx.actor.agency))
    assert not any("zohreh" in one.facts or "Somebody" in one.facts for one in entries)
    assert any("zohreh" in (one.payload or "") for one in entries)


def test_every_change_that_matters_gives_a_new_epoch(office):
    def epoch():
        return office("admin", lambda ctx: directory.person(ctx, "clerk")).epoch

    clerk, seen = office("admin", lambda ctx: directory.person(ctx, "clerk")).id, [epoch()]
    for change in (
        lambda ctx: commands.change_user(ctx, clerk, roles={"auditor"}),
        lambda ctx: commands.change_user(ctx, clerk, groups=[]),
        lambda ctx: commands.change_user(ctx, clerk, name="Another"),
        lambda ctx: commands.reset_password(ctx, clerk, "x"),
        lambda ctx: commands.change_members(ctx, "مامورثبت", [clerk]),
        lambda ctx: commands.change_user(ctx, clerk, disabled=True),
    ):
        office("admin", change)
        seen.append(epoch())

    assert seen == sorted(set(seen))


def test_the_last_administrator_can_neither_be_disabled_nor_lose_the_role(office):
    me = office("admin", lambda ctx: ctx.actor.id)
    for change in ({"roles": {"clerk"}}, {"disabled": True}):
        with pytest.raises(errors.LastAdmin):
            office("admin", lambda ctx, change=change: commands.change_user(ctx, me, **change))

    office("admin", lambda ctx: hire(ctx, "deputy", roles={"admin"}))
    office("admin", lambda ctx: commands.change_user(ctx, me, roles={"clerk"}))


def test_the_other_agencys_people_and_groups_do_not_exist(office):
    stranger, clerk = (office(name, lambda ctx: ctx.actor.id) for name in ("auditor2", "clerk"))

    with pytest.raises(errors.NotFound):
        office("admin", lambda ctx: commands.change_user(ctx, stranger, name="x"))
    with pytest.raises(errors.NotFound):
        office("admin", lambda ctx: commands.reset_password(ctx, stranger, "x"))
    with pytest.raises(errors.NotFound):
        office("admin", lambda ctx: commands.change_members(ctx, "ثبتاحوال", [stranger]))
    with pytest.raises(errors.UnknownPerson):
        office("clerk2", lambda ctx: directory.person(ctx, "clerk"))
    assert office("clerk2", lambda ctx: directory.names(ctx, [clerk])) == {}
    assert [one.username for one in office("clerk2", directory.people)] == ["auditor2", "clerk2"]
    assert [one.name for one in office("clerk2", groups)] == ["ثبت احوال"]


def test_people_are_found_by_any_part_of_their_names_and_sorted_as_a_dictionary_does(office):
    def found(search="", role=""):
        return [one.username for one in office("admin", lambda ctx: directory.people(ctx, search=search, role=role))]

    assert found() == ["worker", "auditor", "clerk", "citizen", "admin", "supervisor", "analyst"]
    assert found("كريمي") == ["clerk"]
    assert found("SUPER") == ["supervisor"]
    assert found("%") == found()
    assert found(role="auditor") == ["auditor"]


def test_names_are_known_by_id_and_by_user_name_and_unknown_ones_are_left_out(office):
    clerk = office("clerk", lambda ctx: ctx.actor.id)

    assert office("auditor", lambda ctx: directory.names(ctx, [clerk, "nobody"])) == {clerk: "رضا کریمی"}
    assert office("auditor", lambda ctx: directory.usernames(ctx, [clerk])) == {clerk: "clerk"}
    assert office("auditor", lambda ctx: directory.names_of_usernames(ctx, ["clerk", "x"])) == {"clerk": "رضا کریمی"}
    assert office("auditor", lambda ctx: directory.name_of(ctx, "clerk")) == "رضا کریمی"
    assert office("auditor", lambda ctx: directory.name_of(ctx, "nobody")) == "nobody"


def test_a_lane_of_the_same_normalised_name_finds_its_group_and_a_new_one_makes_it(office):
    assert office("analyst", lambda ctx: commands.ensure_group(ctx, " ثبت‌احوال ")) == "ثبتاحوال"
    assert told(office, "group.created").count({"group": "ثبتاحوال"}) == 1

    key = office("analyst", lambda ctx: commands.ensure_group(ctx, "بایگانی راکد"))

    assert told(office, "group.created")[0] == {"group": key}
    assert office("admin", lambda ctx: membership.group(ctx, key)).name == "بایگانی راکد"
    with pytest.raises(errors.BadName):
        office("analyst", lambda ctx: commands.ensure_group(ctx, " \u200c "))


def test_members_of_a_group_are_exactly_those_chosen(office):
    ids = {name: office(name, lambda ctx: ctx.actor.id) for name in ("clerk", "supervisor", "citizen")}

    office("admin", lambda ctx: commands.change_members(ctx, "ثبتاحوال", [ids["citizen"], ids["clerk"]]))

    assert set(office("admin", lambda ctx: membership.members(ctx, "ثبتاحوال"))) == {ids["citizen"], ids["clerk"]}
    changed = told(office, "group.changed")[:2]
    assert {"group": "ثبتاحوال", "removed": [ids["supervisor"]]} in changed
    assert {"group": "ثبتاحوال", "added": [ids["citizen"]]} in changed


def test_a_token_is_shown_once_and_withdrawn_by_its_owner_alone(office):
    secret = office("clerk", lambda ctx: commands.issue_token(ctx, "worker", 30))
    [mine] = office("clerk", lambda ctx: tokens.tokens(ctx, ctx.actor.id))
    assert secret.startswith("rvd_")
    assert mine.label == "worker"
    with pytest.raises(errors.NotFound):
        office("supervisor", lambda ctx: commands.revoke_token(ctx, mine.id))
    with pytest.raises(errors.Forbidden):
        office("citizen", lambda ctx: commands.issue_token(ctx, "worker", 30))

    office("clerk", lambda ctx: commands.revoke_token(ctx, mine.id))

    assert office("clerk", lambda ctx: tokens.tokens(ctx, ctx.actor.id)) == []
    assert [one["token"] for one in told(office, "token.revoked", "token.issued")] == [mine.id, mine.id]


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_lives_between_a_day_and_a_year(office, days):
    with pytest.raises(errors.BadTokenLife):
        office("clerk", lambda ctx: commands.issue_token(ctx, "worker", days))
