"""A buyer's pages: nothing typed is lost, nothing asked without a reason, and what is published is read by everybody."""

import re
import threading

import pytest
from html5lib import parse
from sqlalchemy import text as sql

from app.blueprints.requirements import queries, services
from app.core.db import acting_for, db, unit_of_work
from tests.factories import requirements as made
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.requirements import asked, draft, forget_dimension, own_dimension

HOSTILE = "<script>alert(1)</script> \"' & <b>æ</b> {{ 7*7 }} %(x)s %s"


@pytest.fixture
def buyer(db_session):
    return organisation("buyer")


@pytest.fixture
def editor(buyer, sign_in):
    return sign_in(member(buyer, "editor", name="Eli Prøve"))


def at(buyer, path: str = "", lang: str = "en") -> str:
    return f"/{lang}/organisations/{buyer.id}/requirements{path}"


def text(response) -> str:
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find("body").itertext()).split())


def new_form(**values) -> dict[str, str]:
    return {"title": "Meals", "purpose": "A warm meal every day.", "language": "en", "once": "a"} | values


def edit_form(version: int = 1, **values) -> dict[str, str]:
    """As a browser sends it: a row that was not touched is at 0 with weight 1."""
    untouched = {f"{part}_{code}": typed for code in made.CODES for part, typed in UNTOUCHED.items()}
    return new_form(version=str(version)) | untouched | values


UNTOUCHED = {"level": "0", "weight": "1", "reason": ""}


def rows(owner_sql) -> list:
    return owner_sql(
        "SELECT dimension_code, level, weight::text, must, reason FROM requirements_requirement ORDER BY dimension_code"
    )


# ---- who -----------------------------------------------------------------------------------------------------------

OWN = ["", "/new"]
OF_A_DRAFT = ["/{id}", "/{id}/publish", "/{id}/delete", "/{id}/withdraw", "/copy/{id}"]


@pytest.mark.parametrize("path", [*OWN, *OF_A_DRAFT])
def test_a_buyers_drafts_are_not_there_for_strangers(buyer, sign_in, client, path):
    path = path.format(id=made.profile(buyer, published=False).id)
    strangers = {
        "another buyer": member(organisation("buyer")),
        "a supplier": member(organisation()),
        "a moderator": person(platform=("moderator",)),
        "an administrator": person(platform=("administrator",)),
    }
    for who, stranger in strangers.items():
        for status in (
            sign_in(stranger).get(at(buyer, path)).status_code,
            sign_in(stranger).post(at(buyer, path)).status_code,
        ):
            assert status in ((403, 404, 405) if path in OWN else (404, 403) if path.endswith("publish") else (404,)), (
                who
            )
    assert client.get(at(buyer, path)).status_code in (401, 404)
    assert sign_in(member(buyer)).get(at(buyer, path)).status_code == 200


def test_a_reader_reads_and_does_not_write(buyer, sign_in):
    profile = made.profile(buyer, published=False)
    reader = sign_in(member(buyer, "reader"))
    page = reader.get(at(buyer))
    assert page.status_code == 200
    assert f"/requirements/{profile.id}" in page.get_data(as_text=True)
    assert not re.search(rf'href="{at(buyer)}/(new|{profile.id})', page.get_data(as_text=True))
    assert reader.get(f"/en/requirements/{profile.id}").status_code == 200
    for path in ("/new", f"/{profile.id}", f"/{profile.id}/publish", f"/{profile.id}/delete"):
        assert reader.get(at(buyer, path)).status_code in (403, 404)
    assert reader.post(at(buyer, f"/{profile.id}/publish"), data={"version": "1"}).status_code == 403


def test_a_supplier_writes_no_profiles(db_session, sign_in):
    firm = organisation()
    for path in ("", "/new"):
        assert sign_in(member(firm)).get(at(firm, path)).status_code == 403


def test_a_profile_of_one_buyer_is_not_found_under_another(buyer, sign_in):
    other = organisation("buyer")
    profile = made.profile(buyer, published=False)
    both = sign_in(person(organisations={buyer: "owner", other: "owner"}))
    assert both.get(at(other, f"/{profile.id}")).status_code == 404
    assert both.get(at(buyer, f"/{profile.id}")).status_code == 200


