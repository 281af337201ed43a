"""Promises of the findings: numbers that link both ways, one press that mends, also without script and by keyboard."""

import pytest

from tests.browser import birth
from tests.browser.test_a_service_is_published_by_hand import upload
from tests.support.pages import accessibility_violations, overflow, weigh

NS = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
)
HEAVIEST = 70_000


def drawing(key: str, tasks: int) -> bytes:
    """Return a process in which every path breaks off."""
    nodes = "".join(
        f'<userTask id="t{one}" name="Step {one}"/><sequenceFlow id="f{one}" sourceRef="s" targetRef="t{one}"/>'
        for one in range(tasks)
    )
    shapes = "".join(
        f'<bpmndi:BPMNShape bpmnElement="t{one}"><dc:Bounds x="{120 + one % 20 * 140}" y="{one // 20 * 120}"'
        ' width="100" height="80"/></bpmndi:BPMNShape>'
        for one in range(tasks)
    )
    start = '<bpmndi:BPMNShape bpmnElement="s"><dc:Bounds x="0" y="20" width="36" height="36"/></bpmndi:BPMNShape>'
    plane = f'<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="{key}">{start}{shapes}</bpmndi:BPMNPlane>'
    return (
        f'<definitions {NS} targetNamespace="https://ravand.example/test"><!-- kept --><process id="{key}" name="{key}"'
        f' isExecutable="true"><startEvent id="s" name="Begin"/>{nodes}</process>{plane}</bpmndi:BPMNDiagram>'
        "</definitions>"
    ).encode()


def opened(person, lang, key, tasks=2, **options):
    page = birth.reading(person, "analyst", lang, **options)
    assert upload(page, (f"{key}.bpmn", drawing(key, tasks))) == 200
    page.locator(".card a[href^='/services/versions/']").first.click()
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_analyst_presses_until_the_draft_can_be_published(person, lang):
    page = opened(person, lang, f"mended-{lang}", java_script_enabled=False)
    assert page.locator("svg.diagram .badge-error").count() == 2
    said = "پس از آن رویداد پایان بکش" if lang == "fa" else "Draw an end event behind it"

    page.locator(".findings .places button").filter(has_text=said).first.click()
    page.wait_for_url("**made=1**")
    assert page.locator(".banner.warn").count() == 1
    assert page.locator("svg.diagram .badge-error").count() == 1

    page.locator("form button.primary").first.click()
    page.wait_for_url("**left=0**")
    assert page.locator(".banner.ok").count() == 1
    assert page.locator("svg.diagram .badge-error").count() == 0
    assert page.locator("form[action$='/publish'] button").count() == 1
    page.goto(f"/services/mended-{lang}")
    assert page.locator("table.list tbody tr").count() == 3


def test_pressing_twice_makes_one_draft(person):
    page = opened(person, "en", "pressed-twice", java_script_enabled=False)
    here = page.url
    for _ in range(2):
        page.goto(here)
        page.locator(".findings button").last.click()
        page.wait_for_url("**made=**")
    page.goto("/services/pressed-twice")
    assert page.locator("table.list tbody tr").count() == 2


def test_numbers_lead_to_the_list_and_back(person):
    page = opened(person, "en", "numbered")
    page.locator("svg.diagram a:has(.badge-error)").first.click()
    assert page.evaluate("location.hash").startswith("#finding-")
    assert page.locator(".findings li:target").count() == 1
    page.locator(".findings li:target .places a").nth(1).click()
    assert page.evaluate("location.hash").startswith("#mark-")
    assert page.locator("svg.diagram .badge:target").count() == 1


def test_the_keyboard_reaches_every_number_and_button(person):
    page = opened(person, "en", "by-keyboard")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('svg') ? 'mark' : document.activeElement.tagName"))
    assert {"mark", "BUTTON"} <= reached
    page.locator(".findings button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**made=1**")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_pages_of_findings_are_for_everybody(person, lang):
    page = opened(person, lang, f"everybody-{lang}")
    version = page.url
    page.set_viewport_size({"width": 1200, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert accessibility_violations(page) == []
    assert overflow(page) == 0
    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto(version.replace("/versions/", "/uploaded?new=1&versions="))
    assert accessibility_violations(page) == []
    assert overflow(page) == 0


def test_four_hundred_findings_stay_readable_and_light(person):
    page = opened(person, "en", "four-hundred", tasks=400)
    assert page.locator(".findings > li").count() <= 8
    assert page.locator(".findings > li").filter(has_text="places: 400").count() >= 1
    assert page.locator(".findings .places > li:visible").count() <= 40
    assert weigh(page, page.url).bytes <= HEAVIEST


def test_the_way_to_a_deadlock_is_shown_on_the_drawing_and_a_mended_version_compared(person):
    inner = (
        '<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="g"/><exclusiveGateway id="g" default="f1"/>'
        '<sequenceFlow id="f1" sourceRef="g" targetRef="j"/><sequenceFlow id="f2" sourceRef="g" targetRef="j">'
        "<conditionExpression>x &gt; 1</conditionExpression></sequenceFlow><parallelGateway id='j' name='Both'/>"
        '<sequenceFlow id="f3" sourceRef="j" targetRef="e"/><endEvent id="e"/>'
    )
    data = (
        f'<definitions {NS} targetNamespace="t"><process id="stuck" isExecutable="true">{inner}</process></definitions>'
    )
    page = birth.reading(person, "analyst", "en", java_script_enabled=False)
    upload(page, ("stuck.bpmn", data.encode()))
    page.locator(".card a[href^='/services/versions/']").first.click()
    page.get_by_role("link", name="Show the way on the drawing").first.click()
    page.wait_for_url("**way=**")
    assert page.locator("svg.diagram .node-path").count() >= 2

    page.get_by_role("button", name="Make it: exclusive gateway").click()
    page.wait_for_url("**made=1**")
    page.get_by_role("link", name="See what has changed").click()
    page.wait_for_url("**/services/comparison?**")
    assert page.locator("h1").count() == 1


def test_many_changes_are_made_at_once(person):
    page = opened(person, "en", "many-at-once", tasks=60)
    page.locator("form button.primary").first.click()
    page.wait_for_url("**made=**")
    assert page.locator("svg.diagram [data-element^=End_]").count() == 60
