"""The matrix: every route × every role × a thing of one's own agency, of the other one, and one that is nowhere.

It is generated from the application's own list of routes. A new route fails here until its parameters can be filled;
a route without a permission fails unless it is listed as open to everybody.
"""

import io
from dataclasses import asdict

import pytest

from engine import context
from engine.actor import system
from engine.history import of_agency
from engine.identity import ASSIGNABLE, ROLES, Permission
from tests.support.two_agencies import NOBODYS, TwoAgencies
from tests.support.visitors import Browser, basic
from web.context import is_api

SAFE = {"GET", "HEAD", "OPTIONS"}

#: Open to everybody.
PUBLIC = {
    "assets.built",
    "assets.plain",
    "health.health",
    "session.choose_language",
    "session.setup",
    "session.sign_in",
}

#: What fills a parameter of an address: the name of a belonging, or a fixed text where it belongs to nobody.
PARAMETERS = {
    "case_id": "case",
    "definition_id": "version",
    "decision_id": "decision",
    "execution_id": "case",
    "deployment_id": "deployment",
    "external_task_id": "outside",
    "incident_id": "incident",
    "instance_id": "case",
    "job_id": "job",
    "job_log_id": "job_log",
    "outside_log_id": "outside_log",
    "resource_id": "resource",
    "task_id": "task",
    "tenant": "agency",
    "token_id": "token",
    "user_id": "person",
    "version_id": "version",
}
#: Where the name of a parameter says too little.
SPECIAL = {
    ("admin.group", "key"): "group",
    ("admin.change_group", "key"): "group",
}
FIXED = {"name": "colour", "lang": "en"}

#: What a program sends, so that it is the thing and not the body that is refused.
BODIES = {
    "rest.assign_task": {"userId": "clerk"},
    "rest.claim_task": {"userId": None},
    "rest.change_variables": {"modifications": {"colour": {"value": "red"}}},
    "rest.complete_external_task": {"workerId": "w"},
    "rest.extend_lock": {"workerId": "w", "newDuration": 1000},
    "rest.fail_external_task": {"workerId": "w", "retries": 1},
    "rest.lock_external_task": {"workerId": "w", "lockDuration": 1000},
    "rest.escalate_task": {"escalationCode": "x"},
    "rest.raise_bpmn_error": {"workerId": "w", "errorCode": "x"},
    "rest.raise_task_error": {"errorCode": "x"},
    "rest.set_priority": {"priority": -1},
    "rest.set_retries": {"retries": 2},
    "rest.put_variable": {"value": "red"},
    "rest.set_job_retries": {"retries": 3},
    "rest.suspend_jobs": {"processInstanceId": "x", "suspended": True},
    "rest.suspend_instance": {"suspended": True},
    "rest.suspend_job": {"suspended": True},
}
#: What a person sends.
FORMS = {
    "admin.add_person": {"username": "", "name": ""},
    "admin.reset_password": {"password": "دیوار موش دارد"},
    "admin.change_person": {"name": "X", "roles": "clerk"},
    "inbox.assign": {"assignee": "clerk"},
    "simulation.behave": {"topic": "registry.identity", "mode": "down"},
    "audit.cancel": {"reason": "test"},
    "audit.suspend": {"reason": "test"},
}
#: What stands behind the question mark of an address.
QUERIES = {
    "api.difference": {"from": "version", "to": "version"},
    "comparing.comparison": {"from": "version", "to": "version"},
    "studio.uploaded": {"versions": "version"},
}
#: A service of the other agency and none at all: both times there is nothing that could be started.
NOTHING_TO_START = {"inbox.start_case", "inbox.start_now"}
#: Signing out ends the session that the next request needs, a password is changed elsewhere.
ENDS_THE_SESSION = {"session.sign_out"}


class Knocker:
    """One person who knocks at every door, as a browser at pages and as a program at the API."""

    def __init__(self, app, username):
        self.app, self.username = app, username
        self.browser = Browser(app)
        self.csrf = ""
        if username:
            self.browser.sign_in(username)
            self.csrf = self.browser.csrf("/password")
        self.adapter = app.url_map.bind("localhost")

    def knock(self, rule, method, belongings):
        values = {name: value_of(rule.endpoint, name, belongings) for name in rule.arguments}
        query = {name: getattr(belongings, of) for name, of in QUERIES.get(rule.endpoint, {}).items()}
        address = self.adapter.build(rule.endpoint, values | query, method=method)
        if is_api(address):
            headers = basic(self.username) if self.username else {}
            body = body_of(rule.endpoint)
            return self.app.test_client().open(address, method=method, headers=headers, buffered=True, **body)
        data = {"csrf": self.csrf, **FORMS.get(rule.endpoint, {})} if method not in SAFE else None
        return self.browser.client.open(address, method=method, data=data, buffered=True)


def value_of(endpoint, name, belongings):
    if name in FIXED:
        return FIXED[name]
    if name == "key":
        return getattr(belongings, SPECIAL.get((endpoint, name), "service"))
    return getattr(belongings, PARAMETERS[name])  # a KeyError names the parameter that this table lacks