def test_the_menu_leads_a_buyer_and_nobody_else_to_its_profiles(buyer, editor, sign_in, client):
    link = f'href="{at(buyer)}"'
    assert link in editor.get("/en/requirements").get_data(as_text=True)
    firm = organisation()
    for other in (sign_in(member(firm)), client):
        assert "/organisations/" + str(buyer.id) not in other.get("/en/requirements").get_data(as_text=True)


# ---- writing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_profile_is_written_previewed_and_published(buyer, editor, client, owner_sql, lang):
    response = editor.post(at(buyer, "/new", lang), data=new_form(language="nn", title="Mat"))
    assert response.status_code == 303
    form = edit_form(
        language="nn", title="Mat", level_HSE="3", weight_HSE="0,5", must_HSE="y", reason_HSE="Tunge løft."
    )
    response = editor.post(response.location, data=form | {"once": "b"})
    assert response.status_code == 303
    assert rows(owner_sql) == [("HSE", 3, "0.500", True, "Tunge løft.")]
    preview = editor.get(response.location)
    assert "Tunge løft." in text(preview)
    (number,) = owner_sql("SELECT id FROM requirements_profile")[0]
    assert client.get(f"/{lang}/requirements/{number}").status_code == 404
    response = editor.post(response.location, data={"version": "2", "once": "c"})
    assert response.status_code == 303
    page = client.get(response.location)
    assert page.status_code == 200
    descriptor = {"nb": "Systemet er i daglig bruk", "en": "System in daily use"}.get(lang, "i dagleg bruk")
    assert descriptor in text(page)
    assert ("0.5" if lang == "en" else "0,5") in text(page)


def test_the_same_form_sent_twice_makes_one_profile(buyer, editor, owner_sql):
    first, second = (editor.post(at(buyer, "/new"), data=new_form()) for _ in range(2))
    assert first.location == second.location
    assert owner_sql("SELECT count(*) FROM requirements_profile") == [(1,)]


def test_the_level_chosen_is_shown_with_its_descriptor_and_all_six_are_at_hand(buyer, editor):
    profile = made.profile(buyer, asked("HSE", 3), published=False)
    page = text(editor.get(at(buyer, f"/{profile.id}")))
    assert "Level 3: System in daily use" in page
    for descriptor in ("No risk assessment exists.", "Results reviewed from outside"):
        assert descriptor in page


def test_a_profile_that_asks_nothing_is_saved_told_so_and_not_published(buyer, editor, owner_sql):
    profile = made.profile(buyer, asked("HSE"), published=False)
    response = editor.post(at(buyer, f"/{profile.id}"), data=edit_form(stay="y"))
    assert response.status_code == 303
    assert "This profile has no requirements" in text(editor.get(response.location))
    assert "has no requirements" in text(editor.get(at(buyer, f"/{profile.id}/publish")))
    refused = editor.post(at(buyer, f"/{profile.id}/publish"), data={"version": "2", "once": "b"})
    assert refused.status_code == 422
    assert owner_sql("SELECT state FROM requirements_profile") == [("draft",)]


