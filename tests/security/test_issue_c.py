"""Issue C as somebody hostile would try it: posters, workers, names, hours, checks by oneself, what buyers are told."""

import hashlib
import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import psycopg
import pytest
from openpyxl import load_workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.adapters.storage import Disk
from app.blueprints.accounts.models import Membership
from app.blueprints.accounts.rules.throttling import LIMITS
from app.blueprints.accounts.terms import Role
from app.blueprints.disclosure.services import documents, reading
from app.blueprints.disclosure.terms import Datum, Level, VerificationDraft
from app.blueprints.improvement import queries as plan
from app.blueprints.improvement import services as improvement_services
from app.blueprints.improvement.terms import (
    ActionDraft,
    ActionStatus,
    CheckDraft,
    EffectDraft,
    EvidenceEvent,
    FinishDraft,
)
from app.blueprints.safety import queries, services
from app.blueprints.safety.rules import BadPhoto, clean_photo
from app.blueprints.safety.services import persons, reports
from app.core import clock
from app.core.db import Context, acting_for, db, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories import attachments, control, disclosure, evidence, improvement, moderation, safety
from tests.factories.accounts import actor, member, organisation, person

HURT, TELLER = "Kanari Skadd", "Kanari Melder"


@pytest.fixture
def firm(db_session):
    return organisation(name="Prøve Sveis AS")


@pytest.fixture
def poster(firm):
    return safety.poster(firm)


def told(**values):
    day = clock.today().isoformat()
    return {"what": "A pallet slid.", "place": "Hall 2", "happened_on": day, "sent_key": str(uuid4())} | values


def send(client, poster, **values):
    headers = values.pop("headers", {})
    return client.post(f"/en/near-miss/{poster.token}", data=told(**values), headers=headers)


def tables_that_hold(owner_sql, canary):
    """Every table of the database in which some row holds these words."""
    tables = [name for (name,) in owner_sql("SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'jobs')")]
    asked = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name} t WHERE t::text ILIKE %(canary)s)" for name in tables
    )
    return {name for (name,) in owner_sql(asked, canary=f"%{canary}%")}


# ---- the page behind a poster ---------------------------------------------------------------------------------------------


def test_a_report_that_is_refused_leaves_no_photo_and_is_counted(app, client, poster, owner_sql, monkeypatch):
    put = []
    monkeypatch.setattr(Disk, "put", lambda *args: put.append(args))
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    for photo in (attachments.picture("JPEG"), b"no picture"):
        sent = send(client, poster, happened_on=tomorrow, photo=(BytesIO(photo), "photo.jpg"))
        assert sent.status_code == 422
    broken = send(client, poster, photo=(BytesIO(b"\xff\xd8no picture"), "photo.jpg"))
    assert broken.status_code == 422
    assert put == []
    assert owner_sql("SELECT count(*) FROM attachments_file") == [(0,)]
    assert owner_sql("SELECT failures FROM accounts_throttle") == [(3,)]


def test_an_address_that_is_forged_in_a_header_opens_no_new_door(client, poster, owner_sql):
    free = LIMITS["report"].free
    statuses = [
        send(client, poster, headers={"X-Forwarded-For": f"203.0.113.{n}", "X-Real-IP": f"203.0.113.{n}"}).status_code
        for n in range(free + 1)
    ]
    assert statuses == [303] * free + [429]
    assert len(owner_sql("SELECT key FROM accounts_throttle")) == 1


def test_the_door_that_is_counted_at_does_not_betray_whose_phone_it_was(client, poster, owner_sql):
    """Of all network addresses a bare hash is found by trying them; this one takes the site's key as well."""
    assert send(client, poster).status_code == 303
    bare = hashlib.sha256(f"report:{poster.id}|127.0.0.1".encode()).hexdigest()
    assert owner_sql("SELECT key = %(bare)s FROM accounts_throttle", bare=bare) == [(False,)]


