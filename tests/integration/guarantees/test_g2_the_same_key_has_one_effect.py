"""G2: the same idempotency key gives the same answer and one effect; another body under it is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from engine import execution
from engine.config import Settings
from engine.execution import accounts
from engine.history import idempotency
from tests.integration.execution.conftest import one_task
from tests.support.applications import application
from tests.support.house import House, house
from tests.support.visitors import basic

__all__ = ["house"]

START = "/engine-rest/process-definition/key/one-task/start"


@pytest.fixture
def app(house: House) -> Flask:
    house.publish(one_task().root)
    return application(Settings(demo=True, log_level="error"), house.database)


@pytest.fixture
def post(app: Flask) -> Callable[..., TestResponse]:
    def send(address: str, key: str, **body: object) -> TestResponse:
        headers = {**basic("clerk"), "Idempotency-Key": key}
        return app.test_client().post(address, headers=headers, json=body)

    return send


def _cases(house: House) -> int:
    return int(house.see("clerk", execution.count, execution.Filter()))


def test_a_repeated_start_begins_one_case(house: House, post: Callable[..., TestResponse]) -> None:
    first, second = post(START, "k1", variables={}), post(START, "k1", variables={})
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.data == second.data
    assert _cases(house) == 1


def test_another_key_is_another_case(house: House, post: Callable[..., TestResponse]) -> None:
    assert post(START, "k1").json != post(START, "k2").json
    assert _cases(house) == 2


def test_another_body_under_the_same_key_is_refused(house: House, post: Callable[..., TestResponse]) -> None:
    post(START, "k1", variables={"amount": {"value": 1}})
    refused = post(START, "k1", variables={"amount": {"value": 2}})
    assert refused.json is not None
    assert (refused.status_code, refused.json["error"]) == (422, "idempotency-mismatch")
    assert _cases(house) == 1


def test_a_repeated_completion_gets_the_first_answer(house: House, post: Callable[..., TestResponse]) -> None:
    (task,) = house.open_tasks(house.start("one-task", "clerk").instance)
    address = f"/engine-rest/task/{task.id}/complete"
    assert [post(address, "k1").status_code for _ in range(3)] == [204, 204, 204]
    assert post(address, "k2").status_code == 409


def test_answers_are_forgotten_after_seven_days_and_not_before(house: House) -> None:
    week = timedelta(days=7)
    for key, age in (("old", week + timedelta(minutes=1)), ("young", week - timedelta(minutes=1))):
        house.do("clerk", idempotency.remember, key, "mark", "answer", now=datetime.now(UTC) - age)
    house.do("citizen", accounts.open_session)
    assert house.see("clerk", idempotency.recall, "old", "mark") is None
    assert house.see("clerk", idempotency.recall, "young", "mark") == "answer"


def test_eight_at_once_under_one_key_have_one_effect(house: House, post: Callable[..., TestResponse]) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: post(START, "k1", variables={}), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert _cases(house) == 1
