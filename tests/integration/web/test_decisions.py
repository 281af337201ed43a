"""Pages about decisions: the table of a version, a decision by itself, and the rules that fired in a case."""

import io

import pytest

from engine import definitions, execution
from engine.actor import system
from engine.context import reading, transaction
from engine.identity import agency_of_slug
from tests.support.house import file_of
from tests.unit.spiff.drawing import Drawing

DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="Fees" namespace="urn:fees">
<inputData id="days" name="days"><variable name="days"/></inputData>
<decision id="fee" name="Late fee"><variable name="fee"/><informationRequirement><requiredInput href="#days"/>
</informationRequirement><decisionTable id="table" hitPolicy="FIRST">
<input label="Days &lt;late&gt;"><inputExpression><text>days</text></inputExpression></input>
<output label="Fee in rial" name="amount"/>
<annotation name="Law"/>
<rule><inputEntry><text>&lt;= 15</text></inputEntry><outputEntry><text>0</text></outputEntry>
<annotationEntry><text>Article 15</text></annotationEntry></rule>
<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>{fee}</text></outputEntry>
<annotationEntry><text>Article 16</text></annotationEntry></rule>
</decisionTable></decision></definitions>"""


def dmn(fee=500):
    return DMN.replace("{fee}", str(fee)).encode()


def asking():
    named = {"decisionRef": "fee", "resultVariable": "fee", "mapDecisionResult": "singleEntry"}
    drawing = Drawing("late").node("start", "begin").node("businessRuleTask", "rule", name="Find the fee", **named)
    return file_of(
        drawing.node("user", "pay", assignee="clerk").node("end", "e").line("begin", "rule", "pay", "e").root
    )


@pytest.fixture
def office(app, database):
    with reading(database, system("")) as ctx:
        return system(agency_of_slug(ctx, "shiraz").id)


@pytest.fixture
def version(database, office):
    with transaction(database, office) as ctx:
        made = definitions.import_files(ctx, {"late.bpmn": asking(), "fees.dmn": dmn()}, name="late", source="test")
        return execution.publish(ctx, made.versions[0].id)


@pytest.fixture
def case(database, office, version):
    with transaction(database, office) as ctx:
        return execution.start_instance(ctx, version.id, {"days": 20}).instance


def page_of_decision(visitor, who, case):
    """The page of the case at the step where the decision was made."""
    browser = visitor(who)
    pages = (browser.get(f"/cases/{case}?step={number}").text for number in range(1, 9))
    return next(page for page in pages if 'id="event">تصمیم گرفته شد' in page)


def test_the_table_stands_on_the_page_of_the_version(visitor, version):
    page = visitor("analyst").get(f"/services/versions/{version.id}").text
    for words in ("Days &lt;late&gt;", "Fee in rial", "&lt;= 15", "Article 16", "نخستین قاعده‌ای که صدق کند ملاک است."):
        assert words in page
    assert '<th role="rowheader" scope="row" class="number">۲</th>' in page


def test_the_page_of_a_case_tells_which_rule_fired_what_it_saw_and_gave(visitor, case):
    page = page_of_decision(visitor, "supervisor", case)
    for words in ("Late fee", "Days &lt;late&gt;", "۲۰", "قاعدهٔ ۲", "Fee in rial", "۵۰۰", "Law", "Article 16"):
        assert words in page
    assert "Article 15" not in page


def test_who_may_not_read_values_sees_the_rule_alone(visitor, case):
    page = page_of_decision(visitor, "clerk", case)
    assert "قاعدهٔ ۲" in page
    assert "Article 16" in page
    assert "Fee in rial" not in page


def test_a_dmn_file_may_be_uploaded_alone_and_its_decision_published(visitor, database, office):
    browser = visitor("analyst")
    token = browser.csrf("/services/upload")
    answer = browser.client.post("/services/upload", data={"csrf": token, "files": (io.BytesIO(dmn()), "fees.dmn")})
    assert answer.status_code == 303
    address = answer.headers["Location"]
    page = browser.get(address).text
    assert "Article 15" in page
    assert "انتشار این تصمیم" in page
    assert browser.client.post(f"{address}/publish", data={"csrf": token}).status_code == 303
    with reading(database, office) as ctx:
        assert definitions.latest_decision(ctx, "fee").version == 1
    assert "انتشار این تصمیم" not in browser.get(address).text


def test_what_is_wrong_with_a_file_stands_on_the_page_of_its_decision(visitor, database, office):
    with transaction(database, office) as ctx:
        made = definitions.import_files(ctx, {"fees.dmn": dmn("500 +")}, name="fees", source="test")
    page = visitor("analyst").get(f"/services/decisions/{made.decisions[0].id}").text
    assert "قاعدهٔ ۲، ستون ۲" in page
    assert "انتشار این تصمیم" not in page
    assert "هنوز منتشرشدنی نیست" in page


def test_the_page_of_a_decision_leads_to_its_other_versions(visitor, database, office):
    with transaction(database, office) as ctx:
        stored = [definitions.import_files(ctx, {"fees.dmn": dmn(fee)}, name="fees", source="test") for fee in (1, 2)]
        first, second = (one.decisions[0] for one in stored)
    page = visitor("analyst").get(f"/services/decisions/{second.id}").text
    assert f"/services/decisions/{first.id}" in page