def test_fields_that_the_form_does_not_have_change_nothing(sign_in, firm, poster, owner_sql):
    other = organisation()
    owner = member(firm)
    forged = {
        "recorded_by_id": owner.id, "organisation_id": other.id, "kind": "fatality", "channel": "office",
        "anonymous": "", "poster_id": 99, "number": 77, "serious": "1", "answer": "Done", "site_id": 5,
        "lost_days": 9, "receipt_hash": "x", "language": "xx", "once": "x",
    }  # fmt: skip
    assert send(sign_in(owner), poster, **forged).status_code == 303
    rows = owner_sql(
        "SELECT organisation_id, recorded_by_id, kind, channel, anonymous, poster_id, number, serious, answer, site_id,"
        " lost_days, language FROM safety_event"
    )
    assert rows == [(firm.id, None, "near_miss", "poster", True, poster.id, 1, False, "", None, None, "en")]


def test_a_key_that_another_firm_has_seen_already_tells_nothing_of_it(client, firm, poster, owner_sql):
    elsewhere, key = safety.poster(organisation()), str(uuid4())
    first = send(client, poster, sent_key=key, what="Kanari first")
    second = send(client, elsewhere, sent_key=key, what="Kanari second")
    assert first.location.rpartition("/")[2] != second.location.rpartition("/")[2]
    assert owner_sql("SELECT count(DISTINCT organisation_id) FROM safety_event") == [(2,)]
    secret = first.location.rpartition("/")[2]
    for token in (elsewhere.token, safety.poster(firm, "Hall 3").token):
        assert client.get(f"/en/near-miss/{token}/{secret}").status_code == 404


def test_what_hides_behind_a_picture_or_in_its_name_does_not_come_in(client, sign_in, firm, poster, owner_sql):
    page = b"<script>alert('kanari')</script><?php kanari ?>"
    behind = attachments.picture("JPEG", comment=page) + page
    name = "../../../kanari<b>.jpg"
    assert send(client, poster, photo=(BytesIO(behind), name)).status_code == 303
    for hostile in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html></html>", b"GIF89a" + page, b"%PDF-1.7"):
        assert send(client, poster, photo=(BytesIO(hostile), "photo.jpg")).status_code == 422
    assert owner_sql("SELECT name, kind FROM attachments_file") == [("document.jpg", "jpeg")]
    (event_id,) = owner_sql("SELECT id FROM safety_event WHERE photo_id IS NOT NULL")[0]
    photo = sign_in(member(firm)).get(f"/en/organisations/{firm.id}/safety/events/{event_id}/photo")
    assert b"kanari" not in photo.data
    assert Image.open(BytesIO(photo.data)).format == "JPEG"
    assert photo.headers["Content-Disposition"].startswith("attachment")
    assert photo.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("kind", "passes", "taken"), [("JPEG", False, True), ("JPEG", True, False), ("PNG", False, False)]
)
def test_a_picture_that_must_be_unpacked_whole_is_looked_at_before_it_fills_the_memory(kind, passes, taken):
    """49 million dots of one colour, which is a small file: as cameras write them, in passes, and as a PNG."""
    content = BytesIO()
    Image.new("L", (7000, 7000)).save(content, kind, **({"progressive": True} if passes else {}))
    content.seek(0)
    if taken:
        assert max(Image.open(clean_photo(content)).size) <= 2000
    else:
        with pytest.raises(BadPhoto, match="photo_has_too_many_dots"):
            clean_photo(content)


