"""A number that looks like an identity number and is none: asked, looked at by a moderator, decided, used, forgotten."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, NoResultFound

from app.blueprints.moderation.queries import get_case
from app.blueprints.moderation.services import decide, find_thing, take
from app.blueprints.moderation.services import numbers as handlers
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft
from app.blueprints.screening import policies
from app.blueprints.screening.models import Number
from app.blueprints.screening.queries import numbers as queries
from app.blueprints.screening.services import find_identity_numbers, findings, numbers
from app.blueprints.screening.terms.findings import Certainty, FindingKind
from app.blueprints.screening.terms.numbers import NumberDraft, NumberIs, NumberState
from app.core.db import Context, db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import dialogues, forum
from tests.factories.accounts import actor, member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")

LOOKS_LIKE_ONE = "01819012365"  # published by Skatteetaten as synthetic: month + 80
MODERATES = Context(platform=("moderator",))


@pytest.fixture
def firm():
    return organisation()


@pytest.fixture
def writer(firm):
    return member(firm, name="Frida")


def context(of, *firms, moderator=False):
    return Context(person_id=of.id, organisation_ids=tuple(f.id for f in firms), platform=("moderator",) * moderator)


def ask(who, firm=None, number=LOOKS_LIKE_ONE, why="Det er kontoen på fakturaene våre."):
    draft = NumberDraft(
        number=number, what=NumberIs.ACCOUNT, why=why, lang="nb", organisation_id=firm.id if firm else None
    )
    with unit_of_work(context(who, *((firm,) if firm else ()))):
        return numbers.ask(draft, by=actor(who))


def may_write(who, *firms):
    with unit_of_work(context(who, *firms)):
        return not find_identity_numbers(f"Betal til {LOOKS_LIKE_ONE}.")


def decided(number, act, **values):
    with unit_of_work(MODERATES):
        act(number.id, **values)


def test_what_is_asked_about_lies_sealed_and_stands_nowhere_else(writer, firm, owner_sql):
    number = ask(writer, firm, "018190 12365")
    assert number.state is NumberState.WAITING
    rows = str(
        owner_sql("SELECT to_jsonb(n)::text FROM screening_number n")
        + owner_sql("SELECT to_jsonb(c)::text FROM moderation_case c")
        + owner_sql("SELECT to_jsonb(s)::text FROM moderation_snapshot s")
        + owner_sql("SELECT to_jsonb(j)::text FROM journal_entry j")
    )
    assert LOOKS_LIKE_ONE not in rows
    assert "12365" not in rows
    assert owner_sql("SELECT subject_type, reason, found FROM moderation_case") == [
        ("number", "identity_number", ["nin"])
    ]


def test_a_number_that_is_let_through_is_written_by_that_organisation_and_by_nobody_else(writer, firm, owner_sql):
    other, colleague = organisation(), member(firm, name="Kollega")
    stranger = member(other)
    number = ask(writer, firm)
    assert not may_write(writer, firm), "nobody has looked yet"
    decided(number, numbers.allow)
    assert may_write(writer, firm)
    assert may_write(colleague, firm)
    assert not may_write(stranger, other)
    assert not may_write(person())
    with unit_of_work(context(person("Mona"), moderator=True)):
        assert find_identity_numbers(LOOKS_LIKE_ONE), "a moderator sees the row, and may not write the number for that"
    (sealed,) = owner_sql("SELECT sealed FROM screening_number")[0]
    assert sealed is None
    used = owner_sql("SELECT subject_id, data FROM journal_entry WHERE what = 'screening.number_used'")
    assert [row[0] for row in used] == [number.id] * 2
    assert LOOKS_LIKE_ONE not in str(used)


def test_it_is_decided_in_the_ordinary_queue(writer, firm):
    mona = person("Mona", platform=("moderator",))
    number = ask(writer, firm)
    with unit_of_work(context(mona, moderator=True)):
        case = get_case(db.session.scalars(text("SELECT id FROM moderation_case")).one())
        take(case, by=actor(mona))
    with unit_of_work(context(mona, moderator=True)):
        case = get_case(case.id)
        about = find_thing("number", number.id).about
        draft = DecisionDraft(
            action=Action.APPROVE, reasons=(), facts="", version=case.version, seen_sha256=about.sha256
        )
        decide(case, draft, by=actor(mona))
    assert may_write(writer, firm)


def test_a_text_with_that_number_and_another_is_stopped_for_the_other(writer, firm):
    decided(ask(writer, firm), numbers.allow)
    written = f"{LOOKS_LIKE_ONE} og 15827545608"
    with unit_of_work(context(writer, firm)):
        (span,) = find_identity_numbers(written)
        assert written[span.start : span.end] == "15827545608"
        assert [(one.certainty, one.stops) for one in findings(written) if one.kind is FindingKind.NIN] == [
            (Certainty.LOW, False),
            (Certainty.HIGH, True),
        ]


def test_a_refused_number_stays_stopped_and_is_forgotten(writer, firm, owner_sql):
    number = ask(writer, firm)
    with unit_of_work(MODERATES):
        find_thing("number", number.id).handlers.hide(number.id, reason_code="M1", at=number.created_at)
    assert not may_write(writer, firm)
    assert owner_sql("SELECT state, reason, sealed FROM screening_number") == [("refused", "M1", None)]
    with unit_of_work(MODERATES), pytest.raises(Conflict, match="number_is_forgotten"):
        numbers.look(queries.get_number(number.id), by=actor(person("Mona", platform=("moderator",))))


def test_while_a_refusal_can_be_undone_the_number_is_kept_and_a_job_takes_it_away(writer, firm, owner_sql, monkeypatch):
    monkeypatch.setattr(handlers, "settings", lambda: SimpleNamespace(moderation_undo_seconds=30))
    number = ask(writer, firm)
    with unit_of_work(MODERATES):
        handlers.hide(number.id, reason_code="M1", at=number.created_at)
    assert owner_sql("SELECT sealed IS NULL FROM screening_number") == [(False,)]
    waiting = "SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'moderation.forget_number'"
    assert owner_sql(waiting) == [({"number_id": number.id},)]
    handlers.forget(number_id=number.id)
    assert owner_sql("SELECT sealed IS NULL FROM screening_number") == [(True,)]


def test_a_refusal_that_is_undone_waits_again_and_one_that_is_overturned_lets_it_through(writer, firm):
    number = ask(writer, firm)
    decided(number, numbers.refuse, reason_code="M1", at=number.created_at)
    decided(number, numbers.take_back)
    with unit_of_work(MODERATES):
        assert queries.get_number(number.id).state is NumberState.WAITING
    decided(number, numbers.forget)
    with unit_of_work(MODERATES):
        assert queries.get_number(number.id).sealed is not None, "what waits is not forgotten"
    decided(number, numbers.refuse, reason_code="M1", at=number.created_at)
    decided(number, numbers.forget)
    decided(number, numbers.take_back)
    assert may_write(writer, firm)


@pytest.mark.parametrize(
    ("number", "why", "code"),
    [
        ("912 34 567", "Telefon", "number_is_not_stopped"),
        (f"{LOOKS_LIKE_ONE} 15827545608", "To", "number_is_not_one"),
        (LOOKS_LIKE_ONE, f"Kontoen {LOOKS_LIKE_ONE[:6]} {LOOKS_LIKE_ONE[6:]}", "number_is_repeated"),
    ],
)
def test_what_cannot_be_asked_about_is_refused(writer, firm, number, why, code):
    with pytest.raises(Refused, match=code):
        ask(writer, firm, number, why)


def test_nobody_asks_twice_nor_for_another_organisation(writer, firm):
    ask(writer, firm)
    with pytest.raises(Refused, match="number_waits"):
        ask(writer, firm)
    with pytest.raises(Refused, match="organisation_is_not_yours"):
        ask(writer, organisation())


def test_a_number_is_seen_by_whoever_asked_and_decided_by_moderators_only(writer, firm):
    number = ask(writer, firm)
    colleague = member(firm)
    for who in (context(colleague, firm), context(person())):
        with unit_of_work(who), pytest.raises(NoResultFound):
            queries.get_number(number.id)
    with unit_of_work(context(writer, firm)), pytest.raises(NoResultFound):
        numbers.allow(number.id)
    with pytest.raises(DBAPIError), unit_of_work(context(colleague, firm)) as session:
        session.add(
            Number(person_id=writer.id, hash="h", sealed=b"s", what=NumberIs.OTHER, why="w", lang="nb", state="waiting")
        )


def test_the_role_table(firm):
    asker, moderator = member(firm), person("Mona", platform=("moderator",))
    number = Number(person_id=asker.id, organisation_id=firm.id)
    own_moderator = member(firm, platform=("moderator",))
    rows = {
        "asker": (actor(asker), (False, True, True, False)),
        "colleague": (actor(member(firm)), (False, True, False, False)),
        "stranger": (actor(person()), (False, True, False, False)),
        "moderator": (actor(moderator), (True, True, True, True)),
        "moderator of the firm": (actor(own_moderator), (True, True, True, False)),
        "administrator": (actor(person(platform=("administrator",))), (False, True, False, False)),
    }
    for name, (who, expected) in rows.items():
        found = (
            policies.can_keep_words(who),
            policies.can_ask_about_numbers(who),
            policies.can_view_number(who, number),
            policies.can_look_at_number(who, number),
        )
        assert found == expected, name


def test_from_the_stopped_text_to_a_number_that_can_be_written(sign_in, writer, firm, owner_sql):
    mona = person("Mona", platform=("moderator",))
    own, desk = sign_in(writer), sign_in(mona)
    where = forum.thread(dialogues.published_dialogue(), firm, writer)
    reply = {
        "organisation_id": str(firm.id),
        "lang": "nb",
        "body": f"Konto {LOOKS_LIKE_ONE[:6]}-{LOOKS_LIKE_ONE[6:]}",
        "do": "publish",
    }
    assert own.post(f"/nb/threads/{where.id}/reply", data=reply).status_code == 422
    typed = {"number": LOOKS_LIKE_ONE, "what": "account", "why": "Kontoen vår.", "organisation_id": str(firm.id)}
    page = own.post("/nb/numbers", data=typed | {"once": "a"})
    assert page.status_code == 303
    assert LOOKS_LIKE_ONE not in own.get(page.location).text
    assert LOOKS_LIKE_ONE not in desk.get(page.location).text, "not before she asks for it"
    assert own.post(f"{page.location}/look").status_code == 403
    shown = desk.post(f"{page.location}/look").text
    assert LOOKS_LIKE_ONE in re.sub(r"&nbsp;|\xa0", "", shown)
    assert owner_sql("SELECT by_id FROM journal_entry WHERE what = 'screening.number_looked_at'") == [(mona.id,)]
    assert sign_in(person()).get(page.location).status_code == 404
    assert own.get("/en/numbers").status_code == 200
    with unit_of_work(MODERATES):
        numbers.allow(int(page.location.rpartition("/")[2]))
    assert own.post(f"/nb/threads/{where.id}/reply", data=reply | {"once": "b"}).status_code == 303