def test_every_fault_is_told_at_once_and_nothing_typed_is_lost(buyer, editor, owner_sql):
    profile = made.profile(buyer, published=False)
    typed = {
        "title": "",
        "language": "sv",
        "level_HSE": "3", "reason_HSE": "",
        "level_QUA": "7", "reason_QUA": "Because of quality.",
        "level_ENV": "2", "weight_ENV": "1/3", "reason_ENV": "Because of waste.",
        "level_DIG": "2", "weight_DIG": "NaN", "reason_DIG": "Because of data.",
        "level_FIN": "2", "weight_FIN": "1e999", "reason_FIN": "Because of money.",
        "level_BID": "2", "weight_BID": "0", "reason_BID": "Because of bids.",
        "level_LOC": "2", "must_LOC": "y", "reason_LOC": "Because it is near.",
        "level_INN": "0", "must_INN": "y",
    }  # fmt: skip
    before = rows(owner_sql)
    response = editor.post(at(buyer, f"/{profile.id}"), data=edit_form(**typed))
    assert response.status_code == 422
    page, said = response.get_data(as_text=True), text(response)
    for words in (
        "Health, safety and working environment: write why this need calls for the level.",
        "Quality and delivery: choose a level from 0 to 5.",
        "Environment and climate: write the weight with decimals, such as 0.5. A fraction such as 1/3 is not taken",
        "Digital trade and information security: write the weight as a number",
        "Finances and continuity: write the weight as a number",
        "Public-market readiness: a weight is above 0.",
        "Local value and skills cannot be a must-have: the EEA rules forbid",
        "Innovation and outcomes: choose a level above 0, or take away the must-have.",
    ):
        assert said.count(words) == 2, words  # above the form and at its row
    assert page.count('href="#') >= 9
    for target in re.findall(r'<li><a href="#([^"]+)"', page):
        assert f'id="{target}"' in page, target
    for kept in (
        "Because of quality.",
        "Because of waste.",
        "Because it is near.",
        'value="1/3"',
        'value="NaN"',
        'value="1e999"',
    ):
        assert kept in page
    assert rows(owner_sql) == before


def test_local_value_is_not_offered_as_a_must_have_and_refused_when_posted(buyer, editor, owner_sql):
    profile = made.profile(buyer, published=False)
    page = editor.get(at(buyer, f"/{profile.id}")).get_data(as_text=True)
    assert 'name="must_HSE"' in page
    assert 'name="must_LOC"' not in page
    form = edit_form(level_LOC="2", must_LOC="y", reason_LOC="Near.")
    response = editor.post(at(buyer, f"/{profile.id}"), data=form)
    assert response.status_code == 422
    assert "EEA rules forbid preferring firms because they are local" in text(response)
    assert rows(owner_sql)[0][0] == "HSE"


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_weight_is_shown_as_it_may_be_typed_again(buyer, editor, owner_sql, lang):
    profile = made.profile(buyer, asked("HSE", 2, 1000), asked("QUA", 2, "0.125"), published=False)
    page = editor.get(at(buyer, f"/{profile.id}", lang)).get_data(as_text=True)
    shown = dict(re.findall(r'name="weight_(\w+)"[^>]*value="([^"]*)"', page))
    assert shown["HSE"] == "1000"
    assert shown["QUA"] == ("0.125" if lang == "en" else "0,125")


def test_an_untouched_weight_is_one(buyer, editor, owner_sql):
    profile = made.profile(buyer, published=False)
    editor.post(at(buyer, f"/{profile.id}"), data=edit_form(level_HSE="1", weight_HSE="", reason_HSE="So."))
    assert rows(owner_sql) == [("HSE", 1, "1.000", False, "So.")]


def test_a_long_reason_is_kept_and_said_to_be_too_long(buyer, editor):
    profile = made.profile(buyer, published=False)
    response = editor.post(at(buyer, f"/{profile.id}"), data=edit_form(level_HSE="1", reason_HSE="æ" * 1001))
    assert response.status_code == 413
    assert "æ" * 1001 in response.get_data(as_text=True)


def test_requirements_out_of_proportion_are_remarked_on_and_not_stopped(buyer, editor, owner_sql):
    musts = [asked(code, must=True) for code in made.CODES[:6]]
    profile = made.profile(buyer, *musts, published=False)
    preview = text(editor.get(at(buyer, f"/{profile.id}/publish")))
    assert "More than half of the dimensions are must-haves" in preview
    assert "You may go on all the same" in preview
    assert editor.post(at(buyer, f"/{profile.id}/publish"), data={"version": "1", "once": "b"}).status_code == 303
    modest = made.profile(buyer, published=False)
    assert "You may go on" not in text(editor.get(at(buyer, f"/{modest.id}/publish")))


