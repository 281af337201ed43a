"""A birth as people register it by hand through the pages, in either language; must not know how it is stored."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

ENDED = {"fa": "پایان‌یافته", "en": "Completed"}
LOCALES = {"fa": "fa-IR", "en": "en-GB"}
#: So often somebody looks again, twice a second, for a task that is not there yet.
LOOKS = 120
#: The last choices on each way through the form of a task: field → value.
CHOICES = {"both_parents_agree": "true", "review_outcome": "complete", "decision": "sign"}


def reading(person: Callable[..., Page], username: str, lang: str, **options: object) -> Page:
    """Open a page of somebody who reads in this language; an account without a choice reads Persian."""
    return person(username, lang="" if lang == "fa" else lang, locale=LOCALES[lang], **options)


def fill_the_notice(page: Page, lang: str, subject: str) -> None:
    """Type what the hospital would send."""
    day, month, year = ("20", "8", "1405") if lang == "fa" else ("11", "11", "2026")
    typed = {
        "business_key": subject,
        "certificate_number": "1405-0012",
        "birth_date.day": day,
        "birth_date.year": year,
        "mother_name": "مریم رضایی",
        "mother_national_id": "۰۰۱۲۳۴۵۶۷۹" if lang == "fa" else "0012345679",
        "father_name": "علی رضایی",
        "father_national_id": "1234567891",
        "postal_code": "7134567891",
    }
    for name, value in typed.items():
        page.fill(f"[name='{name}']", value)
    page.select_option("[name='birth_date.month']", month)
    for name, value in {"notice_source": "hospital", "child_sex": "girl", "doctor_attended": "true"}.items():
        page.check(f"[name='{name}'][value='{value}']")


def start(page: Page, lang: str, subject: str) -> str:
    """Begin a case and return its address."""
    page.goto("/start/birth-registration")
    fill_the_notice(page, lang, subject)
    page.locator("form.form button").click()
    page.wait_for_url("**/cases/**")
    return page.url.split("?")[0]


def find(page: Page, subject: str) -> Locator:
    """Look for the one task of this case in the groups' list and return the button that takes it.

    It may wait for the answers of other agencies first; people look again then.
    """
    button = page.locator("table.list form button").first
    page.goto(f"/tasks?list=group&q={subject}")
    for _ in range(LOOKS):
        if button.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    return button


def take(page: Page, subject: str) -> str:
    """Take the one task of this case out of the groups' list and return its address."""
    find(page, subject).click()
    page.wait_for_url("**/tasks/*?done=claimed")
    return page.url.split("?")[0]


def finish(page: Page) -> None:
    """Answer what the form of a task asks for and finish it."""
    if page.locator("[name='child_name']:not([readonly])").count():
        page.fill("[name='child_name']", "آوا")
    for name, value in CHOICES.items():
        choice = page.locator(f"[name='{name}'][value='{value}']")
        if choice.count():
            choice.check()
    page.locator("form[action$='/complete'] button").click()
    page.wait_for_load_state()


def register(person: Callable[..., Page], lang: str, subject: str, **options: object) -> str:
    """Go all the way, each person at a browser of their own; return the address of the case."""
    case = start(reading(person, "clerk", lang, **options), lang, subject)
    for username in ("citizen", "clerk", "supervisor"):
        page = reading(person, username, lang, **options)
        take(page, subject)
        finish(page)
    return case
