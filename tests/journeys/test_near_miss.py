"""A near miss told on a phone: half a minute, also where the network is away."""

from typing import Any

import pytest

from app.core.db import db
from tests.journeys.conftest import languages

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def poster(site: Any) -> str:
    """A poster that hangs somewhere; its token."""
    from tests.factories import safety
    from tests.factories.accounts import organisation

    with site.app.app_context():
        return str(safety.poster(organisation(name="Fjord Prøve AS"), "Hall 2").token)


def reports(site: Any, token: str) -> list[str]:
    from sqlalchemy import select

    from app.blueprints.safety import queries
    from app.blueprints.safety.models import Event
    from tests.factories import safety

    with site.app.app_context():
        poster = queries.find_poster(token)
        assert poster is not None
        firm = type("Firm", (), {"id": poster.organisation_id})
        with safety.working_for(firm):
            return list(db.session.scalars(select(Event.what).where(Event.poster_id == poster.id).order_by(Event.id)))


def forgive_the_network(worker: Any) -> None:
    """That the network was away is what the story is about."""
    worker.complaints[:] = [said for said in worker.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


@pytest.mark.parametrize("code", languages("en"))
def test_the_text_waits_on_the_phone_until_the_network_is_back(reader: Any, site: Any, poster: str, code: str) -> None:
    worker = reader(code, **PHONE)
    worker.page.goto(f"{site.url}/n/{poster}")
    assert worker.page.url == f"{site.url}/{code}/near-miss/{poster}"
    worker.check_axe()
    worker.page.locator("[name=what]").fill("A strap broke over the gate.")
    worker.page.context.set_offline(True)
    worker.page.get_by_role("button", name=worker.words("Send"), exact=True).click()
    worker.page.locator("[data-report-kept]").wait_for(state="visible")
    assert worker.page.locator("[name=what]").input_value() == "A strap broke over the gate."
    assert reports(site, poster) == []
    with worker.page.expect_navigation():
        worker.page.context.set_offline(False)
    worker.sees("Waits for an answer")
    worker.check_axe()
    assert reports(site, poster) == ["A strap broke over the gate."]
    forgive_the_network(worker)


@pytest.mark.parametrize("code", languages("en"))
def test_a_page_that_was_closed_without_network_sends_when_it_is_opened_again(
    reader: Any, site: Any, poster: str, code: str
) -> None:
    worker = reader(code, **PHONE)
    worker.page.goto(f"{site.url}/{code}/near-miss/{poster}")
    worker.page.locator("[name=what]").fill("Oil on the stairs.")
    worker.page.context.set_offline(True)
    worker.page.get_by_role("button", name=worker.words("Send"), exact=True).click()
    worker.page.locator("[data-report-kept]").wait_for(state="visible")
    worker.page.goto("about:blank")
    worker.page.context.set_offline(False)
    worker.page.goto(f"{site.url}/{code}/near-miss/{poster}")
    worker.page.wait_for_url(f"**/near-miss/{poster}/*")
    assert reports(site, poster) == ["Oil on the stairs."]
    worker.page.goto(f"{site.url}/{code}/near-miss/{poster}")
    assert worker.page.locator("[name=what]").input_value() == "", "what was sent is no longer on the phone"
    forgive_the_network(worker)


@pytest.mark.parametrize("code", languages("en"))
def test_what_the_site_refuses_is_shown_with_the_text_and_without_script_the_form_works(
    reader: Any, site: Any, poster: str, code: str
) -> None:
    for script in (True, False):
        worker = reader(code, script=script, **PHONE)
        worker.page.goto(f"{site.url}/{code}/near-miss/{poster}")
        worker.page.locator("[name=what]").fill(f"Told with script {script}")
        worker.page.locator("[name=place]").fill("")
        worker.press("Send")
        assert worker.page.locator("[data-error-summary]").is_visible()
        assert worker.page.locator("[name=what]").input_value() == f"Told with script {script}"
        worker.page.locator("[name=place]").fill("Hall 2")
        worker.press("Send")
        worker.sees("Waits for an answer")
    assert reports(site, poster) == ["Told with script True", "Told with script False"]