def test_a_buyers_own_dimensions_stand_after_the_common_ones(buyer, editor, owner_sql):
    for number in range(20):
        own_dimension(buyer, f"OWN{number}")
    other = organisation("buyer")
    own_dimension(other, "THEIRS")
    profile = made.profile(buyer, published=False)
    page = editor.get(at(buyer, f"/{profile.id}"))
    assert re.findall(r'name="level_(\w+)"', page.get_data(as_text=True)) == [
        *made.CODES,
        *(f"OWN{n}" for n in range(20)),
    ]
    form = edit_form(level_OWN7="2", reason_OWN7="Ours.", level_THEIRS="2", reason_THEIRS="Not ours.")
    assert editor.post(at(buyer, f"/{profile.id}"), data=form).status_code == 303
    assert [row[0] for row in rows(owner_sql)] == ["OWN7"]


def test_a_dimension_that_is_gone_is_told_of_before_the_draft_is_saved(buyer, editor):
    own_dimension(buyer, "ROV")
    own_dimension(buyer, "SJO")
    profile = made.profile(buyer, asked("ROV"), published=False)
    forget_dimension(buyer, "ROV")
    page = text(editor.get(at(buyer, f"/{profile.id}")))
    assert "They leave the profile when you save it: ROV." in page


# ---- two at once -------------------------------------------------------------------------------------------------


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(buyer, editor, owner_sql):
    profile = made.profile(buyer, published=False)
    first = actor(member(buyer, name="Ola Prøve"))
    with unit_of_work(acting_for(buyer.id)):
        services.save_profile(
            queries.get_profile(profile.id), draft(asked("QUA", 4, reason="Their reason."), version=1), by=first
        )
    form = edit_form(1, level_ENV="2", weight_ENV="0.5", reason_ENV="My reason.")
    response = editor.post(at(buyer, f"/{profile.id}"), data=form)
    assert response.status_code == 409
    page = text(response)
    assert "Ola Prøve saved it" in page
    assert "Their reason." in page
    assert "My reason." in page
    assert rows(owner_sql) == [("QUA", 4, "1.000", False, "Their reason.")]
    (version,) = re.findall(r'name="version"[^>]*value="(\d+)"', response.get_data(as_text=True))
    assert editor.post(at(buyer, f"/{profile.id}"), data=form | {"version": version, "once": "z"}).status_code == 303
    assert [row[0] for row in rows(owner_sql)] == ["ENV"]


def test_a_change_that_comes_after_publication_is_a_conflict_and_keeps_the_text(buyer, editor, owner_sql):
    profile = made.profile(buyer)
    response = editor.post(at(buyer, f"/{profile.id}"), data=edit_form(1, level_HSE="5", reason_HSE="Too late."))
    assert response.status_code == 409
    assert "Too late." in text(response)
    assert "published, and stays as it is" in text(response)
    assert rows(owner_sql)[0][1] == 2


@pytest.mark.parametrize("action", ["publish", "delete", "withdraw"])
def test_a_button_pressed_on_a_page_that_has_grown_old_does_nothing(buyer, editor, owner_sql, action):
    profile = made.profile(buyer, published=action == "withdraw")
    before = owner_sql("SELECT state, version FROM requirements_profile")
    response = editor.post(at(buyer, f"/{profile.id}/{action}"), data={"version": "77", "once": "b"})
    assert response.status_code == 409
    assert owner_sql("SELECT state, version FROM requirements_profile") == before


def test_of_two_who_publish_at_the_same_moment_both_see_it_published_once(buyer, sign_in, owner_sql):
    profile = made.profile(buyer, published=False)
    clients = [sign_in(member(buyer)) for _ in range(2)]
    gate, answers = threading.Barrier(2), []

    def press(client) -> None:
        gate.wait(5)
        answers.append(client.post(at(buyer, f"/{profile.id}/publish"), data={"version": "1", "once": "b"}).status_code)

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert owner_sql("SELECT state, version FROM requirements_profile") == [("published", 2)]


# ---- publishing --------------------------------------------------------------------------------------------------


