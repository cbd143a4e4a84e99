"""The pages: quick to fill in, honest in what they say, and not there for strangers."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from html5lib import parse

from app.blueprints.safety import queries, services
from app.blueprints.safety.terms import EventKind, Month
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.safety import TODAY, working_for


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def editor(firm, sign_in):
    return sign_in(member(firm, "editor", name="Eli Prøve"))


def at(firm, path: str = "", lang: str = "en") -> str:
    return f"/{lang}/organisations/{firm.id}/safety{path}"


def text(response) -> str:
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find("body").itertext()).split())


def today() -> date:
    from app.core import clock

    return clock.today()


def last_month() -> Month:
    return Month.of(today()).plus(-1)


def code(month: Month) -> str:
    return f"{month.year}-{month.month:02d}"


def hours_form(**values) -> dict[str, str]:
    return {
        "month": code(last_month()),
        "own": "3 120,5",
        "hired_in": "",
        "basis": "measured",
        "headcount": "20",
        "once": "a",
    } | values


def near_miss_form(**values) -> dict[str, str]:
    given = {"what": "A pallet slid off the fork.", "place": "Hall 2", "happened_on": str(today()), "once": "a"}
    return given | values


def injury_form(**values) -> dict[str, str]:
    given = {
        "kind": "lost_time",
        "relation": "own",
        "happened_on": str(today()),
        "place": "Hall 2",
        "what": "A hand was caught in the press.",
        "once": "a",
    }
    return given | values


def events(owner_sql) -> list:
    return owner_sql("SELECT number, kind, what FROM safety_event ORDER BY id")


# ---- who ---------------------------------------------------------------------------------------------------------

PATHS = ["", "/hours", "/hours/new", "/events", "/near-misses/new", "/injuries/new"]
READ = ["", "/hours", "/events"]


@pytest.mark.parametrize("path", PATHS)
def test_the_register_is_not_there_for_strangers(firm, sign_in, client, path):
    strangers = {
        "buyer": member(organisation("buyer")),
        "another firm": member(organisation()),
        "moderator": person(platform=("moderator",)),
        "administrator": person(platform=("administrator",)),
    }
    for who, stranger in strangers.items():
        assert sign_in(stranger).get(at(firm, path)).status_code == 404, who
    assert client.get(at(firm, path)).status_code in (401, 404)
    assert sign_in(member(firm)).get(at(firm, path)).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_a_reader_reads_and_does_not_write(firm, sign_in, path):
    reader = sign_in(member(firm, "reader"))
    assert reader.get(at(firm, path)).status_code == (200 if path in READ else 404)


def test_a_reader_is_offered_nothing_to_write(firm, sign_in):
    safety.near_miss(firm)
    hours = safety.hours(firm, last_month())
    reader = sign_in(member(firm, "reader"))
    for path in ("", "/hours", "/events", f"/hours/{hours.id}"):
        page = reader.get(at(firm, path)).get_data(as_text=True)
        assert not re.search(r'href="[^"]*/safety/[^"]*(new|correct|answer)"', page)


def test_an_event_of_one_firm_is_not_found_under_another(firm, sign_in):
    other = organisation()
    event = safety.near_miss(other)
    both = sign_in(person(organisations={firm: "owner", other: "owner"}))
    assert both.get(at(firm, f"/events/{event.id}")).status_code == 404
    assert both.post(at(firm, f"/events/{event.id}/correct"), data=near_miss_form(version="1")).status_code == 404
    assert both.get(at(other, f"/events/{event.id}")).status_code == 200


# ---- hours -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["3 120,5", "3,120.5", "3120.50", "3\u00a0120,5"])
def test_hours_are_taken_as_they_are_written(firm, editor, owner_sql, typed):
    response = editor.post(at(firm, "/hours/new"), data=hours_form(own=typed))
    assert response.status_code == 303
    assert owner_sql("SELECT own, hired_in, basis, headcount, version FROM safety_hours") == [
        (Decimal("3120.50"), Decimal(0), "measured", 20, 1)
    ]
    assert "3,120.5" in text(editor.get(response.location))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"own": "-5"}, "Hours cannot be below 0"),
        ({"own": "1000000000"}, "more than 5"),
        ({"own": "lots"}, "Write hours as a number"),
        ({"own": ""}, "cannot be empty"),
        ({"own": "3120", "headcount": "2"}, "2 people cannot work so many hours"),
        ({"headcount": "minus"}, "whole number"),
        ({"headcount": "-1"}, "from 0 to"),
        ({"basis": ""}, "Choose one"),
        ({"basis": "guessed"}, "Choose one"),
        ({"month": "2199-01"}, "has not begun yet"),
        ({"month": "1999-12"}, "begins in 2000"),
        ({"month": "0000-01"}, "Choose a month"),
        ({"month": "2026-13"}, "Choose a month"),
        ({"month": ""}, "cannot be empty"),
    ],
)
def test_hours_that_cannot_be_are_refused_and_what_was_typed_is_kept(firm, editor, owner_sql, values, said):
    response = editor.post(at(firm, "/hours/new"), data=hours_form(hired_in="12,25", **values))
    assert response.status_code == 422
    assert said in text(response)
    assert 'value="12,25"' in response.get_data(as_text=True)
    assert owner_sql("SELECT * FROM safety_hours") == []


def test_a_month_reported_already_is_said_to_be(firm, editor):
    assert editor.post(at(firm, "/hours/new"), data=hours_form()).status_code == 303
    again = editor.post(at(firm, "/hours/new"), data=hours_form(once="b", own="4000"))
    assert again.status_code == 422
    assert "has been reported already" in text(again)
    assert 'value="4000"' in again.get_data(as_text=True)


def test_last_month_is_suggested_and_reported_months_are_not_offered(firm, editor):
    assert f'selected value="{code(last_month())}"' in editor.get(at(firm, "/hours/new")).get_data(as_text=True)
    safety.hours(firm, last_month())
    page = editor.get(at(firm, "/hours/new")).get_data(as_text=True)
    assert f'value="{code(last_month())}"' not in page
    assert f'selected value="{code(last_month().plus(-1))}"' in page


def test_correcting_hours_shows_what_stood_before(firm, editor):
    hours = safety.hours(firm, last_month(), own=3000)
    page = editor.get(at(firm, f"/hours/{hours.id}/correct")).get_data(as_text=True)
    assert 'value="3,000"' in page
    data = hours_form(own="2900", version="1")
    response = editor.post(at(firm, f"/hours/{hours.id}/correct"), data=data)
    assert response.status_code == 303
    shown = text(editor.get(response.location))
    assert "2,900" in shown
    assert "3,000 hours by own people" in shown


def test_the_second_of_two_who_correct_a_month_sees_who_was_first(firm, editor, owner_sql):
    hours = safety.hours(firm, last_month(), own=3000, by=actor(member(firm, name="Kari Prøve")))
    with working_for(firm):
        draft = safety.hours_draft(last_month(), 2900, version=1)
        services.correct_hours(queries.get_hours(hours.id), draft, by=actor(member(firm, name="Siv Prøve")))
    response = editor.post(at(firm, f"/hours/{hours.id}/correct"), data=hours_form(own="2700", version="1"))
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Siv Prøve" in text(response)
    assert "2,900" in text(response)
    assert 'value="2700"' in page
    assert owner_sql("SELECT own FROM safety_hours") == [(Decimal(2900),)]
    version = re.search(r'name="version"[^>]*value="(\d+)"', page).group(1)
    again = editor.post(at(firm, f"/hours/{hours.id}/correct"), data=hours_form(own="2700", version=version, once="b"))
    assert again.status_code == 303
    assert owner_sql("SELECT own FROM safety_hours") == [(Decimal(2700),)]


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "1e3"])
def test_a_tampered_version_overwrites_nothing(firm, editor, owner_sql, version):
    hours = safety.hours(firm, last_month(), own=3000)
    response = editor.post(at(firm, f"/hours/{hours.id}/correct"), data=hours_form(own="1", version=version))
    assert response.status_code in (409, 422)
    assert owner_sql("SELECT own FROM safety_hours") == [(Decimal(3000),)]


# ---- events ------------------------------------------------------------------------------------------------------


def test_a_near_miss_takes_three_fields(firm, editor, owner_sql):
    page = editor.get(at(firm, "/near-misses/new")).get_data(as_text=True)
    visible = re.findall(r'<(?:input|textarea|select)(?![^>]*type="hidden")[^>]*name="(\w+)"', page.split("<main")[1])
    assert visible == ["what", "place", "happened_on"]
    assert f'value="{today()}"' in page
    response = editor.post(at(firm, "/near-misses/new"), data=near_miss_form())
    assert response.status_code == 303
    assert events(owner_sql) == [(1, "near_miss", "A pallet slid off the fork.")]
    assert "saved as number 1" in text(editor.get(response.location))


@pytest.mark.parametrize(("path", "form"), [("/near-misses/new", near_miss_form), ("/injuries/new", injury_form)])
def test_a_form_sent_twice_makes_one_event(firm, editor, owner_sql, path, form):
    first = editor.post(at(firm, path), data=form())
    second = editor.post(at(firm, path), data=form())
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(events(owner_sql)) == 1


@pytest.mark.parametrize(
    "what",
    [
        "😀 pallen datt 🏗️",
        "وقعت المنصة",
        "Čáhppes máŋga Ŋ đ ŧ",
        "<script>alert(1)</script><b>x</b>",
        "{{ 7*7 }} %s %(x)s",
        "x" * 10_000,
    ],
)
def test_any_text_is_shown_as_it_was_written(firm, editor, owner_sql, what):
    response = editor.post(at(firm, "/near-misses/new"), data=near_miss_form(what=what))
    assert response.status_code == 303
    assert events(owner_sql)[0][2] == what
    page = editor.get(response.location)
    assert what in text(page)
    assert "<script>alert" not in page.get_data(as_text=True)


def test_control_characters_and_turned_text_are_cleaned(firm, editor, owner_sql):
    editor.post(at(firm, "/near-misses/new"), data=near_miss_form(what="a\x00b\u202ec\x07d "))
    assert events(owner_sql)[0][2] == "abcd"


@pytest.mark.parametrize("length", [10_001, 100_000, 200_000])
def test_a_text_above_the_limit_is_kept_and_said_to_be_too_long(firm, editor, owner_sql, length):
    response = editor.post(at(firm, "/near-misses/new"), data=near_miss_form(what="æ" * length))
    assert response.status_code == 413
    assert "æ" * length in response.get_data(as_text=True)
    assert events(owner_sql) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"what": " "}, "cannot be empty"),
        ({"place": ""}, "cannot be empty"),
        ({"happened_on": ""}, "cannot be empty"),
        ({"happened_on": "yesterday"}, "Write the date"),
        ({"happened_on": "31.02.2026"}, "Write the date"),
        ({"happened_on": "2199-01-01"}, "has not come yet"),
        ({"happened_on": "0202-01-01"}, "begins in 2000"),
    ],
)
def test_a_near_miss_that_cannot_be_is_refused_kindly(firm, editor, owner_sql, values, said):
    response = editor.post(at(firm, "/near-misses/new"), data=near_miss_form(**values))
    assert response.status_code == 422
    assert said in text(response)
    assert events(owner_sql) == []


def test_a_date_may_be_typed_as_in_norway(firm, editor, owner_sql):
    assert editor.post(at(firm, "/near-misses/new"), data=near_miss_form(happened_on="05.11.2025")).status_code == 303
    assert owner_sql("SELECT happened_on FROM safety_event") == [(date(2025, 11, 5),)]


def test_an_identity_number_is_refused_with_an_explanation_and_nothing_is_lost(firm, editor, owner_sql):
    from tests.safety.test_services import synthetic_number

    number = synthetic_number()
    response = editor.post(at(firm, "/near-misses/new"), data=near_miss_form(what=f"Fødselsnummer {number} falt"))
    assert response.status_code == 422
    assert "national identity number" in text(response)
    assert '/numbers">' in response.get_data(as_text=True), "the way to a person, if it is something else"
    assert number in response.get_data(as_text=True)
    assert events(owner_sql) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": ""}, "Choose one"),
        ({"kind": "near_miss"}, "Choose one"),
        ({"relation": "cousin"}, "Choose one"),
        ({"lost_days": "0"}, "from 1 to"),
        ({"lost_days": "99999"}, "from 1 to"),
        ({"kind": "first_aid", "lost_days": "2"}, "Only an injury with absence"),
        ({"happened_at": "25:00"}, "Write the time"),
    ],
)
def test_an_injury_that_cannot_be_is_refused_kindly(firm, editor, owner_sql, values, said):
    response = editor.post(at(firm, "/injuries/new"), data=injury_form(**values))
    assert response.status_code == 422
    assert said in text(response)
    assert "A hand was caught in the press." in text(response)
    assert events(owner_sql) == []


@pytest.mark.parametrize(
    ("values", "told"),
    [({"kind": "fatality"}, True), ({"kind": "lost_time", "serious": "y"}, True), ({"kind": "lost_time"}, False)],
)
@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_after_a_serious_accident_the_page_says_at_once_whom_to_tell(firm, editor, values, told, lang):
    response = editor.post(at(firm, "/injuries/new", lang), data=injury_form(**values))
    page = text(editor.get(response.location))
    assert ("73 19 97 00" in page) is told
    assert ("§ 5-2" in page or "section 5-2" in page) is told


def test_the_guidance_gives_its_source_and_date(firm, editor):
    response = editor.post(at(firm, "/injuries/new"), data=injury_form(kind="fatality"))
    page = editor.get(response.location)
    assert "https://www.arbeidstilsynet.no/kontakt-oss/melde-ulykke/" in page.get_data(as_text=True)
    assert re.search(r"Source, read on \d+ \w+ 20\d\d", text(page))
    assert "guidance, not legal advice" in text(page)


def test_the_second_of_two_who_correct_an_event_loses_nothing(firm, editor, owner_sql):
    event = safety.injury(firm)
    with working_for(firm):
        services.correct_event(queries.get_event(event.id), safety.injury_draft(place="Yard", version=1), by=None)
    response = editor.post(at(firm, f"/events/{event.id}/correct"), data=injury_form(place="Roof", version="1"))
    assert response.status_code == 409
    assert 'value="Roof"' in response.get_data(as_text=True)
    assert "Yard" in text(response)
    assert owner_sql("SELECT place FROM safety_event") == [("Yard",)]


def test_a_corrected_event_shows_its_history(firm, editor):
    event = safety.injury(firm, lost_days=3)
    data = injury_form(kind="first_aid", what="A scratch.", lost_days="", version="1")
    response = editor.post(at(firm, f"/events/{event.id}/correct"), data=data)
    assert response.status_code == 303
    page = text(editor.get(response.location))
    assert "What it said before" in page
    assert "3 lost days" in page


def test_a_near_miss_is_answered_and_the_answer_shown(firm, editor):
    event = safety.near_miss(firm)
    assert "Waits for an answer" in text(editor.get(at(firm, f"/events/{event.id}")))
    response = editor.post(
        at(firm, f"/events/{event.id}/answer"), data={"answer": "The fork has a stop.", "version": "1"}
    )
    assert response.status_code == 303
    page = text(editor.get(response.location))
    assert "The fork has a stop." in page
    assert "Answered by Eli Prøve" in page


def test_an_injury_has_no_answer(firm, editor):
    event = safety.injury(firm)
    response = editor.post(at(firm, f"/events/{event.id}/answer"), data={"answer": "x", "version": "1"})
    assert response.status_code == 409


# ---- what the overview says --------------------------------------------------------------------------------------


def two_years(firm, months: int = 30) -> None:
    with working_for(firm):
        for back in range(1, months + 1):
            services.report_hours(firm.id, safety.hours_draft(last_month().plus(1 - back), 3000), by=None)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_empty_overview_says_what_to_do_first(firm, editor, lang):
    page = editor.get(at(firm, lang=lang)).get_data(as_text=True)
    assert at(firm, "/hours/new", lang) in page
    assert at(firm, "/near-misses/new", lang) in page
    assert '<svg class="chart"' not in page


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_overview_shows_count_hours_interval_and_a_chart(firm, editor, lang):
    two_years(firm)
    safety.injury(firm, happened_on=last_month().first)
    safety.near_miss(firm)
    page = editor.get(at(firm, lang=lang))
    words = text(page).replace("\u00a0", " ")
    expected = {"nb": ("36 000", "27,8"), "nn": ("36 000", "27,8"), "en": ("36,000", "27.8")}[lang]
    assert all(part in words for part in expected)
    low, high = ("0.7", "154.8") if lang == "en" else ("0,7", "154,8")
    assert low in words
    assert high in words
    assert page.get_data(as_text=True).count('<svg class="chart"') == 4


def test_few_injuries_tell_nothing_and_the_page_says_how_many_it_takes(firm, editor):
    two_years(firm)
    safety.injury(firm, happened_on=last_month().first)
    words = text(editor.get(at(firm)))
    assert "Too little data to tell" in words
    assert "at least 6 injuries" in words


def test_no_colour_rewards_a_low_count_and_no_streak_is_celebrated(firm, editor):
    two_years(firm)
    safety.near_miss(firm)
    page = editor.get(at(firm)).get_data(as_text=True).split("<main")[1].split("</main")[0]
    for colour in ('data-color="success"', "good", "delta warn", 'data-color="danger"'):
        assert colour not in page
    assert not re.search(r"days (without|since)|injury-free|well done", page, re.IGNORECASE)


def test_leading_indicators_stand_before_the_rate(firm, editor):
    two_years(firm)
    words = text(editor.get(at(firm)))
    assert words.index("Near misses, last 12 months") < words.index("Injuries per million hours worked")


def test_injuries_outside_the_rate_are_owned_up_to(firm, editor):
    safety.hours(firm, last_month())
    safety.injury(firm, happened_on=last_month().plus(-1).first)
    safety.injury(firm, happened_on=last_month().first, relation="other")
    words = text(editor.get(at(firm)))
    assert "1 injury is in a month without hours" in words
    assert "1 injury to a visitor" in words


def test_fewer_near_misses_raise_a_question(firm, editor):
    safety.near_miss(firm, happened_on=today() - timedelta(days=500))
    assert "Has it become safer" in text(editor.get(at(firm)))


def test_the_list_is_filtered_and_turned_page_by_page(firm, editor):
    with working_for(firm):
        for back in range(25):
            services.report_event(firm.id, safety.near_miss_draft(happened_on=TODAY - timedelta(days=back)), by=None)
        services.report_event(firm.id, safety.injury_draft(happened_on=TODAY), by=None)
    first = editor.get(at(firm, "/events?kind=near-misses"))
    older = re.search(r'href="([^"]*before=[^"]*)"', first.get_data(as_text=True)).group(1).replace("&amp;", "&")
    second = text(editor.get(older))
    assert "Injury with absence" not in first.get_data(as_text=True).split('class="tasks"')[1].split("</ul>")[0]
    assert second.count("No. ") == 5
    assert "No. 25" in second
    assert "Injury with absence" in text(editor.get(at(firm, "/events?kind=nonsense&before=x")))


@pytest.mark.parametrize(("path", "most"), [("", 10), ("/events", 7), ("/hours", 5)])
def test_a_page_takes_few_statements(firm, editor, statements, path, most):
    two_years(firm)
    with working_for(firm):
        for back in range(30):
            services.report_event(
                firm.id, safety.injury_draft(EventKind.FIRST_AID, happened_on=TODAY - timedelta(days=back)), by=None
            )
    editor.get(at(firm, path))
    with statements() as seen:
        assert editor.get(at(firm, path)).status_code == 200
    assert len(seen) <= most, seen


def test_the_menu_leads_a_supplier_here_and_nobody_else(firm, editor, sign_in):
    assert f'href="{at(firm)}"' in editor.get(at(firm, "/events")).get_data(as_text=True).split("<main")[0]
    buyer = organisation("buyer")
    page = sign_in(member(buyer)).get(at(buyer)).get_data(as_text=True)
    assert f'href="{at(buyer)}"' not in page.split("<main")[0]
