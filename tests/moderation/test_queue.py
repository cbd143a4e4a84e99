"""What a moderator meets first: what waits, how much, and which case is hers."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.blueprints.moderation import services
from app.blueprints.moderation.queries.queue import board_statement
from app.blueprints.moderation.terms.cases import CaseFilter, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.views.queue import lasting
from app.core import clock
from app.core.db import Context, db, unit_of_work
from tests.factories import moderation as make
from tests.factories.accounts import organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


def found_by_machine(key, reason="price", found=("price", "phone")):
    draft = SignalDraft(source=Source.RULE, reason=reason, found=found)
    with unit_of_work(Context()):
        return make.find(services.open_case("fake", key, draft, by=None))


def titles(page):
    """The titles in the list, in their order."""
    return re.findall(r"<a href=\"[^\"]*/moderation/cases/\d+[^>]*>([^<]+)</a>", page)


def test_the_soonest_due_comes_first_not_the_oldest(sign_in, moderator):
    make.case(make.thing(person(), title="Utenfor tema"), reporter=person(), reason="M6")
    make.case(make.thing(person(), title="Trusler"), reporter=person(), reason="M4")
    make.case(make.thing(person(), title="Vanlig"), reporter=person(), reason="other")
    assert titles(sign_in(moderator).get("/nb/moderation").text) == ["Trusler", "Vanlig", "Utenfor tema"]


def test_a_line_says_what_was_found_how_it_begins_whose_it_is_and_in_which_language(sign_in, moderator):
    firm = organisation(name="Vågsøy Sveis AS")
    key = make.thing(person(), firm, title="Priseksempel", text="Vi tar normalt 18 500 kr per meter.", language="nn")
    found_by_machine(key)
    page = sign_in(moderator).get("/en/moderation").text
    for words in ("Price and phone number", "Vi tar normalt 18 500 kr per meter.", "Vågsøy Sveis AS", "waited 0 min"):
        assert words in page
    assert re.search(r'<a [^>]*lang="nn"[^>]*>Priseksempel</a>', page)


def test_the_text_in_the_list_is_what_the_newest_report_was_of(sign_in, moderator):
    key = make.thing(person(), text="Første utgave.")
    make.case(key, reporter=person())
    make.FAKES.set(key, text="Andre utgave.")
    make.case(key, reporter=person())
    page = sign_in(moderator).get("/nb/moderation").text
    assert "Andre utgave." in page
    assert "Første utgave." not in page


def test_the_queue_is_filtered_by_each_of_its_choices(sign_in, moderator):
    make.case(make.thing(person(), title="Meldt"), reporter=person(), reason="M2")
    found_by_machine(make.thing(person(), title="Funnet", language="en"))
    taken = make.case(make.thing(person(), title="Hos meg"), reporter=person(), reason="M3")
    others = make.case(make.thing(person(), title="Hos en annen"), reporter=person(), reason="M5")
    client = sign_in(moderator)
    client.post(f"/nb/moderation/cases/{taken.id}/take")
    sign_in(person("Ola", platform=("moderator",))).post(f"/nb/moderation/cases/{others.id}/take")

    def shown(query):
        return set(titles(client.get(f"/nb/moderation?{query}").text))

    assert shown("") == {"Meldt", "Funnet", "Hos meg", "Hos en annen"}
    assert shown("reason=M2") == {"Meldt"}
    assert shown("language=en") == {"Funnet"}
    assert shown("source=rule") == {"Funnet"}
    assert shown("holder=mine") == {"Hos meg"}
    assert shown("holder=free") == {"Meldt", "Funnet", "Hos meg"}
    assert shown("state=appeals") == set()
    assert shown("source=report&reason=M2&holder=free&language=nb") == {"Meldt"}
    assert len(shown("reason=<b>&language=zz&source=x&holder=y&state=z&after=nonsense")) == 4


def test_what_waits_for_somebody_else_is_not_in_the_queue_but_counted_and_found(sign_in, moderator, owner_sql):
    for state, title in (("with_lawyer", "Hos jurist"), ("with_author", "Hos forfatter")):
        case = make.case(make.thing(person(), title=title))
        owner_sql("UPDATE moderation_case SET state = %(state)s WHERE id = %(id)s", state=state, id=case.id)
    client = sign_in(moderator)
    page = client.get("/en/moderation").text
    assert titles(page) == []
    assert "Nothing waits" in page
    assert re.search(r'<dt>With a lawyer</dt><dd><a href="/en/moderation\?state=with_lawyer">1</a>', page)
    assert titles(client.get("/en/moderation?state=with_author").text) == ["Hos forfatter"]


def test_an_empty_filter_says_how_many_wait_in_all(sign_in, moderator):
    make.case(make.thing(person()), reporter=person())
    page = sign_in(moderator).get("/en/moderation?language=en").text
    assert "No case matches the filter" in page
    assert "1 case waits in the whole queue." in page


def test_the_tiles_count_what_waits_is_late_was_decided_and_appealed(sign_in, moderator, owner_sql):
    for _ in range(3):
        make.case(make.thing(person()), reporter=person())
    owner_sql("UPDATE moderation_case SET due_at = now() - interval '1 hour' WHERE id % 3 = 0")
    decided = make.case(make.thing(person()))
    owner_sql("UPDATE moderation_case SET created_at = now() - interval '80 minutes' WHERE id = %(id)s", id=decided.id)
    make.decided(make.find(decided.id), moderator, Action.HIDE)
    make.decided(make.case(make.thing(person())), moderator, Action.APPROVE, facts="")
    undone = make.case(make.thing(person()))
    decision = make.decided(undone, moderator, Action.HIDE)
    owner_sql("UPDATE moderation_settlement SET how = 'undone', by_id = decided_by FROM moderation_decision d"
              " WHERE d.id = decision_id AND d.id = %(id)s", id=decision.id)  # fmt: skip
    page = sign_in(moderator).get("/en/moderation").text
    assert re.search(r'Waiting</p><p class="big">3</p><p class="delta"><span class="warn">1 is over its time', page)
    assert "The goal is 4 h<" in page
    assert "1 approved · 0 changed · 1 hidden" in page
    assert "No appeal waits" in page


def test_the_queue_is_paged_by_key_and_keeps_its_filter(sign_in, moderator):
    for n in range(22):
        make.case(make.thing(person(), title=f"Nummer {n:02d}"))
    client = sign_in(moderator)
    first = client.get("/nb/moderation?source=pre_moderation").text
    assert titles(first)[-1] == "Nummer 19"
    onward = re.search(r'href="([^"]*after=[^"]*)"', first).group(1).replace("&amp;", "&")
    assert "source=pre_moderation" in onward
    assert titles(client.get(onward).text) == ["Nummer 20", "Nummer 21"]


def test_queue_and_next_cost_the_same_for_two_cases_and_for_twenty(sign_in, moderator, statements):
    client = sign_in(moderator)
    client.get("/nb/moderation")
    counts = {"queue": [], "next": []}
    for number in (2, 18):
        for _ in range(number):
            make.case(make.thing(person(), language="en"), reporter=person())
        with statements() as seen:
            page = client.get("/nb/moderation")
        counts["queue"].append(len(seen))
        assert "Mona Moderator" in page.text
        with statements() as seen:
            assert client.post("/nb/moderation/next").status_code == 303
        counts["next"].append(len(seen))
    assert counts["queue"][0] == counts["queue"][1] <= 5, seen
    assert max(counts["next"]) <= 8, seen


FILL = """
WITH opened AS (
  INSERT INTO moderation_case (subject_type, subject_id, subject_title, subject_language, source, reason, due_at, state,
                               version, created_at, closed_at)
  SELECT 'fake', 1000000 + n, 'Sak ' || n, (ARRAY['nb','nn','en'])[1 + n %% 3],
    CASE WHEN n %% 20 = 0 THEN 'translation' ELSE 'report' END, CASE WHEN n %% 70 = 0 THEN 'M4' ELSE 'M6' END,
    now() + n * interval '1 minute', CASE WHEN n %% 2 = 0 THEN 'waiting' ELSE 'closed' END, 1, now(),
    CASE WHEN n %% 2 = 1 THEN now() END
  FROM generate_series(%(first)s::int, %(last)s::int) n RETURNING id
)
INSERT INTO moderation_snapshot (case_id, sha256, title, body, lang)
SELECT id, repeat('0', 64), 'Tittel', repeat('Kan dere måle dette? ', 20), 'nb' FROM opened
"""


def blocks(moderator, wanted):
    """How many blocks of the database the queue's statement touches."""
    at = clock.now()
    values = {"me": moderator.id, "at": at, "week_began": at - timedelta(days=7), "day_began": at}
    statement, values = board_statement(wanted, values, None)
    with unit_of_work(Context(person_id=moderator.id, platform=("moderator",))):
        explained = text(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
        db.session.execute(explained, values)
        plan = db.session.execute(explained, values).scalar_one()[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


@pytest.mark.parametrize(
    "wanted",
    [CaseFilter(), CaseFilter(reason="M4"), CaseFilter(source="translation", language="nn"), CaseFilter(holder="mine")],
    ids=lambda wanted: wanted.reason or wanted.source or wanted.holder or "all",
)
def test_what_the_queue_touches_does_not_grow_with_the_queue(moderator, owner_sql, wanted):
    owner_sql(FILL, first=1, last=3_000)
    owner_sql("VACUUM ANALYZE moderation_case, moderation_snapshot, moderation_decision")
    few = blocks(moderator, wanted)
    owner_sql(FILL, first=3_001, last=30_000)
    owner_sql("VACUUM ANALYZE moderation_case, moderation_snapshot, moderation_decision")
    many = blocks(moderator, wanted)
    assert many <= few * 1.5 + 20, f"{few} blocks for 3,000 cases, {many} for 30,000"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "0 min"),
        (timedelta(hours=4, minutes=32), "4 h 32 min"),
        (timedelta(hours=4), "4 h"),
        (timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_time_is_told_in_hours_and_from_two_days_on_in_days(app, length, words):
    with app.test_request_context("/en/moderation"):
        assert lasting(length) == words
