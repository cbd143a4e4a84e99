from datetime import timedelta
from io import BytesIO

import pytest

from app.blueprints.accounts.terms import RegisterState
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement import queries, rules, services
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.terms import About, EvidenceEvent, EvidenceState, Source, Visibility
from app.core.clock import now, today
from app.core.db import acting_for, db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from tests.factories import attachments
from tests.factories.accounts import actor, member, organisation
from tests.factories.evidence import draft, evidence

pytestmark = pytest.mark.usefixtures("db_session")
IDENTITY = "01819012365"  # of the synthetic series for tests


@pytest.fixture
def firm():
    return organisation()


@pytest.fixture
def heard(monkeypatch):
    """What the rooms above would hear."""
    from app.blueprints.improvement.services import evidence as module

    calls = []
    monkeypatch.setattr(module, "_heard", [lambda *call: calls.append(call)])
    return calls


def add(firm, made, **values):
    with unit_of_work(acting_for(firm.id)):
        return services.add_evidence(firm, made, by=values.pop("by", None), **values)


def stored(firm):
    with unit_of_work(acting_for(firm.id)):
        return queries.evidence_facts(firm.id)


def read(made):
    with unit_of_work(acting_for(made.organisation_id)):
        return queries.get_evidence(made.id)


def test_evidence_is_stored_weighed_told_of_and_journaled_without_its_words(firm, heard, owner_sql):
    kari = member(firm)
    made = add(firm, draft(title="Hemmelig-kanari", scope="Kanari-omfang"), by=actor(kari))
    (fact,) = stored(firm)
    assert (fact.type, fact.source, fact.strength, fact.state) == ("iso_9001", Source.LINK, 2, EvidenceState.HELD)
    assert rules.counts_on(fact, today())
    assert heard == [(firm.id, made.id, EvidenceEvent.ADDED, kari.id)]
    rows = owner_sql(
        "SELECT what, by_id, organisation_id, canonical FROM journal_entry WHERE subject_id = %(id)s", id=made.id
    )
    assert [row[:3] for row in rows] == [("improvement.evidence_added", kari.id, firm.id)]
    assert "anari" not in rows[0][3]


def test_what_a_room_above_refuses_leaves_nothing(firm, monkeypatch, owner_sql):
    from app.blueprints.improvement.services import evidence as module

    def refuses(*_call):
        raise Refused("nothing_doing")

    monkeypatch.setattr(module, "_heard", [refuses])
    with pytest.raises(Refused, match="nothing_doing"):
        add(firm, draft())
    assert stored(firm) == []
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what LIKE 'improvement.%%'") == [(0,)]


BAD = [
    ({"code": "no_such_type"}, "evidence_type_unknown", "type"),
    ({"title": ""}, "evidence_title_missing", "title"),
    ({"title": f"Kari {IDENTITY}"}, "identity_number_in_text", "title"),
    ({"issuer": IDENTITY}, "identity_number_in_text", "issuer"),
    ({"scope": f"gjelder {IDENTITY[:6]} {IDENTITY[6:]}"}, "identity_number_in_text", "scope"),
    ({"link": f"https://prove.example/{IDENTITY}"}, "identity_number_in_text", "link"),
    ({"source": "statement", "statement": IDENTITY}, "identity_number_in_text", "statement"),
    ({"link": ""}, "link_missing", "link"),
    ({"link": "javascript:alert(1)"}, "link_is_unsafe", "link"),
    ({"link": "https://kari:hemmelig@prove.example/"}, "link_is_unsafe", "link"),
    ({"source": "statement", "statement": ""}, "statement_missing", "statement"),
    ({"source": "file"}, "file_missing", "file"),
    ({"source": "register"}, "register_not_asked_here", "source"),
    ({"valid_to": today() - timedelta(days=1)}, "evidence_has_expired", "valid_to"),
    ({"code": "tax_certificate", "valid_from": today() - timedelta(days=300)}, "evidence_has_expired", "valid_to"),
    ({"valid_from": today(), "valid_to": today() - timedelta(days=9)}, "evidence_ends_before_it_begins", "valid_to"),
    ({"valid_to": today().replace(day=1) + timedelta(days=366 * 32)}, "evidence_too_far_away", "valid_to"),
    ({"record_from": today() + timedelta(days=1)}, "records_in_the_future", "record_from"),
    ({"code": "course_certificate", "title": "Kari Nordmann"}, "personal_has_no_title", "title"),
    ({"code": "course_certificate", "reference": "Kari"}, "reference_is_no_code", "reference"),
    ({"code": "course_certificate", "reference": ""}, "reference_is_no_code", "reference"),
    ({"code": "course_certificate", "visibility": "on_request"}, "personal_not_on_request", "visibility"),
]