def test_only_a_verified_buyer_publishes(db_session, sign_in, owner_sql):
    buyer = organisation("buyer", verified=False)
    profile = made.profile(buyer, published=False)
    owner = sign_in(member(buyer))
    preview = text(owner.get(at(buyer, f"/{profile.id}/publish")))
    assert "once the ministry has verified" in preview
    assert owner.post(at(buyer, f"/{profile.id}/publish"), data={"version": "1"}).status_code == 403
    assert owner_sql("SELECT state FROM requirements_profile") == [("draft",)]


def test_what_is_published_leads_from_its_form_to_its_page(buyer, editor):
    profile = made.profile(buyer)
    for path in (f"/{profile.id}", f"/{profile.id}/publish"):
        assert editor.get(at(buyer, path)).location == f"/en/requirements/{profile.id}"


def test_a_withdrawn_profile_is_read_with_a_warning_and_not_listed(buyer, editor, client):
    profile = made.profile(buyer)
    page = editor.get(at(buyer, f"/{profile.id}/withdraw")).get_data(as_text=True)
    (version,) = re.findall(r'name="version"[^>]*value="(\d+)"', page)
    assert editor.post(at(buyer, f"/{profile.id}/withdraw"), data={"version": version, "once": "b"}).status_code == 303
    assert "This profile is withdrawn" in text(client.get(f"/en/requirements/{profile.id}"))
    assert profile.title not in text(client.get("/en/requirements"))


def test_a_draft_is_deleted_and_a_published_profile_is_not(buyer, editor, owner_sql):
    draft_, public = made.profile(buyer, published=False), made.profile(buyer)
    assert editor.post(at(buyer, f"/{draft_.id}/delete"), data={"version": "1", "once": "a"}).status_code == 303
    assert editor.post(at(buyer, f"/{public.id}/delete"), data={"version": "2", "once": "b"}).status_code == 409
    assert owner_sql("SELECT id FROM requirements_profile") == [(public.id,)]


def test_another_buyers_profile_is_copied_to_a_draft_of_ones_own(buyer, editor, owner_sql):
    other = organisation("buyer")
    own_dimension(other, "ROV")
    source = made.profile(other, asked("HSE", 3), asked("ROV", 2))
    assert f"{at(buyer)}/copy/{source.id}" in editor.get(f"/en/requirements/{source.id}").get_data(as_text=True)
    assert source.title in text(editor.get(at(buyer, f"/copy/{source.id}")))
    response = editor.post(at(buyer, f"/copy/{source.id}"), data=new_form(title="Ours"))
    assert response.status_code == 303
    page = text(editor.get(response.location))
    assert "1 requirement could not be copied, since you have no such dimension: ROV." in page
    copies = owner_sql(
        "SELECT title, state, copied_from_id FROM requirements_profile WHERE organisation_id = %(b)s", b=buyer.id
    )
    assert copies == [("Ours", "draft", source.id)]


# ---- everybody's pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_published_profile_marks_what_is_in_another_language_than_the_page(buyer, client, lang):
    profile = made.profile(buyer, asked("HSE", 3, reason="Tunge løft."), language="nn")
    page = client.get(f"/{lang}/requirements/{profile.id}").get_data(as_text=True)
    if lang == "nn":
        assert 'lang="nn">Tunge løft.' not in page
    else:
        assert '<span lang="nn">Tunge løft.</span>' in page
        assert re.search(rf'<h1[^>]* lang="nn">{profile.title}', page)