def test_a_phones_picture_with_another_behind_it_is_read_by_rows_too():
    """24 million dots, as a phone of today takes them, with a small picture for its screen behind."""
    content = BytesIO()
    Image.new("RGB", (6000, 4000)).save(content, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    assert Image.open(content).format == "MPO"
    content.seek(0)
    assert Image.open(clean_photo(content)).size == (2000, 1333)


def test_bytes_that_would_begin_a_pass_of_a_jpeg_are_chance_in_a_png():
    """In ten megabytes of any other kind they stand 150 times."""
    content, text = BytesIO(), PngInfo()
    text.add_text("Comment", "ÿÚ" * 150)
    Image.new("RGB", (40, 30)).save(content, "PNG", pnginfo=text)
    assert content.getvalue().count(b"\xff\xda") >= 150
    content.seek(0)
    assert Image.open(clean_photo(content)).size == (40, 30)


def test_another_firm_cannot_take_a_poster_down_or_make_it_its_own(firm, poster, web_sql, owner_sql):
    other = organisation()
    for change in ("ended_at = now()", f"organisation_id = {other.id}", "place = 'Elsewhere'"):
        web_sql(f"UPDATE safety_poster SET {change}", acting_for(other.id))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(
            "INSERT INTO safety_poster (organisation_id, place, token)"
            f" VALUES ({firm.id}, 'Forged', 'forged-forged-forged')",
            acting_for(other.id),
        )
    assert owner_sql("SELECT organisation_id, place, ended_at FROM safety_poster") == [(firm.id, "Hall 2", None)]


# ---- a worker -------------------------------------------------------------------------------------------------------------


def test_a_worker_without_her_name_leaves_no_reference_to_herself(sign_in, firm, owner_sql, run_jobs):
    member(firm)
    worker = member(firm, "worker")
    client, url = sign_in(worker), f"/en/organisations/{firm.id}/my-reports"
    photo = (BytesIO(attachments.picture("JPEG")), "photo.jpg")
    sent = client.post(url, data=told(who="anonymous", photo=photo))
    assert sent.status_code == 303
    assert "kanari" not in client.get(sent.location).text
    run_jobs()
    columns = owner_sql(
        "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid"
        " AND attnum = conkey[1] WHERE contype = 'f' AND confrelid = 'accounts_person'::regclass"
        " AND cardinality(conkey) = 1"
    )
    named = {table for table, column in columns if owner_sql(f"SELECT 1 FROM {table} WHERE {column} = {worker.id}")}
    assert named == {"accounts_membership", "accounts_session"}
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE by_id IS NOT NULL") == [(0,)]
    assert owner_sql("SELECT count(*) FROM accounts_throttle") == [(0,)]


def test_what_one_worker_could_not_send_is_not_sent_as_the_next_ones_who_uses_the_machine(sign_in, firm):
    """The browser keeps it under the form's name: one for each worker, which does not say whose it is."""
    url = f"/en/organisations/{firm.id}/my-reports"
    workers = [member(firm, "worker") for _ in range(2)]
    names = [
        re.search(r'data-report="([^"]+)"', sign_in(who).get(url).text)[1]
        for who in (workers[0], workers[0], workers[1])
    ]
    assert names[0] == names[1] != names[2]
    assert all(len(name) == 24 for name in names)


def test_workers_cannot_fill_the_register_and_those_who_give_their_name_are_counted_apart(
    sign_in, firm, owner_sql, monkeypatch
):
    monkeypatch.setattr(reports, "MOST_A_DAY", 2)
    url = f"/en/organisations/{firm.id}/my-reports"
    one, two = sign_in(member(firm, "worker")), sign_in(member(firm, "worker"))
    assert [one.post(url, data=told(who="anonymous")).status_code for _ in range(3)] == [303, 303, 429]
    assert two.post(url, data=told(who="anonymous")).status_code == 429, "nobody knows which of them sent the two"
    assert [two.post(url, data=told(who="named")).status_code for _ in range(3)] == [303, 303, 429]
    assert one.post(url, data=told(who="named")).status_code == 303
    assert owner_sql("SELECT count(*) FROM safety_event") == [(5,)]


def test_a_worker_posts_nowhere_but_on_her_own_page(app, sign_in, firm, poster):
    owner, worker = member(firm), member(firm, "worker")
    event, hours = safety.injury(firm), safety.hours(firm)
    known = {"event_id": event.id, "hours_id": hours.id, "poster_id": poster.id, "site_id": safety.site(firm).id}
    known["action_id"] = improvement.action(firm, owner).id
    client, taken, asked = sign_in(worker), set(), 0
    for rule in app.url_map.iter_rules():
        if "organisation_id" not in rule.arguments or "POST" not in (rule.methods or set()):
            continue
        names = rule.arguments - {"lang", "organisation_id"}
        values = {name: known.get(name, 1 if f"int:{name}" in rule.rule else "x") for name in names}
        path = rule.rule.replace("<any(nb, nn, en):lang>", "en").replace("<int:organisation_id>", str(firm.id))
        path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(values[found[1]]), path)  # noqa: B023
        asked += 1
        if client.post(path, data={}).status_code not in (403, 404):
            taken.add(rule.endpoint)
    assert asked > 60
    assert taken == {"safety.my_reports", "accounts.join_organisation", "accounts.contest_organisation"}