@pytest.mark.parametrize(("values", "code", "field"), BAD)
def test_what_cannot_be_taken_is_refused_at_its_field_and_nothing_is_stored(firm, values, code, field):
    with pytest.raises(Refused) as refusal:
        add(firm, draft(**values))
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert stored(firm) == []


def test_a_type_that_goes_stale_gets_an_end_of_its_own(firm):
    made = add(firm, draft("tax_certificate", valid_from=today() - timedelta(days=30)))
    assert made.valid_to == rules.months_later(today() - timedelta(days=30), 6)


def test_a_file_goes_with_a_file_and_with_nothing_else(firm):
    with pytest.raises(Refused, match="file_missing"):
        add(firm, draft(), file=attachments.file(firm))


def test_the_same_file_is_held_once_and_the_refusal_says_where(firm):
    file = attachments.file(firm)
    held_id = evidence(firm, file=file).id
    with pytest.raises(Refused) as refusal:
        add(firm, draft(source="file"), file=file)
    assert (refusal.value.code, refusal.value.params["evidence_id"]) == ("file_held_already", held_id)


def test_the_file_of_withdrawn_evidence_can_be_used_again(firm):
    held = evidence(firm, file=attachments.file(firm))
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_evidence(queries.get_evidence(held.id), by=None)
        again = services.add_evidence(firm, draft(source="file"), by=None, file=db.session.get(File, held.file_id))
    assert again.file_id == held.file_id


def test_the_database_refuses_another_firms_file(firm):
    foreign = attachments.file(organisation())
    with pytest.raises(Exception, match=r"No row was found|fk_improvement_evidence_file"):
        add(firm, draft(source="file"), file=foreign)
    assert stored(firm) == []


def test_a_file_that_waits_does_not_count_until_the_scanner_has_spoken(firm, heard):
    made = evidence(firm, file=attachments.file(firm, state=FileState.QUARANTINED))
    assert not rules.counts_on(stored(firm)[0], today())
    with unit_of_work(acting_for(firm.id)):
        file = db.session.get(File, made.file_id)
        file.state = FileState.CLEAN
        services.evidence.hear_of_file(file)
    assert rules.counts_on(stored(firm)[0], today())
    assert heard[-1] == (firm.id, made.id, EvidenceEvent.CHECKED, None)


def test_an_infected_file_is_told_of_and_never_counts(firm, heard, run_jobs, mails):
    kari = member(firm)
    made = evidence(firm, file=attachments.file(firm, state=FileState.QUARANTINED), title="Smittet sertifikat")
    with unit_of_work(acting_for(firm.id)):
        file = db.session.get(File, made.file_id)
        file.state, file.verdict = FileState.INFECTED, "Prove.Virus"
        services.evidence.hear_of_file(file)
    assert [call[2] for call in heard] == [EvidenceEvent.ADDED]
    assert not rules.counts_on(stored(firm)[0], today())
    run_jobs()
    (mail,) = mails
    assert mail.recipients == [kari.email]
    assert "Smittet sertifikat" in mail["Subject"]


# What a register said


def test_the_registration_is_what_the_register_said_and_holds_a_year(firm):
    firm.register_checked_at = now() - timedelta(days=2)
    firm.form_code, firm.municipality = "AS", "Prøvevik"
    made = add(firm, draft("registration", "register"))
    assert made.strength == 3
    assert made.facts["number"] == firm.number
    assert (made.facts["form"], made.facts["municipality"], made.facts["bankrupt"]) == ("AS", "Prøvevik", False)
    assert (made.valid_to - made.valid_from).days == 365
    assert made.valid_to <= today() + timedelta(days=364)


@pytest.mark.parametrize("state", [state for state in RegisterState if state is not RegisterState.FOUND])
def test_a_register_that_does_not_know_the_firm_gives_no_evidence(state):
    unknown = organisation(register_state=state)
    with pytest.raises(Refused, match="register_has_no_answer"):
        add(unknown, draft("registration", "register"))


def test_what_the_register_said_is_not_reworded(firm):
    made = evidence(firm, "registration", "register", ends_in=300)
    changed = draft(
        "registration",
        "register",
        title="Noe annet",
        valid_to=today() + timedelta(days=9999),
        visibility="shared",
        version=made.version,
    )
    with unit_of_work(acting_for(firm.id)):
        services.change_evidence(queries.get_evidence(made.id), changed, by=None)
    found = read(made)
    assert (found.title, found.valid_to, found.visibility) == (made.title, made.valid_to, Visibility.SHARED)