def body_of(endpoint):
    if endpoint == "rest.create_deployment":
        return {"data": {"deployment-name": "x", "file": (io.BytesIO(b"<nothing/>"), "x.bpmn")}}
    return {"json": BODIES.get(endpoint, {})}


def routes(app):
    """(rule, method) of every guarded route, reading ones first, so that nothing is used up before it is read."""
    guarded = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in PUBLIC | ENDS_THE_SESSION]
    pairs = [(rule, method) for rule in guarded for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return sorted(pairs, key=lambda pair: (pair[1] not in SAFE, pair[0].rule, pair[1]))


@pytest.fixture
def world(app, database):
    return TwoAgencies(database)


def chains_of(database, agency):
    """What the record of an agency says, but for who came in."""
    with context.reading(database, system(agency)) as ctx:
        entries = of_agency(ctx, agency, limit=10_000)
    return [(one.chain, one.seq) for one in entries if not one.type.startswith("session.")]


def test_every_route_names_its_permission_or_is_listed_as_open_to_everybody(app):
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        assert hasattr(view, "permission"), f"{rule.rule}: decorate the view with @requires or @public"
        assert (view.permission is None) == (rule.endpoint in PUBLIC), rule.endpoint


def test_who_is_not_signed_in_comes_in_nowhere(app, world):
    nobody = Knocker(app, "")
    for rule, method in routes(app):
        for belongings in (world.mine, NOBODYS):
            answer = nobody.knock(rule, method, belongings)
            if is_api(rule.rule):
                assert answer.status_code == 401, (rule.rule, method)
            else:
                assert answer.status_code == 303, (rule.rule, method)
                assert answer.location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("database_kind", "role"), [*(("sqlite", role) for role in ASSIGNABLE), ("postgresql", "supervisor")]
)
def test_a_role_comes_in_where_its_permission_says_and_never_into_the_other_agency(app, world, database, role):
    somebody, allowed = Knocker(app, role), ROLES[role]
    theirs = chains_of(database, world.other.agency)
    wrong = []
    for rule, method in routes(app):
        permission = app.view_functions[rule.endpoint].permission
        answers = answers_of(somebody, world, rule, method, permission, may=permission in allowed)
        wrong += [(method, rule.rule, *said) for said in complaints(rule, answers, may=permission in allowed)]

    assert not wrong, "\n".join(map(str, wrong))
    assert chains_of(database, world.other.agency) == theirs


def answers_of(somebody, world, rule, method, permission, *, may):
    role = somebody.username
    starter = role if role in {"citizen", "clerk", "supervisor"} else "clerk"
    own = world.mine
    if may and method not in SAFE and rule.arguments:
        uses_up = permission == Permission.DEFINITION_PUBLISH
        service = "" if not uses_up else "draft" if rule.endpoint == "studio.publish" else "published"
        own = world.fresh(starter, world.mine, service=service, owner=role)
    if may and rule.endpoint in {"inbox.unclaim", "rest.unclaim_task"}:
        world.claim(role, own.task)
    if role == "citizen" and method in SAFE and {"case_id", "execution_id", "instance_id"} & rule.arguments:
        own = world.fresh("citizen", world.mine)
    return {
        "own": somebody.knock(rule, method, own),
        "other": somebody.knock(rule, method, world.other) if names_something(rule) else None,
        "nobody's": somebody.knock(rule, method, NOBODYS) if names_something(rule) else None,
    }


def complaints(rule, answers, *, may):
    said = {whose: answer.status_code for whose, answer in answers.items() if answer is not None}
    if not may:
        return [] if set(said.values()) == {403} else [("must be refused", said)]
    found = []
    if said["own"] >= 500 or said["own"] in {401, 403, 405} or (said["own"] == 404 and "name" not in rule.arguments):
        found.append(("must come in", said, answers["own"].get_data(as_text=True)[-300:]))
    missing = 409 if rule.endpoint in NOTHING_TO_START else 404
    if "other" in said and belongs_to_an_agency(rule) and {said["other"], said["nobody's"]} != {missing}:
        found.append(("must not exist", said))
    return found


def names_something(rule):
    return bool(rule.arguments) or rule.endpoint in QUERIES


def belongs_to_an_agency(rule):
    return bool(rule.arguments - set(FIXED)) or rule.endpoint in QUERIES


def test_the_table_has_no_parameter_that_no_route_has(app):
    known = {name for rule in app.url_map.iter_rules() for name in rule.arguments}

    assert set(PARAMETERS) | set(FIXED) | {"key"} <= known
    endpoints = set(app.view_functions)
    assert set(BODIES) | set(FORMS) | set(QUERIES) | {endpoint for endpoint, _ in SPECIAL} | PUBLIC <= endpoints


def test_two_agencies_have_nothing_in_common(world):
    mine, other = asdict(world.mine), asdict(world.other)

    assert not set(mine.values()) & set(other.values())