def test_raw_sql_with_a_workplace_finds_her_own_reports_in_one_table_and_no_row_in_any_other(firm, owner_sql, web_sql):
    owner, worker = member(firm), member(firm, "worker")
    safety.hours(firm)
    safety.injury(firm, name=HURT)
    improvement.action(firm, owner)
    with safety.working_for(firm):
        own = services.report_event(firm.id, safety.near_miss_draft(), by=actor(worker))
    tables = owner_sql(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'organisation_id')"
    )
    hers = Context(worker.id, workplace_ids=(firm.id,))
    seen = {name: web_sql(f"SELECT count(*) FROM {name}", hers)[0][0] for (name,) in tables}
    assert len(tables) > 30
    assert {name for name, rows in seen.items() if rows} <= {"safety_event"}
    assert web_sql("SELECT id FROM safety_event", hers) == [(own.id,)]
    for change in ("what = 'Changed'", f"recorded_by_id = {worker.id}"):
        web_sql(f"UPDATE safety_event SET {change}", hers)
    assert owner_sql("SELECT count(*) FROM safety_event WHERE what = 'Changed'") == [(0,)]
    assert web_sql("SELECT id FROM safety_event", hers) == [(own.id,)]


def test_whoever_leaves_or_becomes_a_worker_is_so_at_the_next_click(sign_in, firm, owner_sql):
    editor, worker = member(firm, "editor"), member(firm, "worker")
    event = safety.injury(firm, by=actor(editor), name=HURT)
    hers, his = sign_in(editor), sign_in(worker)
    page, own = f"/en/organisations/{firm.id}/safety/events/{event.id}", f"/en/organisations/{firm.id}/my-reports"
    assert (hers.get(page).status_code, his.get(own).status_code) == (200, 200)
    owner_sql("UPDATE accounts_membership SET role = 'worker' WHERE person_id = %(id)s", id=editor.id)
    owner_sql("UPDATE accounts_membership SET ended_at = now() WHERE person_id = %(id)s", id=worker.id)
    assert (hers.get(page).status_code, his.get(own).status_code) == (404, 404)
    assert "caught in the press" not in hers.get(own).text, "an injury that she wrote down is no report of hers"
    assert his.post(own, data=told()).status_code == 404


def test_a_moderator_decides_nothing_about_the_firm_where_she_works_also_in_raw_sql(firm, web_sql, owner_sql):
    moderator = person("Mona", platform=("moderator",), organisations={firm: "worker"})
    case = moderation.case(moderation.thing(member(firm), firm), reporter=person())
    decide = (
        "INSERT INTO moderation_decision (case_id, subject_type, subject_id, subject_title, subject_language,"
        " subject_organisation_id, action, reasons, reason_versions, facts, statement, statement_language,"
        " snapshot_sha256, decided_by, final_at) SELECT id, subject_type, subject_id, subject_title, subject_language,"
        f" subject_organisation_id, 'approve', '{{}}', '{{}}', '', '', 'nb', '', {moderator.id}, now()"
        f" FROM moderation_case WHERE id = {case.id}"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(decide, Context(moderator.id, platform=("moderator",), workplace_ids=(firm.id,)))
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(0,)]
    web_sql(decide, Context(moderator.id, platform=("moderator",)))
    assert owner_sql("SELECT count(*) FROM moderation_decision") == [(1,)]


# ---- names ----------------------------------------------------------------------------------------------------------------