# Changing and withdrawing


def test_a_change_is_kept_and_told_of_and_type_and_source_stay(firm, heard):
    made = evidence(firm)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_evidence(made.id)
        services.change_evidence(
            found,
            draft(
                "emas",
                "statement",
                title="Nytt navn",
                statement="x",
                link="https://ny.prove.example/",
                version=found.version,
            ),
            by=None,
        )
    found = read(made)
    assert (found.title, found.type, found.source, found.link) == (
        "Nytt navn",
        "iso_9001",
        Source.LINK,
        "https://ny.prove.example/",
    )
    assert found.strength == 2
    assert heard[-1][1:3] == (made.id, EvidenceEvent.CHANGED)


def test_whoever_changes_second_is_told_who_came_first(firm):
    kari = member(firm, name="Kari")
    made = evidence(firm)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_evidence(made.id)
        version = found.version
        services.change_evidence(found, draft(title="Karis", version=version), by=actor(kari))
    made_id = made.id
    with pytest.raises(StaleVersion) as stale, unit_of_work(acting_for(firm.id)):
        services.change_evidence(queries.get_evidence(made_id), draft(title="Olas", version=version), by=None)
    assert stale.value.who == "Kari"
    assert [fact.title for fact in stored(firm)] == ["Karis"]


def test_expired_evidence_can_be_reworded_but_not_given_another_end_that_has_passed(firm):
    made = evidence(firm, ends_in=-5)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_evidence(made.id)
        services.change_evidence(found, draft(title="Bedre", valid_to=found.valid_to, version=found.version), by=None)
    assert read(made).title == "Bedre"
    again = draft(valid_to=today() - timedelta(days=1), version=read(made).version)
    with pytest.raises(Refused, match="evidence_has_expired"), unit_of_work(acting_for(firm.id)):
        services.change_evidence(queries.get_evidence(made.id), again, by=None)


def test_a_new_end_begins_the_reminders_anew(firm):
    made = evidence(firm, ends_in=20)
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_evidence(made.id)
        found.reminded = 30
        services.change_evidence(found, draft(valid_to=today() + timedelta(days=400), version=found.version), by=None)
    assert read(made).reminded is None


def test_what_is_withdrawn_counts_no_more_and_stays_as_it_is(firm, heard):
    made = evidence(firm)
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_evidence(queries.get_evidence(made.id), by=None)
    found = read(made)
    assert (found.state, found.ended_at is not None) == (EvidenceState.WITHDRAWN, True)
    assert not rules.counts_on(stored(firm)[0], today())
    assert heard[-1][2] is EvidenceEvent.WITHDRAWN
    for again in (
        lambda row: services.withdraw_evidence(row, by=None),
        lambda row: services.change_evidence(row, draft(version=row.version), by=None),
    ):
        with pytest.raises(Conflict, match="evidence_is_over"), unit_of_work(acting_for(firm.id)):
            again(queries.get_evidence(made.id))


def test_rooms_above_say_what_a_piece_serves(firm, monkeypatch):
    from app.blueprints.improvement.services import evidence as module

    monkeypatch.setattr(module, "_uses", {})
    services.register_uses("capability", lambda _firm, ids: {number: [About("HMS", "/hse")] for number in ids})
    services.register_uses("safety", lambda _firm, _ids: {7: [About("Vernerunde")]})
    assert services.uses_of(firm.id, [7, 8]) == {
        7: [About("HMS", "/hse"), About("Vernerunde")],
        8: [About("HMS", "/hse")],
    }


# About a person


def test_what_is_about_a_person_has_a_code_no_title_and_an_end(firm):
    made = evidence(firm, "craft_certificate", valid_to=today() + timedelta(days=30), ends_in=30)
    assert (made.personal, made.title, made.reference) == (True, "", "SV-7")
    assert made.keep_until == today() + timedelta(days=120)


def test_the_database_refuses_a_title_on_what_is_about_a_person(firm, web_sql):
    made = evidence(firm, "craft_certificate")
    with pytest.raises(Exception, match="a_person_is_not_named"):
        web_sql("UPDATE improvement_evidence SET title = 'Kari' WHERE id = %(id)s", acting_for(firm.id), id=made.id)


def test_the_file_about_a_person_loses_its_name(firm):
    kari = member(firm)
    with unit_of_work(acting_for(firm.id)):
        file = services.take_in_file(
            firm,
            BytesIO(attachments.pdf()),
            "Kari Nordmann.pdf",
            draft=draft("craft_certificate", "file"),
            by=actor(kari),
        )
        name = file.name
    assert "Kari" not in name


