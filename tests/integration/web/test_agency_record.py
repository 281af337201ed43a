"""Promises of the agency's record on a page: sign-ins, refusals and changes of people, for who may read it."""

import sqlalchemy as sa

from engine import context, db
from engine.actor import system
from engine.events import catalogue
from web.agency_record import EVENTS
from web.audit import telling


def test_every_event_has_its_words_on_one_of_the_two_pages():
    assert set(catalogue()) == set(EVENTS) | set(telling.EVENTS)


def test_an_auditor_sees_who_came_in_and_who_was_refused_newest_first(visitor):
    visitor("clerk")
    visitor().sign_in("clerk", "wrong")

    page = visitor("auditor").get("/record").text

    assert page.index("رد ورود") < page.index("افزودن شخص")
    assert "رضا کریمی" in page
    assert "password" in page


def test_by_which_door_somebody_came_is_told_in_the_language_of_the_reader(visitor):
    auditor = visitor("auditor")

    assert "از صفحه" in auditor.get("/record").text
    auditor.get("/language/en?next=/record")
    page = auditor.get("/record").text
    assert "By page" in page
    assert "By itself" in page


def test_the_record_is_filtered_by_kind(visitor):
    visitor().sign_in("clerk", "wrong")
    auditor = visitor("auditor")

    page = auditor.get("/record?kind=session.refused").text

    assert page.count('class="two"') == 3 * page.count('<tr role="row"><td')
    assert page.count('<tr role="row"><td') == 1
    assert auditor.get("/record?kind=nothing").status_code == 200


def test_pages_of_the_record_lead_on(visitor):
    for _ in range(25):
        visitor("clerk")

    assert "page=2" in visitor("admin").get("/record").text
    assert visitor("admin").get("/record?page=2").status_code == 200


def test_the_record_is_proved_whole_and_a_changed_entry_is_found(visitor, database):
    visitor().sign_in("clerk", "wrong")
    auditor = visitor("auditor")
    assert "سوابق دست‌نخورده است" in auditor.get("/record?verify=1").text

    event = db.metadata.tables["event"]
    with context.transaction(database, system("")) as ctx:
        forged = sa.update(event).where(event.c.type == "session.refused").values(actor="somebody-else")
        ctx.db.connection.execute(forged)

    assert "سوابق دست‌نخورده است" not in auditor.get("/record?verify=1").text


def test_the_other_agencys_record_is_another(visitor):
    visitor().sign_in("clerk", "wrong")

    assert "چیزی پیدا نشد" in visitor("auditor2").get("/record?kind=session.refused").text


def test_who_works_on_cases_does_not_read_it(visitor):
    assert visitor("clerk").get("/record").status_code == 403
    assert visitor("citizen").get("/record").status_code == 403