def test_a_reader_finds_neither_who_was_hurt_nor_who_told_on_any_page_of_the_firm(app, client, sign_in, firm, poster):
    worker = member(firm, "worker", name=TELLER)
    injury = safety.injury(firm, name=HURT)
    assert send(client, poster, name=TELLER).status_code == 303
    sign_in(worker).post(f"/en/organisations/{firm.id}/my-reports", data=told(who="named"))
    reader, editor = sign_in(member(firm, "reader")), sign_in(member(firm, "editor", name="Per"))
    with safety.working_for(firm):
        events = [row.id for row in queries.list_events(firm.id).rows]
        for number in events:
            event = queries.get_event(number)
            draft = safety.injury_draft if number == injury.id else safety.near_miss_draft
            services.correct_event(event, draft(version=1, what="Corrected."), by=None)
    pages = [f"safety/events/{number}{tail}" for number in events for tail in ("", "/investigation")]
    pages += ["safety", "safety/events", "safety/indicators", "safety/years/2026/remarks", ""]
    sees = set()
    for tail in pages:
        got = reader.get(f"/en/organisations/{firm.id}/{tail}".rstrip("/"))
        assert HURT not in got.text, tail
        assert TELLER not in got.text, tail
        text = editor.get(f"/en/organisations/{firm.id}/{tail}".rstrip("/")).text
        sees |= {name for name in (HURT, TELLER) if name in text}
    assert sees == {HURT, TELLER}, "an editor does"
    book = load_workbook(BytesIO(editor.get(f"/en/organisations/{firm.id}/safety/events.xlsx").data))
    cells = {str(value) for row in book.active.values for value in row}
    assert "Corrected." in cells
    assert cells.isdisjoint({HURT, TELLER}), "a workbook travels on: no name is in it, whoever takes it out"


def test_names_leave_every_firm_and_every_table_once_their_day_has_come(
    client, firm, poster, owner_sql, monkeypatch, run_jobs
):
    """Also a firm that is in the register no more; in batches of one; and run twice it finds nothing."""
    monkeypatch.setattr("app.blueprints.accounts.services.batches.AT_ONCE", 1)
    gone = organisation()
    for each in (gone, firm, organisation()):
        safety.injury(each, name=HURT, happened_on=clock.today() - timedelta(days=9))
    assert send(client, poster, name=TELLER).status_code == 303
    run_jobs()
    owner_sql("UPDATE accounts_organisation SET deleted_on = current_date WHERE id = %(id)s", id=gone.id)
    assert tables_that_hold(owner_sql, HURT) == {"safety_event_person"}
    assert tables_that_hold(owner_sql, TELLER) == {"safety_event_reporter"}
    later = clock.now() + timedelta(days=366 * 12)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", later.date)
    for _ in range(2):
        persons.let_names_leave()
    assert tables_that_hold(owner_sql, HURT) == tables_that_hold(owner_sql, TELLER) == set()
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'safety.name_left'") == [(4,)]


# ---- checks by oneself ----------------------------------------------------------------------------------------------------


def test_whoever_hands_an_action_over_and_says_that_it_is_done_does_not_check_it(firm):
    """As long as somebody else in the firm can."""
    kari, ola, per = member(firm, name="Kari"), member(firm, "editor", name="Ola"), member(firm, "editor", name="Per")
    event = safety.injury(firm)
    made = improvement.action(firm, kari, subject=f"safety:event:{event.number}:lasting")
    with unit_of_work(acting_for(firm.id)):
        found = plan.get_action(made.id)
        said = {name: getattr(found, name) for name in ("title", "due_on", "subject", "version")}
        handed = ActionDraft(**said, owner_id=ola.id)
        improvement_services.change_action(found, handed, by=actor(kari))
    with unit_of_work(acting_for(firm.id)):
        found = plan.get_action(made.id)
        ended = FinishDraft(status=ActionStatus.DONE, outcome="", version=found.version)
        improvement_services.finish_action(found, ended, by=actor(kari))
    said = {"effective": True, "checked_on": clock.today(), "method": "Looked."}
    for who, allowed in ((kari, False), (ola, False), (per, True)):
        with unit_of_work(acting_for(firm.id)):
            found = plan.get_action(made.id)
            effect = EffectDraft(evidence_ids=(1,), effect="", version=found.version)
            with pytest.raises(Conflict, match="effect_is_checked_by_another"):
                improvement_services.see_effect(found, effect, by=actor(who))
            if allowed:
                improvement_services.check_effect(found, CheckDraft(**said, version=found.version), by=actor(who))
            else:
                with pytest.raises(Refused, match="checker_took_part"):
                    improvement_services.check_effect(found, CheckDraft(**said, version=found.version), by=actor(who))


