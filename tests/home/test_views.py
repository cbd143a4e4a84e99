"""Front page, pages about the site, overview, health, styleguide, and the pages for what went wrong."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.blueprints.home.views.prose import PAGES
from app.core.clock import now, today
from app.core.error_pages import page
from app.core.errors import Conflict, StaleVersion
from tests.conftest import validate
from tests.factories import control
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.capability import assessment, decided, review, support
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.evidence import evidence, request
from tests.factories.internal_control import training

LANGUAGES = ("nb", "nn", "en")


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("no,en;q=0.8", "nb"),
        ("nn-NO,nb;q=0.9", "nn"),
        ("en-GB", "en"),
        ("de", "nb"),
        ("", "nb"),
        ("en;q=0.3,nn;q=0.9", "nn"),
    ],
)
def test_the_first_visit_goes_to_the_browsers_language(client: Any, header: str, lang: str) -> None:
    answer = client.get("/", headers={"Accept-Language": header})
    assert (answer.status_code, answer.location) == (302, f"/{lang}/")
    assert "Accept-Language" in answer.headers["Vary"]


def test_whoever_is_signed_in_goes_to_the_language_of_her_account(sign_in: Any) -> None:
    assert sign_in(person(locale="nn")).get("/", headers={"Accept-Language": "en"}).location == "/nn/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_front_page_shows_open_dialogues_to_everybody_and_sets_no_cookie(
    client: Any, db_session: Any, statements: Any, lang: str
) -> None:
    dialogue = published_dialogue()
    with statements() as seen:
        answer = client.get(f"/{lang}/")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'/{lang}/dialogues/{dialogue.id}"' in text
    assert "Set-Cookie" not in answer.headers
    assert len([sql for sql in seen if "set_config" not in sql]) <= 2, seen


def test_a_text_in_another_language_than_the_page_says_so(client: Any, db_session: Any) -> None:
    published_dialogue(lang="nn")
    assert re.search(r'<h3[^>]* lang="nn"', client.get("/nb/").get_data(as_text=True))


def test_the_front_page_without_dialogues_says_what_will_be_there(client: Any) -> None:
    assert 'class="empty' in client.get("/en/").get_data(as_text=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_points_to_itself_in_the_other_languages(client: Any, lang: str) -> None:
    text = client.get(f"/{lang}/privacy?from=mail").get_data(as_text=True)
    for other in (*LANGUAGES, "x-default"):
        code = "nb" if other == "x-default" else other
        assert f'hreflang="{other}" href="http://localhost/{code}/privacy?from=mail"' in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_about_the_site_stand_in_each_language_without_the_database(
    client: Any, statements: Any, name: str, lang: str
) -> None:
    with statements() as seen:
        answer = client.get(f"/{lang}/{name}")
    assert answer.status_code == 200
    assert len(re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True)).split()) > 200
    assert seen == []


def test_each_prose_is_its_own(app: Flask, client: Any) -> None:
    for name in PAGES:
        texts = {client.get(f"/{lang}/{name}").get_data(as_text=True).split('class="prose"')[1] for lang in LANGUAGES}
        assert len(texts) == len(LANGUAGES)


def test_health_is_answered_without_the_database_and_readiness_with_one(client: Any, statements: Any) -> None:
    with statements() as seen:
        assert client.get("/healthz").status_code == 200
    assert seen == []
    with statements() as seen:
        assert client.get("/readyz").status_code == 200
    assert seen


def test_a_copy_that_is_not_the_real_site_is_not_indexed(client: Any) -> None:
    assert "Disallow: /\n" in client.get("/robots.txt").get_data(as_text=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_styleguide_draws_every_component(client: Any, lang: str) -> None:
    text = client.get(f"/{lang}/styleguide").get_data(as_text=True)
    for mark in ("data-error-summary", "ds-fieldset", 'class="phases"', 'class="chart"', 'class="pager"', "readonly"):
        assert mark in text
    assert text.count('class="chart"') >= 4


def test_the_styleguide_is_not_there_in_production(app: Flask, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = app.extensions["samhandel_settings"].model_copy(
        update={"environment": "production", "public_url": "http://localhost"}
    )
    monkeypatch.setitem(app.extensions, "samhandel_settings", settings)
    assert client.get("/en/styleguide").status_code == 404


def test_the_error_summary_links_to_each_field_and_the_title_says_error(client: Any) -> None:
    text = client.get("/en/styleguide").get_data(as_text=True)
    summary = text.split("data-error-summary")[1].split("</ul>")[0]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets
    for target in targets:
        assert f'id="{target}"' in text
    assert "<title>Error: Styleguide" in text
    assert text.index("data-error-summary") < text.index("<h1")


def test_hints_and_errors_are_joined_to_their_field_without_script(client: Any) -> None:
    text = client.get("/en/styleguide").get_data(as_text=True)
    for ids in re.findall(r'aria-describedby="([^"]+)"', text):
        for ident in ids.split():
            assert f'id="{ident}"' in text


# ---- overview ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_firm_sees_what_to_do_next(sign_in: Any, statements: Any, lang: str) -> None:
    firm = organisation()
    her = sign_in(member(firm))
    with statements() as seen:
        answer = her.get(f"/{lang}/organisations/{firm.id}/overview")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f"/{lang}/organisations/{firm.id}/safety/hours/new" in text
    assert f"/{lang}/organisations/{firm.id}/capability" in text
    assert len([sql for sql in seen if "set_config" not in sql]) <= 10, seen


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_firm_is_told_of_documents_requests_reviews_and_levels_within_ten_statements(
    sign_in: Any, statements: Any, owner_sql: Any, lang: str
) -> None:
    firm, (buyer_of_it, _who) = organisation(), buyer()
    held = evidence(firm, "routine", ends_in=20, record_from=today(), record_to=today())
    support(firm, held, "HSE", 3)
    assessment(firm, submitted=True)
    request(buyer_of_it, firm)
    reviewer = organisation("interest")
    her = member(reviewer)
    decided(review(firm, reviewer, "HSE"), her, "returned", reason="Det mangler en logg.")
    ending = decided(review(firm, reviewer, "QUA"), her, "endorsed", expires_on=today() + timedelta(days=400))
    soon = today() + timedelta(days=30)
    owner_sql("UPDATE capability_review SET expires_on = %(day)s WHERE id = %(id)s", day=soon, id=ending.id)
    client = sign_in(member(firm))
    with statements() as seen:
        page = client.get(f"/{lang}/organisations/{firm.id}/overview").text
    start = f"/{lang}/organisations/{firm.id}"
    assert f'{start}/evidence-requests"' in page
    assert f'{start}/evidence/{held.id}"' in page
    assert f'{start}/capability/dimensions/HSE"' in page  # its level falls
    assert f'{start}/capability/dimensions/QUA"' in page  # its endorsement ends
    assert page.count(f"{start}/capability/reviews/") == 2
    assert len([sql for sql in seen if "set_config" not in sql]) <= 10, seen


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whoever_can_renew_training_is_told_what_runs_out_and_whoever_can_sign_what_waits(
    sign_in: Any, statements: Any, lang: str
) -> None:
    firm = organisation()
    training(firm, expires_in=-1)
    training(firm, "Eli Prøve", expires_in=0)  # valid on its last day
    training(firm, "Tor Prøve", expires_in=60)
    training(firm, "Per Prøve", expires_in=61)
    training(firm, "Kim Prøve", expires_in=-9, ended_at=now())
    owner = member(firm)
    held = control.review(firm)
    start = f"/{lang}/organisations/{firm.id}"
    renew, keep, sign = (
        f"{start}/training?state=expired",
        f"{start}/training?state=expiring",
        f'{start}/internal-control/reviews/{held.id}"',
    )

    def page(who: Any) -> str:
        client = sign_in(who)
        with statements() as seen:
            text: str = client.get(f"{start}/overview").text
        assert len([sql for sql in seen if "set_config" not in sql]) <= 10, seen
        return text

    vera = member(firm, "safety_representative")
    assert sign not in page(vera), "the firm has not signed it yet"
    control.sign(firm, held, actor(owner))
    if lang == "en":
        assert "One training has expired" in page(owner)
        assert "2 trainings expire soon" in page(owner)
    for who, renews, signs in ((owner, True, False), (vera, False, True), (member(firm, "reader"), False, False)):
        shown_to = page(who)
        assert (renew in shown_to, keep in shown_to, sign in shown_to) == (renews, renews, signs)
    control.answer(firm, held, actor(vera))
    assert sign not in page(vera)


def test_a_document_with_a_newer_one_to_take_over_is_not_told_of(sign_in: Any, db_session: Any) -> None:
    firm = organisation()
    evidence(firm, "iso_9001", ends_in=20)
    evidence(firm, "iso_9001", ends_in=400, link="https://sertifikat.prove.example/8")
    other = evidence(firm, "iso_14001", ends_in=30)
    page = sign_in(member(firm)).get(f"/en/organisations/{firm.id}/overview").text
    assert "One document expires soon" in page
    assert f'/evidence/{other.id}"' in page


def test_a_reviewer_is_told_of_the_firm_that_asks(sign_in: Any, db_session: Any) -> None:
    firm, reviewer = organisation(), organisation("interest")
    assessment(firm, submitted=True)
    review(firm, reviewer)
    path = f"/en/organisations/{reviewer.id}/overview"
    assert "One firm asks you to endorse its level" in sign_in(member(reviewer)).get(path).text
    assert "asks you to endorse" not in sign_in(member(reviewer, "reader")).get(path).text


def test_a_buyer_is_asked_for_a_need(sign_in: Any) -> None:
    firm, who = buyer()
    assert f"/organisations/{firm.id}/dialogues" in sign_in(who).get(f"/en/organisations/{firm.id}/overview").get_data(
        as_text=True
    )


@pytest.mark.parametrize("kind", ["supplier", "buyer", "interest", "ministry"])
@pytest.mark.parametrize("role", ["owner", "editor", "reader"])
def test_each_kind_and_role_has_an_overview(sign_in: Any, kind: str, role: str) -> None:
    firm = organisation(kind, verified=False, bankrupt=True, headcount=14, municipality="BREMANGER")
    assert sign_in(member(firm, role)).get(f"/nn/organisations/{firm.id}/overview").status_code == 200


def test_an_overview_is_for_the_organisations_own_people(sign_in: Any, client: Any) -> None:
    firm = organisation()
    path = f"/nb/organisations/{firm.id}/overview"
    assert sign_in(member(firm)).get(path).status_code == 200
    assert sign_in(member(organisation())).get(path).status_code == 403
    assert sign_in(person(platform=("moderator",))).get(path).status_code == 403
    assert client.get(path).status_code == 401


# ---- what went wrong ---------------------------------------------------------------------------------------------

KEPT = {"title": "Ein tittel", "body": "Det eg skreiv <script>alert(1)</script> " * 20, "password": "hemmeleg"}


def shown(app: Flask, status: int, lang: str = "nn", **context: Any) -> str:
    path = f"/{lang}/nowhere"
    with app.test_request_context(path, method="POST", data=KEPT):
        app.preprocess_request()
        body, code = page(status, **context)  # type: ignore[misc]
        assert code == status
        return str(body)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503])
def test_each_error_has_a_page_in_each_language(app: Flask, status: int, lang: str) -> None:
    validate(shown(app, status, lang))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 429, 500, 503])
def test_what_was_typed_is_shown_and_never_a_password(app: Flask, status: int) -> None:
    text = shown(app, status)
    assert "Det eg skreiv &lt;script&gt;" in text
    assert "hemmeleg" not in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("status", [409, 429, 503])
def test_what_failed_for_a_moment_can_be_sent_again_as_it_was(app: Flask, status: int) -> None:
    text = shown(app, status)
    assert '<form class="stack" method="post" action="/nn/nowhere">' in text
    assert '<input type="hidden" name="title" value="Ein tittel">' in text


def test_a_lost_race_says_who_was_first_and_does_not_offer_to_lose_again(app: Flask) -> None:
    text = shown(app, 409, error=StaleVersion("Arne Hauge"))
    assert "Arne Hauge" in text
    assert '<form class="stack" method="post"' not in text
    assert "Det eg skreiv" in text


def test_another_conflict_says_what_it_is(app: Flask) -> None:
    error = Conflict("plan_closed")
    assert "plan_closed" in shown(app, 409, error=error, message=error.message)


@pytest.mark.parametrize("status", [500, 503])
def test_the_pages_for_our_own_faults_ask_neither_the_database_nor_who_reads(
    app: Flask, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_kw: Any) -> None:
        raise AssertionError("the page asked")

    for environment in app.extensions["samhandel_environments"].values():
        for name in ("actor", "navigation_items", "organisation_shown", "language_urls"):
            monkeypatch.setitem(environment.globals, name, refuse)
    assert "<h1" in shown(app, status)


def test_on_anothers_page_the_reader_is_still_herself(sign_in, db_session):
    """The menu and the name in the header are of her own organisation, not of the one that she reads about."""
    own, other = organisation(name="Sula Elektro"), organisation("buyer", name="Helse Nordkyst")
    page = sign_in(member(own, "owner")).get(f"/nb/organisations/{other.id}").text
    assert "Helse Nordkyst" in page.split("<main")[1]
    header = page.split("<main")[0].partition("<header")[2]
    assert "· Sula Elektro" in header
    assert f"/organisations/{own.id}/" in header
    assert f"/organisations/{other.id}/" not in header