def test_a_file_name_with_an_identity_number_is_stopped(firm):
    kari = member(firm)
    with pytest.raises(Refused, match="identity_number_in_name"), unit_of_work(acting_for(firm.id)):
        services.take_in_file(
            firm, BytesIO(attachments.pdf()), f"attest_{IDENTITY}.pdf", draft=draft(source="file"), by=actor(kari)
        )


# What was begun


def test_what_was_said_is_kept_until_the_file_is_here_and_then_gone(firm, owner_sql):
    kari = actor(member(firm))
    said = draft(source="file", valid_to=today() + timedelta(days=30), visibility="shared")
    with unit_of_work(acting_for(firm.id)):
        begun = services.begin_evidence(firm, said, by=kari)
    assert services.draft_of(begun) == said
    with unit_of_work(acting_for(firm.id)):
        begun = queries.get_unfinished(begun.id)
        file = services.take_in_file(firm, BytesIO(attachments.pdf()), "a.pdf", draft=said, by=kari)
        made = services.finish_evidence(firm, begun, file, by=kari)
    assert (made.title, made.visibility, made.file_id) == (said.title, Visibility.SHARED, file.id)
    assert owner_sql("SELECT count(*) FROM improvement_unfinished") == [(0,)]


def test_what_cannot_be_evidence_is_not_begun(firm, owner_sql):
    with pytest.raises(Refused, match="evidence_title_missing"), unit_of_work(acting_for(firm.id)):
        services.begin_evidence(firm, draft(source="file", title=""), by=actor(member(firm)))
    assert owner_sql("SELECT count(*) FROM improvement_unfinished") == [(0,)]


# Reading


def test_facts_are_one_statement_however_many_there_are(firm, statements):
    evidence(firm, file=attachments.file(firm))
    for _ in range(12):
        evidence(firm)
    with unit_of_work(acting_for(firm.id)), statements() as seen:
        assert len(queries.evidence_facts(firm.id)) == 13
        assert [fact.id for fact in queries.evidence_facts(firm.id, ids=[])] == []
    assert len([one for one in seen if "improvement_evidence" in one]) == 2
    assert db.session.query(Evidence).count() == 0  # and nobody who works for no firm sees any


@pytest.mark.parametrize("ordered", queries.SORTED)
def test_pages_follow_one_another_without_gap_or_repeat(firm, ordered):
    codes = ("iso_9001", "emas", "routine")
    made = [evidence(firm, codes[n % 3], ends_in=None if n % 4 == 0 else 10 * (n % 5)) for n in range(11)]
    seen, after = [], None
    with unit_of_work(acting_for(firm.id)):
        for _ in range(20):
            page = queries.list_evidence(firm.id, today(), ordered=ordered, after=after, length=3)
            seen += [fact.id for fact in page.rows]
            after = page.after
            if after is None:
                break
    assert sorted(seen) == sorted(row.id for row in made)
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    "key", ["", "x", "99999999-1", "20270101-x", "-1", "20270101-99999999999999999999", "\x00", "20279901-1"]
)
@pytest.mark.parametrize("ordered", queries.SORTED)
def test_a_key_that_is_none_of_ours_is_the_first_page(firm, key, ordered):
    evidence(firm)
    with unit_of_work(acting_for(firm.id)):
        page = queries.list_evidence(firm.id, today(), ordered=ordered, after=key)
    assert len(page.rows) in (0, 1)  # never a fault


def test_each_filter_shows_what_it_says(firm):
    lasting = evidence(firm, ends_in=None)
    soon = evidence(firm, ends_in=90)
    gone = evidence(firm, ends_in=-1)
    coming = evidence(firm, valid_from=today() + timedelta(days=5), ends_in=400)
    waiting = evidence(firm, "emas", file=attachments.file(firm, state=FileState.QUARANTINED), ends_in=400)
    ended = evidence(firm)
    with unit_of_work(acting_for(firm.id)):
        services.withdraw_evidence(queries.get_evidence(ended.id), by=None)

    def shown(name, code=""):
        with unit_of_work(acting_for(firm.id)):
            return {fact.id for fact in queries.list_evidence(firm.id, today(), shown=name, code=code).rows}

    assert shown("held") == {lasting.id, soon.id, gone.id, coming.id, waiting.id}
    assert shown("valid") == {lasting.id, soon.id}
    assert shown("expiring") == {soon.id}
    assert shown("expired") == {gone.id}
    assert shown("waiting") == {waiting.id}
    assert shown("withdrawn") == {ended.id}
    assert shown("held", "emas") == {waiting.id}
