"""What the three people see, as pictures for the README; must not show anything but the demonstration."""

import base64
import json
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tools import browser as browsers
from tools.server import Served, serve
from tools.steps import ROOT, say, step

PICTURES = ROOT / "docs" / "pictures"
SERVICE = "birth-registration"
WINDOW: ViewportSize = {"width": 1200, "height": 860}
NARROW: ViewportSize = {"width": 360, "height": 860}
#: A trainee's drawing with what trainees forget.
FLAWED = ROOT / "docs" / "examples" / "permit-as-drawn.bpmn"
LANGUAGES = ("fa", "en")
#: Invented people; national numbers with three equal digits first are given to nobody.
BIRTHS = [("آوا محمدی", "سارا محمدی", "امید محمدی"), ("نیما رضایی", "لیلا کریمی", "حسن رضایی")]
BIRTHS += [("باران احمدی", "مینا صادقی", "علی احمدی")]


def main() -> None:
    """Serve a demonstration, let a few births be registered half-way, and take the pictures."""
    found = browsers.find()
    if found is None:
        raise SystemExit("There is no browser: run `make develop`, or name one in BROWSER_PATH.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, step("pictures"):
        served = serve(Path(folder), RAVAND_DEMO="1")
        try:
            cases = [_begin(served, *people) for people in BIRTHS]
            for case, (child, _, _) in zip(cases, BIRTHS, strict=True):
                _name_the_child(served, case, child.split()[0])
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(**found.launch(), args=["--no-sandbox"])
                for language in LANGUAGES:
                    _take(chromium, served.url, language, cases[0])
                chromium.close()
        finally:
            served.stop()


def _take(chromium: Browser, url: str, language: str, case: str) -> None:
    pages = {
        "analyst": ("analyst", f"/services/{SERVICE}"),
        "inbox": ("clerk", "/tasks"),
        "case": ("auditor", f"/cases/{case}?step=3"),
    }
    for name, (person, address) in pages.items():
        page = _signed_in(chromium, url, language, person)
        page.goto(f"{url}{address}", wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}-{language}.png")
        page.context.close()
        say(f"  docs/pictures/{name}-{language}.png")
    for name, window in {"findings": WINDOW, "findings-narrow": NARROW}.items():
        page = _signed_in(chromium, url, language, "analyst", window)
        page.goto(f"{url}/services/upload")
        page.set_input_files("#files", FLAWED)
        page.locator("form.form button").click()
        page.locator(".card a[href^='/services/versions/']").first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURES / f"{name}-{language}.png")
        page.context.close()
        say(f"  docs/pictures/{name}-{language}.png")


def _signed_in(chromium: Browser, url: str, language: str, person: str, window: ViewportSize = WINDOW) -> Page:
    page = chromium.new_context(timezone_id="Asia/Tehran", viewport=window).new_page()
    page.goto(f"{url}/language/{language}")
    page.goto(f"{url}/sign-in")
    page.fill("[name=username]", person)
    page.fill("[name=password]", "demo")
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("networkidle")
    return page


def _begin(served: Served, child: str, mother: str, father: str) -> str:
    """Begin a case as the hospital's notice does; returns its id."""
    notice = {
        "notice_source": "hospital",
        "certificate_number": "H-1405-0012",
        "birth_date": "2026-11-10",
        "child_sex": "girl",
        "doctor_attended": True,
        "mother_name": mother,
        "mother_national_id": "9990001030",
        "father_name": father,
        "father_national_id": "9990001091",
        "postal_code": "7134512345",
    }
    begun = _ask(served, "clerk", f"process-definition/key/{SERVICE}/start", _sent(notice, businessKey=child))
    return str(begun["id"])


def _name_the_child(served: Served, case: str, child: str) -> None:
    """Let the parents do their part, so that there is work for the clerk and a story to tell."""
    [task] = _ask(served, "citizen", f"task?processInstanceId={case}")
    name = {"child_name": child, "both_parents_agree": True}
    _ask(served, "citizen", f"task/{task['id']}/complete", _sent(name))


def _sent(values: dict[str, Any], **more: str) -> dict[str, Any]:
    return {"variables": {name: {"value": value} for name, value in values.items()}, **more}


def _ask(served: Served, person: str, path: str, body: dict[str, Any] | None = None) -> Any:
    basic = base64.b64encode(f"{person}:demo".encode()).decode()
    headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{served.url}/engine-rest/{path}", data, headers)  # noqa: S310 (our own address)
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        said = answer.read()
    return json.loads(said) if said else None


if __name__ == "__main__":
    main()