def test_hostile_texts_are_shown_as_text_on_every_page(buyer, editor, sign_in, client):
    profile = made.profile(buyer, asked("HSE", 3, reason=HOSTILE), title=HOSTILE, purpose=HOSTILE)
    again = made.profile(buyer, asked("HSE", 3, reason=HOSTILE), title=HOSTILE, purpose=HOSTILE, published=False)
    firm = organisation()
    pages = [
        editor.get(at(buyer)),
        editor.get(at(buyer, f"/{again.id}")),
        editor.get(at(buyer, f"/{again.id}/publish")),
        editor.get(at(buyer, f"/{again.id}/delete")),
        editor.get(at(buyer, f"/{profile.id}/withdraw")),
        editor.get(at(buyer, f"/copy/{profile.id}")),
        client.get("/en/requirements"),
        client.get(f"/en/requirements/{profile.id}"),
        sign_in(member(firm)).get(f"/en/organisations/{firm.id}/capability/check/{profile.id}"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.get_data(as_text=True)
        assert "{{ 7*7 }} %(x)s %s" in text(page)


def test_a_visitor_goes_through_the_list_and_narrows_it_to_a_buyer(buyer, client):
    other = organisation("buyer")
    for _ in range(21):
        made.profile(buyer, title="Mat")
    made.profile(other, title="Robot")
    first = client.get("/en/requirements").get_data(as_text=True)
    onward = re.search(r'href="([^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    assert len(re.findall(r'<h2 class="t">', client.get(onward).get_data(as_text=True))) == 2
    only = client.get(f"/en/requirements?buyer={other.id}")
    assert "Robot" in text(only)
    assert "Mat" not in [row.text for row in parse(only.get_data(as_text=True), namespaceHTMLElements=False).iter("h2")]
    for odd in ("?buyer=x", "?buyer=99999999999999999999", "?after=x", "?buyer=1&after=%00"):
        assert client.get(f"/en/requirements{odd}").status_code == 200


def test_the_list_of_a_buyer_without_profiles_says_that_nothing_fits(client, buyer):
    made.profile(buyer)
    assert "No profile fits" in text(client.get("/en/requirements?buyer=1"))


@pytest.mark.parametrize("number", [0, 2**63 - 1, 10**30])
def test_a_profile_that_is_not_there_is_not_found(client, number):
    assert client.get(f"/en/requirements/{number}").status_code == 404


# ---- speed -------------------------------------------------------------------------------------------------------


def many(buyer, count: int) -> None:
    """`count` published profiles by plain SQL, with three requirements each."""
    (framework,) = db.session.execute(sql("SELECT max(id) FROM capability_framework WHERE code = 'default'")).one()
    with unit_of_work(acting_for(buyer.id)):
        db.session.execute(
            sql(
                "WITH made AS (INSERT INTO requirements_profile (organisation_id, framework_id, title, purpose, language,"
                " state, published_at, changed_at, version) SELECT :buyer, :framework, 'Profil', 'Behov', 'nb', 'published',"
                " now() - n * interval '1 hour', now(), 1 FROM generate_series(1, :count) n RETURNING id) SELECT count(*) FROM made"
            ),
            {"buyer": buyer.id, "framework": framework, "count": count},
        )


BUDGETS = {
    "/en/requirements": 2,
    "/en/requirements?buyer={buyer}": 2,
    "/en/organisations/{buyer}/requirements": 5,
    "/en/organisations/{firm}/capability/check": 5,
}


@pytest.mark.parametrize("path", BUDGETS)
def test_lists_take_as_many_statements_with_300_profiles_as_with_3(buyer, editor, sign_in, client, statements, path):
    counts, firm = [], organisation()
    owner = sign_in(member(firm))
    for more in (3, 297):
        many(buyer, more)
        reader = owner if "{firm}" in path else editor if "organisations" in path else client
        with statements() as seen:
            assert reader.get(path.format(buyer=buyer.id, firm=firm.id)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= BUDGETS[path]


def test_a_profile_with_forty_dimensions_takes_as_few_statements_as_one(buyer, client, editor, statements):
    for number in range(30):
        own_dimension(buyer, f"OWN{number}")
    codes = [*made.CODES, *(f"OWN{number}" for number in range(30))]
    small = made.profile(buyer, asked("HSE"))
    large = made.profile(buyer, *(asked(code) for code in codes))
    draft_ = made.profile(buyer, *(asked(code) for code in codes), published=False)
    counts = []
    for profile in (small, large):
        with statements() as seen:
            assert client.get(f"/en/requirements/{profile.id}").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 3
    with statements() as seen:
        assert editor.get(at(buyer, f"/{draft_.id}")).status_code == 200
    assert len(seen) <= 6
