"""Promises of the administrator's pages: people and groups are made, changed and closed, and passwords given."""

from tests.browser import birth

PASSWORD = "three quiet words"


def add(admin, username, *, roles=("clerk",), password=PASSWORD):
    admin.goto("/people/new")
    admin.fill("#name", "Somebody New")
    admin.fill("#username", username)
    admin.fill("#password", password)
    for role in roles:
        admin.check(f"[name=roles][value={role}]")
    with admin.expect_navigation() as answered:
        admin.locator("form.form button").click()
    return answered.value.status


def sign_in(page, username, password):
    page.goto("/sign-in")
    page.fill("#username", username)
    page.fill("#password", password)
    page.press("#password", "Enter")
    page.wait_for_load_state()
    return "/sign-in" not in page.url


def test_a_new_person_signs_in_and_does_no_more_after_the_account_is_closed(person, context_of):
    admin = birth.reading(person, "admin", "en", java_script_enabled=False)
    assert add(admin, "new.person") == 200
    newcomer = context_of(java_script_enabled=False).new_page()
    assert sign_in(newcomer, "new.person", PASSWORD)
    assert newcomer.locator(".bar nav a").count() >= 2

    admin.locator("details.confirm summary").nth(1).click()
    admin.get_by_role("button", name="Close the account").click()
    admin.wait_for_url("**done=disabled")

    newcomer.goto("/tasks")
    assert "/sign-in" in newcomer.url
    assert not sign_in(newcomer, "new.person", PASSWORD)


def test_what_was_mistyped_is_said_at_its_field_and_the_rest_stays(person):
    admin = birth.reading(person, "admin", "en", java_script_enabled=False)

    assert add(admin, "clerk") in {409, 422}
    assert admin.locator("#username").input_value() == "clerk"
    assert admin.locator(".wrong #username").count() == 1
    assert admin.locator("[name=roles][value=clerk]").is_checked()
    assert add(admin, "short.word", password="short") == 422
    assert admin.locator(".wrong #password").count() == 1


def test_a_member_of_a_group_sees_its_tasks(person, context_of):
    admin = birth.reading(person, "admin", "en", java_script_enabled=False)
    add(admin, "parent", roles=("citizen",))
    birth.start(birth.reading(person, "clerk", "en"), "en", "membership")
    parent = context_of(java_script_enabled=False).new_page()
    sign_in(parent, "parent", PASSWORD)
    parent.goto("/tasks?list=group&q=membership")
    assert parent.locator("table.list").count() == 0

    admin.goto("/groups")
    admin.get_by_role("link", name="والدین").click()
    admin.get_by_label("Somebody New").last.check()
    admin.locator("form.form button").click()
    admin.wait_for_url("**done=saved")

    parent.goto("/tasks?list=group&q=membership")
    assert parent.locator("table.list tbody tr:not(.group)").count() == 1


def test_one_changes_ones_own_password(person, context_of):
    admin = birth.reading(person, "admin", "en", java_script_enabled=False)
    add(admin, "changing")
    page = context_of(java_script_enabled=False, locale="en-GB").new_page()
    sign_in(page, "changing", PASSWORD)
    page.goto("/password")
    for field, typed in {"current": PASSWORD, "new": "another few words", "again": "another few words"}.items():
        page.fill(f"#{field}", typed)
    page.locator("form.card button").click()
    page.wait_for_url("**done=password")

    assert page.locator(".banner.ok").count() == 1
    fresh = context_of(java_script_enabled=False).new_page()
    assert not sign_in(fresh, "changing", PASSWORD)
    assert sign_in(fresh, "changing", "another few words")


def test_a_supervisor_suspends_resumes_and_ends_a_case(person):
    case = birth.start(birth.reading(person, "clerk", "en"), "en", "deeds")
    page = birth.reading(person, "supervisor", "en", java_script_enabled=False)
    page.goto(case)
    page.locator("details.confirm summary").first.click()
    page.fill("[name=reason]:visible", "waiting for a letter")
    page.get_by_role("button", name="Suspend it").click()
    page.wait_for_url("**done=suspended")
    assert page.locator(".title .badge").inner_text() == "Suspended"
    assert page.locator(".facts dd", has_text="waiting for a letter").count() == 1

    page.get_by_role("button", name="Resume this case").click()
    page.wait_for_url("**done=resumed")
    page.locator("details.confirm summary").last.click()
    page.fill("[name=reason]:visible", "withdrawn")
    page.get_by_role("button", name="End it now").click()
    page.wait_for_url("**done=cancelled")

    assert page.locator(".title .badge").inner_text() == "Ended early"


def test_a_supervisor_hands_a_task_to_somebody_else(person):
    birth.start(birth.reading(person, "clerk", "en"), "en", "handing over")
    citizen = birth.reading(person, "citizen", "en")
    task = birth.take(citizen, "handing over")
    supervisor = birth.reading(person, "supervisor", "en", java_script_enabled=False)
    supervisor.goto(task)
    supervisor.locator("details.confirm summary").click()
    supervisor.select_option("#assignee", "clerk")
    supervisor.get_by_role("button", name="Hand it over").click()
    supervisor.wait_for_url("**done=assigned")

    clerk = birth.reading(person, "clerk", "en")
    clerk.goto("/tasks?list=mine&q=handing over")
    assert clerk.locator("table.list tbody tr:not(.group)").count() == 1