def test_no_smaller_number_of_people_lets_the_owner_sign_for_the_staff_too(firm):
    owner = member(firm)
    safety.hours(firm, headcount=12)
    control.described(firm, 4)
    control.duty(firm, "safety_representative")
    signed = control.sign(firm, control.review(firm), actor(owner))
    assert signed.without_representative is False


# ---- hours and events -----------------------------------------------------------------------------------------------------

NO_NUMBERS = ("NaN", "Infinity", "1e309", "1e3", "0x10", "٣٠٠", "３００", "²", "-1", "1_000", "9" * 400, "½")


def test_hours_that_are_no_number_are_refused_whatever_they_look_like(sign_in, firm, owner_sql):
    client = sign_in(member(firm, "editor"))
    url = f"/en/organisations/{firm.id}/safety/hours/new"
    sent = {"month": "2026-03", "own": "300", "hired_in": "0", "basis": "measured", "headcount": "5"}
    for typed in NO_NUMBERS:
        for name in ("own", "agreed_days"):
            lost = {"lost_days": "0"} if name == "agreed_days" else {}
            answer = client.post(url, data=sent | lost | {name: typed})
            assert answer.status_code in (413, 422), (name, typed)
    for month in ("0000-01", "9999-12", "2026-13", "10000-01", "٢٠٢٦-٠٣", "2026-3-1", ""):
        assert client.post(url, data=sent | {"month": month}).status_code == 422, month
    assert owner_sql("SELECT count(*) FROM safety_hours") == [(0,)]


def test_what_the_form_of_hours_does_not_have_and_another_firms_site_are_not_taken(sign_in, firm, owner_sql):
    other = organisation()
    theirs = safety.site(other)
    client, url = sign_in(member(firm, "editor")), f"/en/organisations/{firm.id}/safety/hours/new"
    sent = {"month": "2026-03", "own": "300", "hired_in": "0", "basis": "measured", "headcount": "5"}
    forged = {"organisation_id": other.id, "recorded_by_id": 1, "version": 9, "year": 2020, "id": 77}
    forged |= {f"site_own_{theirs.id}": "100", f"site_hired_in_{theirs.id}": "0"}
    assert client.post(url, data=sent | forged).status_code in (303, 422)
    assert owner_sql("SELECT count(*) FROM safety_hours_site") == [(0,)]
    rows = owner_sql("SELECT organisation_id, year, month, version FROM safety_hours")
    assert rows in ([], [(firm.id, 2026, 3, 1)])


# ---- what buyers are told -------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(firm):
    """A firm with a whole year that lets a buyer see it."""
    disclosure.whole_year(firm)
    buyer = organisation("buyer", name="Prøve kommune")
    disclosure.consent(firm, buyer)
    return buyer


@pytest.mark.parametrize("role", ["owner", "reader", "safety_representative", "worker"])
def test_whoever_has_had_a_role_in_the_firm_checks_its_figures_after_24_months_and_not_before(
    firm, shown, role, owner_sql
):
    who = person("Begge", organisations={shown: "editor", firm: role})
    left = "UPDATE accounts_membership SET ended_at = now() - %(ago)s::interval WHERE organisation_id = %(firm)s"
    for ago in (None, "1 day", "23 months"):
        if ago:
            owner_sql(left, ago=ago, firm=firm.id)
        with pytest.raises(Refused, match="nobody_checks_itself"):
            disclosure.verify(shown, firm, who)
    owner_sql(left, ago="25 months", firm=firm.id)
    assert disclosure.verify(shown, firm, who).level == Level.CHECKED


def test_a_colleague_does_not_check_for_whoever_owns_both(firm, shown, owner_sql):
    owner, colleague = member(firm), member(shown, "editor")
    db.session.add(Membership(person_id=owner.id, organisation_id=shown.id, role=Role.OWNER))
    db.session.commit()
    for level in (Level.CHECKED, Level.CERTIFIED):
        with pytest.raises(Refused, match="nobody_checks_itself"):
            disclosure.verify(shown, firm, colleague, level=level)
    assert owner_sql("SELECT count(*) FROM disclosure_verification") == [(0,)]


