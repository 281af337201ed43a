"""Promises of the permission catalogue and of the one function that decides."""

import re

import pytest

from engine import errors
from engine.actor import Actor, anonymous, system
from engine.identity import ASSIGNABLE, ROLES, Permission, allowed, authorize, granted


def somebody(*roles, agency="a"):
    return Actor(id="1", username="x", name="X", agency=agency, roles=frozenset(roles))


def test_the_catalogue_is_sorted_and_every_permission_says_what_it_means():
    assert [one.value for one in Permission] == sorted(one.value for one in Permission)
    assert all(one.meaning.endswith(".") for one in Permission)


def test_every_permission_is_scope_resource_action():
    assert all(re.fullmatch(r"(agency|own):[a-z]+:[a-z]+", one.value) for one in Permission)


def test_every_permission_belongs_to_somebody_who_can_be_hired():
    given = frozenset().union(*(ROLES[role] for role in ASSIGNABLE))

    assert set(Permission) == given


def test_the_engines_own_role_cannot_be_given_to_a_person():
    assert "system" not in ASSIGNABLE
    assert allowed(system("a"), Permission.INSTANCE_CANCEL)


def test_whoever_sees_all_of_a_kind_may_pass_the_door_for_their_own():
    for role, permissions in ROLES.items():
        if Permission.INSTANCE_READ in permissions:
            assert Permission.OWN_INSTANCE_READ in permissions, role
        if Permission.TASK_READ in permissions:
            assert Permission.OWN_TASK_READ in permissions, role


STAFF = {"admin", "analyst", "auditor", "clerk", "supervisor"}
WORKERS = {"citizen", "clerk", "supervisor"}
WHO_MAY = {
    Permission.ACCOUNT_CHANGE: {"admin"},
    Permission.ACCOUNT_READ: {"admin", "auditor", "supervisor"},
    Permission.CONNECTOR_CHANGE: {"admin", "supervisor"},
    Permission.CONNECTOR_READ: {"admin", "supervisor"},
    Permission.DECISION_EVALUATE: {"analyst", "clerk", "supervisor"},
    Permission.DEFINITION_DEPLOY: {"analyst"},
    Permission.DEFINITION_PUBLISH: {"analyst"},
    Permission.DEFINITION_READ: STAFF,
    Permission.EVENT_READ: {"admin", "auditor"},
    Permission.EXTERNAL_TASK_CHANGE: {"supervisor"},
    Permission.EXTERNAL_TASK_READ: {"admin", "supervisor", "worker"},
    Permission.EXTERNAL_TASK_WORK: {"worker"},
    Permission.GROUP_CHANGE: {"admin"},
    Permission.GROUP_READ: STAFF,
    Permission.HISTORY_READ: {"auditor", "supervisor"},
    Permission.INCIDENT_READ: {"admin", "auditor", "supervisor"},
    Permission.INCIDENT_RESOLVE: {"admin", "supervisor"},
    Permission.INSTANCE_CANCEL: {"supervisor"},
    Permission.INSTANCE_CHANGE: {"supervisor"},
    Permission.INSTANCE_READ: {"analyst", "auditor", "clerk", "supervisor"},
    Permission.INSTANCE_START: WORKERS,
    Permission.INSTANCE_SUSPEND: {"supervisor"},
    Permission.JOB_CHANGE: {"admin", "supervisor"},
    Permission.JOB_READ: {"admin", "auditor", "supervisor"},
    Permission.MESSAGE_SEND: {"supervisor", "worker"},
    Permission.RECORD_EXPORT: {"auditor"},
    Permission.TASK_ASSIGN: {"supervisor"},
    Permission.TASK_READ: {"auditor", "clerk", "supervisor"},
    Permission.VARIABLE_READ: {"auditor", "supervisor"},
    Permission.OWN_ACCOUNT_CHANGE: STAFF | {"citizen", "worker"},
    Permission.OWN_INSTANCE_READ: {"analyst", "auditor"} | WORKERS,
    Permission.OWN_TASK_COMPLETE: WORKERS,
    Permission.OWN_TASK_READ: {"auditor"} | WORKERS,
    Permission.OWN_TOKEN_ISSUE: STAFF | {"worker"},
}


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_belongs_to_these_roles_and_to_no_other(permission):
    assert {role for role in ASSIGNABLE if permission in ROLES[role]} == WHO_MAY[permission]


@pytest.mark.parametrize(
    ("role", "never"),
    [
        ("admin", Permission.HISTORY_READ),
        ("admin", Permission.OWN_TASK_COMPLETE),
        ("analyst", Permission.OWN_TASK_COMPLETE),
        ("analyst", Permission.VARIABLE_READ),
        ("auditor", Permission.OWN_TASK_COMPLETE),
        ("auditor", Permission.TASK_ASSIGN),
        ("citizen", Permission.TASK_READ),
        ("citizen", Permission.INSTANCE_READ),
        ("clerk", Permission.TASK_ASSIGN),
        ("clerk", Permission.DEFINITION_DEPLOY),
        ("supervisor", Permission.DEFINITION_PUBLISH),
        ("supervisor", Permission.ACCOUNT_CHANGE),
        ("supervisor", Permission.EXTERNAL_TASK_WORK),
        ("worker", Permission.VARIABLE_READ),
    ],
)
def test_duties_are_separated(role, never):
    assert not allowed(somebody(role), never)


def test_several_roles_allow_what_each_allows():
    both = somebody("clerk", "analyst")

    assert allowed(both, Permission.DEFINITION_DEPLOY)
    assert allowed(both, Permission.OWN_TASK_COMPLETE)


def test_an_unknown_role_and_a_stranger_may_do_nothing():
    assert granted(frozenset({"root"})) == frozenset()
    assert not any(allowed(anonymous(), one) for one in Permission)


def test_a_refusal_names_the_missing_permission():
    with pytest.raises(errors.Forbidden) as refused:
        authorize(somebody("clerk"), Permission.DEFINITION_PUBLISH)

    assert refused.value.params == {"permission": "agency:definition:publish"}


def test_another_agencys_thing_answers_as_one_that_does_not_exist():
    clerk = somebody("clerk", agency="a")

    authorize(clerk, Permission.TASK_READ, agency="a")
    with pytest.raises(errors.NotFound):
        authorize(clerk, Permission.TASK_READ, agency="b")


def test_a_missing_permission_is_told_before_a_foreign_agency():
    with pytest.raises(errors.Forbidden):
        authorize(somebody("citizen", agency="a"), Permission.TASK_READ, agency="b")
