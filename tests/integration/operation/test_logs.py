"""What the server writes for its operator: JSON lines, and never an id, a name, a value or a file name."""

import json
import re
import uuid

from tests.integration.operation.conftest import START
from tests.support.calling import call

CANARY = "canary7341"


def upload():
    mark = uuid.uuid4().hex
    body = (
        f'--{mark}\r\nContent-Disposition: form-data; name="deployment-name"\r\n\r\n{CANARY}\r\n'
        f'--{mark}\r\nContent-Disposition: form-data; name="f"; filename="{CANARY}.bpmn"\r\n\r\n'
        f"<{CANARY}/>\r\n--{mark}--\r\n"
    )
    return body.encode(), f"multipart/form-data; boundary={mark}"


def test_lines_are_json_without_ids_names_values_or_file_names(served):
    started = call(served, START, {"businessKey": CANARY, "variables": {"a": {"value": CANARY}}}, who="clerk").json
    data, kind = upload()
    calls = [
        call(served, "/engine-rest/deployment/create", data=data, who="analyst", Content_Type=kind),
        call(served, f"/engine-rest/process-instance/{started['id']}", who="clerk"),
        call(served, f"/engine-rest/process-instance?businessKey={CANARY}", who="clerk"),
        call(served, f"/engine-rest/nothing/{CANARY}", who="clerk"),
        call(served, "/engine-rest/version", who=CANARY),
        call(served, f"/{CANARY}?q={CANARY}"),
        call(served, START, {"variables": {CANARY + " x": {"value": 1}}}, who="clerk"),
        call(served, START, data=CANARY.encode(), who="clerk", Content_Type="application/json"),
        call(served, "/health", User_Agent=CANARY, Referer=f"http://x/{CANARY}", Cookie=f"ravand={CANARY}"),
    ]
    assert [one.status for one in calls] == [400, 200, 200, 404, 401, 404, 400, 400, 200]

    said = served.log.read_text()
    lines = [json.loads(line) for line in said.partition("Ravand answers at")[2].splitlines()[1:]]
    assert len(lines) >= len(calls)
    assert {"at", "level", "logger", "method", "route", "status", "ms", "correlation"} <= set(lines[-1])
    assert "/engine-rest/process-instance/<instance_id>" in {line["route"] for line in lines}
    assert CANARY not in said
    assert started["id"] not in said
    assert not re.search(r"رضا|کریمی|clerk\b", said.partition("Ravand answers at")[2])


def test_a_callers_correlation_id_joins_its_lines(served):
    answer = call(served, "/health", X_Correlation_Id="caller-12345678")

    assert answer.headers["x-correlation-id"] == "caller-12345678"
    assert '"correlation":"caller-12345678"' in served.log.read_text()


def test_a_correlation_id_cannot_forge_a_line(served):
    before = len(served.log.read_text())
    call(served, "/health", X_Correlation_Id='x","level":"error')

    lines = served.log.read_text()[before:].splitlines()
    assert [json.loads(line)["level"] for line in lines] == ["info"] * len(lines)
    assert lines