@pytest.mark.parametrize("what", ["withdrawn", "erased", "shortened", "infected"])
def test_a_document_that_is_gone_stands_behind_no_figure(firm, shown, what, owner_sql):
    paper = evidence.evidence(firm, file=attachments.file(firm), ends_in=100)
    said = {"year": disclosure.last_year(), "datum": Datum.INJURIES, "level": Level.DOCUMENTED, "method": "Signert"}
    with unit_of_work(acting_for(firm.id)):
        documents.document(firm, VerificationDraft(**said, evidence_id=paper.id), by=actor(member(firm)))
    with unit_of_work(acting_for(firm.id)):
        found = plan.lock_evidence(firm.id, paper.id)
        if what == "withdrawn":
            improvement_services.withdraw_evidence(found, by=None)
        elif what == "erased":
            improvement_services.erase_evidence(found)
        elif what == "shortened":
            names = ("type", "title", "version", "visibility")
            kept = {name: getattr(found, name) for name in names}
            kept["code"] = kept.pop("type")
            kept["visibility"] = kept["visibility"].value
            shorter = evidence.draft(source="file", valid_to=clock.today() + timedelta(days=3), **kept)
            improvement_services.change_evidence(found, shorter, by=None)
        else:
            owner_sql("UPDATE attachments_file SET state = 'infected', verdict = 'Eicar'")
            documents.hear_of_evidence(firm.id, paper.id, EvidenceEvent.CHECKED, None)
    assert owner_sql("SELECT ended_because FROM disclosure_verification") == [("changed",)]
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'disclosure.verification_ended'") == [(1,)]


def test_a_passer_by_does_not_undo_what_a_buyer_has_verified_of_a_year_that_is_over(
    client, firm, shown, poster, sign_in
):
    disclosure.verify(shown, firm, member(shown, "editor"))
    old, worker = date(disclosure.last_year(), 6, 1).isoformat(), sign_in(member(firm, "worker"))
    assert send(client, poster, happened_on=old).status_code == 422
    assert worker.post(f"/en/organisations/{firm.id}/my-reports", data=told(happened_on=old)).status_code == 422
    with unit_of_work(acting_for(firm.id)):
        year = reading.years_of(firm.id, [disclosure.last_year()])[0]
    assert year.of(Datum.INJURIES).level == Level.CHECKED
    recent = (clock.today() - timedelta(days=reports.MOST_DAYS_BACK)).isoformat()
    assert send(client, poster, happened_on=recent).status_code == 303


def test_what_is_shown_to_be_verified_is_the_same_for_none_and_for_four_injuries(firm, shown, sign_in):
    """Whoever guesses which value the fingerprint is of finds the band, which she sees."""
    client = sign_in(member(shown, "editor"))
    url = f"/en/organisations/{shown.id}/portfolio/{firm.id}/verify?figure={disclosure.last_year()}-injuries"
    prints = []
    for more in (0, 4):
        if more:
            disclosure.injuries(firm, more)
        prints += re.findall(r'name="shown"[^>]*value="([0-9a-f]{64})"', client.get(url).text)
    assert len(prints) == 2
    assert prints[0] == prints[1]


def test_a_buyers_pages_sleep_until_the_second_factor(firm, shown, sign_in, owner_sql):
    asleep = sign_in(member(shown, "owner"), second_factor=False)
    for tail in ("", ".xlsx", "/pool", f"/{firm.id}", f"/{firm.id}/verify"):
        got = asleep.get(f"/en/organisations/{shown.id}/portfolio{tail}")
        assert (got.status_code, "second-factor" in got.location) == (303, True), tail
        assert firm.name not in got.text
    assert owner_sql("SELECT count(*) FROM disclosure_reading") == [(0,)]


def test_what_no_database_can_hold_is_searched_for_without_harm(firm, shown, sign_in):
    owner, reader = sign_in(member(firm)), sign_in(member(shown, "reader"))
    for client, path in (
        (owner, f"{firm.id}/disclosure/consents/new"),
        (owner, f"{firm.id}/shares/new"),
        (reader, f"{shown.id}/portfolio"),
    ):
        for hostile in ("%00", "a%00b", "%ED%A0%80", "%25", "_" * 500):
            got = client.get(f"/en/organisations/{path}?wanted={hostile}")
            assert got.status_code == 200, path
