"""Issue B as somebody hostile would try it: what is lent, permits, reviews, sharing, advisers, files going out."""

import ast
import io
import re
from datetime import timedelta

import psycopg
import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from app.adapters.storage import Disk
from app.blueprints.accounts.models import Membership
from app.blueprints.accounts.terms import Role
from app.blueprints.attachments.services import take_in
from app.blueprints.capability import queries as capability_queries
from app.blueprints.capability import services as capability
from app.blueprints.capability.terms import AnswerDraft, DimensionDraft
from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import ActionStatus, CommentDraft, EffectDraft, FinishDraft
from app.core.clock import today
from app.core.db import NOBODY, Context, acting_for, db, unit_of_work
from app.core.downloads import disposition
from app.core.errors import Conflict, DomainError, Refused
from config import ROOT
from tests.factories import attachments, evidence, improvement, requirements, shares
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.capability import assessment, decided, review, support

HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>\"><img src=x onerror=alert(1)>"


def synthetic_identity_number() -> str:
    """Eleven digits with both control digits, month + 80: nobody's."""
    first, second = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    for serial in range(100, 999):
        body = f"138190{serial}"
        one = -sum(int(d) * w for d, w in zip(body, first, strict=True)) % 11
        two = -sum(int(d) * w for d, w in zip(f"{body}{one}", second, strict=True)) % 11
        if one < 10 and two < 10:
            return f"{body}{one}{two}"
    raise AssertionError("no number found")


IDENTITY = synthetic_identity_number()


@pytest.fixture
def firm(db_session):
    made = organisation(name="Prøve Sveis AS")
    assessment(made, {"HSE": 4}, submitted=True)
    return made


@pytest.fixture
def buyer(db_session):
    return organisation("buyer", name="Prøve kommune")


@pytest.fixture
def ingrid(buyer):
    return member(buyer, "editor", name="Ingrid Prøve")


@pytest.fixture
def paper(firm):
    """A document that the firm lets others see, put forward for HSE."""
    made = evidence.evidence(
        firm, "routine", visibility="shared", title="kanari-rutine", file=attachments.file(firm, "kanari.pdf")
    )
    support(firm, made, level=2)
    return made


def declared(asked, who):
    with unit_of_work(acting_for(asked.reviewer_id)):
        capability.declare_no_conflict(capability_queries.get_review(asked.id), by=actor(who))


def page_of(made, tail=""):
    return f"/en/organisations/{made.organisation_id}/evidence/{made.id}{tail}"


def both(client, made):
    """What she gets of the page and of the file."""
    return {client.get(page_of(made)).status_code, client.get(page_of(made, "/file")).status_code}


# ---- what is lent ------------------------------------------------------------------------------------------------------

LENT = {
    # The asker is a verified buyer (checked before), and what is read is what the firm gives to whoever asks.
    "app/blueprints/improvement/services/requests.py:ask_for",
    "app/blueprints/improvement/services/requests.py:held_for_askers",
    # A secret of 256 bits, by its hash, together with the organisation that it was made for.
    "app/blueprints/improvement/services/advisers.py:open_advice_invitation",
    "app/blueprints/improvement/services/advisers.py:accept_advice",
    "app/blueprints/improvement/services/calendar.py:read_feed",
    # The adviser ends what she was let in by: the policy has seen her own row.
    "app/blueprints/improvement/services/advisers.py:stop_advising",
    # The evidence row has been seen: her own firm's, or by a live permit.
    "app/blueprints/improvement/services/permits.py:open_file",
    # The review has been seen, waits, and is put before her organisation; she is an outsider.
    "app/blueprints/capability/services/reviews.py:_let_open",
    "app/blueprints/capability/services/reviews.py:decide_review",
    # The address names a poster that hangs, or is a receipt's secret of 144 bits, read by its hash; or she works there.
    "app/blueprints/safety/services/reports.py:report_at_poster",
    "app/blueprints/safety/services/reports.py:report_as_worker",
    "app/blueprints/safety/services/reports.py:_answered",
    # The post has been seen, and the row that hangs the file on it says that it is clean.
    "app/blueprints/forum/services/files.py:open_file",
    # The worker tells of what the journal says.
    "app/blueprints/capability/notices/reviews.py:_params",
    # A notice in its author's own inbox, of what was found in the document that she hung on her post.
    "app/blueprints/forum/notices.py:file_words",
    # The document, or the answer, has been seen by its own rule; what is read is its file.
    "app/blueprints/dialogues/services/documents.py:_refuse_unread",
    "app/blueprints/dialogues/services/documents.py:open_document",
    "app/blueprints/inputs/services/answering.py:open_file",
    # The worker tells of what the journal says; a moderator's decision is carried out on what everybody has read.
    "app/blueprints/inputs/notices/inputs.py:tell_of_questions",
    "app/blueprints/inputs/services/moderated.py:_hide",
    # Whatever tells a supplier something writes it to the ledger of the dialogue, whoever acts.
    "app/blueprints/parity/services/ledger.py:_of",
}


def test_lent_is_used_in_these_places_only():
    found = set()
    for path in (ROOT / "app").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "lent" not in text or path.name == "db.py":
            continue
        for function in ast.walk(ast.parse(text)):
            if isinstance(function, ast.FunctionDef):
                calls = (n.func for n in ast.walk(function) if isinstance(n, ast.Call))
                if any(getattr(called, "id", getattr(called, "attr", "")) == "lent" for called in calls):
                    found.add(f"{path.relative_to(ROOT)}:{function.name}")
    assert found == LENT


def test_a_question_by_somebody_who_may_not_ask_lends_nothing(firm, buyer, monkeypatch):
    from app.blueprints.improvement.services import requests

    monkeypatch.setattr(requests, "lent", lambda _id: pytest.fail("the firm's eyes were lent"))
    evidence.evidence(firm, "iso_45001", visibility="on_request")
    for asker in (organisation(), organisation("buyer", verified=False), organisation("interest")):
        with pytest.raises(Refused, match="asker_is_no_verified_buyer"):
            evidence.request(asker, firm, "iso_45001")
    with pytest.raises(Refused, match="request_without_reason"):
        evidence.request(buyer, firm, "iso_45001", reason="")


# ---- permits ------------------------------------------------------------------------------------------------------------


def ended(what, made, firm, buyer, who, owner_sql):
    """Let one thing happen after which nobody of the receiver opens it."""
    if what == "membership":
        owner_sql("UPDATE accounts_membership SET ended_at = now() WHERE person_id = %(id)s", id=who.id)
    elif what == "receiver deleted":
        owner_sql("UPDATE accounts_organisation SET deleted_on = current_date WHERE id = %(id)s", id=buyer.id)
    elif what == "receiver no longer verified":
        owner_sql("UPDATE accounts_organisation SET \"check\" = 'matched' WHERE id = %(id)s", id=buyer.id)
    elif what == "expired":
        owner_sql("UPDATE improvement_permit SET until = current_date - 2")
    else:
        with unit_of_work(acting_for(firm.id)):
            found = queries.lock_evidence(firm.id, made.id)
            if what == "withdrawn":
                services.withdraw_evidence(found, by=None)
            elif what == "erased":
                services.erase_evidence(found)
            elif what == "private":
                said = evidence.draft(
                    found.type, "file", title=found.title, version=found.version, valid_to=found.valid_to
                )
                services.change_evidence(found, said, by=None)
            else:
                services.end_permits(firm.id, "request:1", by=None)


@pytest.mark.parametrize(
    "what",
    [
        "membership", "receiver deleted", "receiver no longer verified", "expired", "withdrawn", "erased", "private",
        "permit",
    ],
)  # fmt: skip
def test_what_ends_a_permit_ends_it_at_the_next_click(sign_in, firm, buyer, ingrid, paper, owner_sql, what):
    evidence.permit(paper, buyer, ground="request:1")
    client = sign_in(ingrid)
    assert both(client, paper) == {200}
    ended(what, paper, firm, buyer, ingrid, owner_sql)
    assert both(client, paper) == {404}


def test_a_buyers_permit_sleeps_until_the_second_factor(sign_in, buyer, ingrid, paper):
    evidence.permit(paper, buyer)
    assert both(sign_in(ingrid, second_factor=False), paper).isdisjoint({200})


def test_a_member_of_both_opens_it_as_the_firm_and_is_written_down_so(sign_in, firm, buyer, paper, owner_sql):
    evidence.permit(paper, buyer)
    who = person("Begge", organisations={firm: "reader", buyer: "reader"})
    assert sign_in(who).get(page_of(paper, "/file")).status_code == 200
    assert owner_sql("SELECT receiver_id FROM improvement_opening") == [(firm.id,)]


def test_what_is_about_a_person_is_never_given_to_whoever_asks_shares_or_reviews(firm, buyer, ingrid, owner_sql):
    about = shares.shown(firm, code="course_certificate", reference="SV-9")
    with pytest.raises(Refused, match="personal_not_on_request"):
        evidence.evidence(firm, "course_certificate", visibility="on_request")
    asked = evidence.request(buyer, firm, "course_certificate")
    declared(review(firm, buyer), ingrid)
    given = owner_sql("SELECT ground FROM improvement_permit WHERE evidence_id = %(id)s", id=about.id)
    assert (asked.state.value, given) == ("open", [])


# ---- reviews ------------------------------------------------------------------------------------------------------------


def test_a_reviewer_opens_documents_from_her_own_declaration_until_the_answer(
    sign_in, firm, buyer, ingrid, paper, web_sql
):
    colleague = member(buyer, "owner", name="Ola")
    asked = review(firm, buyer)
    hers, his = sign_in(ingrid), sign_in(colleague)
    assert both(hers, paper) == both(his, paper) == {404}
    declared(asked, ingrid)
    assert both(hers, paper) == {200}
    assert both(his, paper) == {404}, "a colleague who has declared nothing"
    seen = "SELECT id FROM improvement_evidence"
    assert web_sql(seen, Context(ingrid.id, (buyer.id,))) == [(paper.id,)]
    assert web_sql(seen, Context(colleague.id, (buyer.id,))) == web_sql(seen, acting_for(buyer.id)) == []
    decided(asked, ingrid, declared=False)
    assert both(hers, paper) == {404}
    assert web_sql(seen, Context(ingrid.id, (buyer.id,))) == []


def test_what_became_private_meanwhile_is_not_opened_by_a_declaration(sign_in, firm, buyer, ingrid, paper, owner_sql):
    asked = review(firm, buyer)
    ended("private", paper, firm, buyer, ingrid, owner_sql)
    declared(asked, ingrid)
    assert owner_sql("SELECT count(*) FROM improvement_permit") == [(0,)]
    assert both(sign_in(ingrid), paper) == {404}


def test_nothing_of_a_review_is_read_before_the_declaration(sign_in, firm, buyer, ingrid, paper):
    asked = review(firm, buyer)
    client = sign_in(ingrid)
    for tail in ("", "/decide"):
        text = client.get(f"/en/organisations/{buyer.id}/reviews/{asked.id}{tail}").text
        assert "kanari" not in text
    declared(asked, ingrid)
    assert "kanari-rutine" in client.get(f"/en/organisations/{buyer.id}/reviews/{asked.id}").text


def test_of_a_review_that_the_firm_has_withdrawn_the_copy_is_read_no_more(sign_in, firm, buyer, ingrid, paper):
    asked = review(firm, buyer)
    declared(asked, ingrid)
    client, url = sign_in(ingrid), f"/en/organisations/{buyer.id}/reviews/{asked.id}"
    assert "kanari-rutine" in client.get(url).text
    with unit_of_work(acting_for(firm.id)):
        capability.withdraw_review(capability_queries.get_review(asked.id), by=None)
    for tail in ("", "/decide"):
        assert "kanari" not in client.get(url + tail).text
    assert both(client, paper) == {404}


def test_one_who_owns_both_is_refused_on_either_side_also_through_a_colleague(firm, buyer, ingrid):
    kari = member(firm, "owner")
    asked = review(firm, buyer)
    db.session.add(Membership(person_id=kari.id, organisation_id=buyer.id, role=Role.OWNER))
    db.session.commit()
    with pytest.raises(Conflict, match="reviewer_has_same_owner"):
        decided(asked, ingrid)
    with pytest.raises(Refused, match="reviewer_unknown"):
        review(firm, buyer, "QUA")
    with unit_of_work(acting_for(firm.id)):
        assert buyer.id not in {row.id for row in capability_queries.reviewers(firm.id)}


def test_an_answer_asks_for_the_password_again(sign_in, firm, buyer, ingrid):
    asked = review(firm, buyer)
    declared(asked, ingrid)
    url = f"/en/organisations/{buyer.id}/reviews/{asked.id}/decide"
    sent = sign_in(ingrid, stepped_up=False).post(url, data={"state": "endorsed", "reason": "x", "version": 1})
    assert (sent.status_code, capability_state(asked)) == (401, "asked")


def capability_state(asked):
    with unit_of_work(acting_for(asked.organisation_id)):
        return capability_queries.review_line(asked.id).state.value


# ---- raw SQL --------------------------------------------------------------------------------------------------------------

# What each may do beyond reading; nothing may delete what others have relied on.
GRANTS = {
    "attachments_file": "INSERT UPDATE",
    "improvement_evidence": "INSERT UPDATE",
    "improvement_unfinished": "DELETE INSERT",
    "improvement_permit": "INSERT UPDATE",
    "improvement_opening": "INSERT",
    "improvement_request": "INSERT UPDATE",
    "improvement_dependency": "DELETE INSERT",
    "improvement_action_evidence": "INSERT",
    "improvement_adviser": "INSERT UPDATE",
    "improvement_comment": "INSERT UPDATE",
    "improvement_feed": "INSERT UPDATE",
    "capability_support": "INSERT UPDATE",
    "capability_review": "INSERT UPDATE",
    "capability_event": "INSERT",
    "requirements_profile": "DELETE INSERT UPDATE",
    "requirements_requirement": "DELETE INSERT UPDATE",
    "requirements_share": "INSERT UPDATE",
    "requirements_share_content": "INSERT UPDATE",
    "requirements_share_opening": "INSERT",
}


def test_the_sites_roles_may_do_this_and_no_more(settings, owner_sql):
    rows = owner_sql(
        "SELECT table_name, grantee, string_agg(privilege_type, ' ' ORDER BY privilege_type)"
        " FROM information_schema.role_table_grants WHERE grantee IN ('samhandel_web', 'samhandel_worker')"
        " AND privilege_type <> 'SELECT' AND table_name = ANY(%(tables)s) GROUP BY 1, 2",
        tables=list(GRANTS),
    )
    assert {(table, role): verbs for table, role, verbs in rows} == {
        (table, role): verbs for table, verbs in GRANTS.items() for role in ("samhandel_web", "samhandel_worker")
    }


def test_every_table_is_read_by_those_it_concerns_and_nobody_else(
    sign_in, firm, buyer, ingrid, paper, owner_sql, web_sql
):
    """Rows that each sees, by table: the firm, the receiver, the adviser; strangers, staff and the worker none."""
    kari = member(firm, name="Kari")
    ada = person("Ada Rådgiver")
    improvement.adviser(firm, ada)
    made = improvement.done(firm, kari)
    needing = improvement.action(firm, kari, needs=(made.id,))
    with unit_of_work(acting_for(firm.id)):
        found = queries.get_action(made.id)
        services.see_effect(found, EffectDraft(evidence_ids=(paper.id,), effect="", version=found.version), by=None)
        services.begin_evidence(firm, evidence.draft("iso_9001", "file"), by=actor(kari))
    improvement.comment(firm, kari, "Sagt", on=needing)
    shared = shares.share(firm, buyer)
    evidence.request(buyer, firm)
    review(firm, buyer)
    sign_in(ingrid).get(page_of(paper))
    sign_in(ingrid).get(page_of(paper, "/file"))
    sign_in(ingrid).get(f"/en/organisations/{buyer.id}/shared-with-us/{shared.id}")
    requirements.profile(buyer, published=False)
    contexts = {
        "firm": Context(kari.id, (firm.id,)),
        "receiver": Context(ingrid.id, (buyer.id,)),
        "adviser": Context(ada.id),
    }
    strangers = [NOBODY, acting_for(organisation().id, organisation("ministry").id), Context(kari.id)]
    strangers += [Context(person().id, (), ("moderator", "administrator", "storekeeper"))]
    expected = {  # firm, receiver, adviser
        "attachments_file": (1, 0, 0),
        "improvement_evidence": (1, 1, 0),
        "improvement_unfinished": (1, 0, 0),
        "improvement_permit": (1, 1, 0),
        "improvement_opening": (1, 1, 0),
        "improvement_request": (1, 1, 0),
        "improvement_action": (2, 0, 2),
        "improvement_dependency": (1, 0, 1),
        "improvement_action_evidence": (1, 0, 1),
        "improvement_adviser": (1, 0, 1),
        "improvement_comment": (1, 0, 1),
        "capability_support": (1, 0, 0),
        "capability_review": (1, 1, 0),
        "capability_event": (11, 0, 0),
        "requirements_profile": (0, 1, 0),
        "requirements_requirement": (0, 1, 0),
        "requirements_share": (1, 1, 0),
        "requirements_share_content": (1, 1, 0),
        "requirements_share_opening": (1, 1, 0),
    }
    union = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in expected)
    seen = {name: dict(web_sql(union, context)) for name, context in contexts.items()}
    assert {table: tuple(seen[name][table] for name in contexts) for table in expected} == expected
    for context in strangers:
        assert {table: count for table, count in web_sql(union, context) if count} == {}
    for context in strangers[:3]:
        assert {table: count for table, count in web_sql(union, context, "worker") if count} == {}
    shares.withdraw(shared)
    after = dict(web_sql(union, contexts["receiver"]))
    assert (after["improvement_evidence"], after["requirements_share_content"]) == (0, 0)


def test_an_adviser_lets_nobody_in_by_raw_sql_and_stays_no_longer_than_she_may(firm, web_sql):
    ada = person("Ada")
    row = (
        "INSERT INTO improvement_adviser (organisation_id, person_id, email, token_hash, until, accepted_at)"
        " VALUES (%(firm)s, %(ada)s, 'x', 'x', '2099-01-01', now())"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(row, Context(ada.id), firm=firm.id, ada=ada.id)
    improvement.adviser(firm, ada)
    assert web_sql("UPDATE improvement_adviser SET until = '2099-01-01' RETURNING id", Context(ada.id)) == []


def test_nobody_endorses_unasked_nor_is_made_to_have_asked_by_raw_sql(firm, buyer, ingrid, web_sql, owner_sql):
    asked = review(firm, buyer)
    columns = ", ".join(
        row[0]
        for row in owner_sql(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'capability_review'"
            " AND column_name NOT IN ('id', 'dimension_code')"
        )
    )
    copy = f"INSERT INTO capability_review ({columns}, dimension_code) SELECT {columns}, 'QUA' FROM capability_review"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(copy, Context(ingrid.id, (buyer.id,)))
    assert asked.state.value == "asked"
    made_up = (
        "INSERT INTO improvement_request (organisation_id, asker_id, type, wish, reason, due_on, state, pointer, answer,"
        " asked_at, version) VALUES (%(firm)s, %(buyer)s, 'iso_9001', '', 'x', current_date, 'open', '', '', now(), 1)"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web_sql(made_up, acting_for(firm.id), firm=firm.id, buyer=buyer.id)


# ---- sharing, profiles, comparison -------------------------------------------------------------------------------------------


def typed(**values):
    usual = {"name": "Profil", "kind": "living", "purpose": "development"}
    return usual | {"until": (today() + timedelta(days=30)).isoformat()} | values


def test_nothing_is_shared_that_its_owner_has_not_looked_at(sign_in, firm, buyer, owner_sql):
    client = sign_in(member(firm))
    url = f"/en/organisations/{firm.id}/shares/new?receiver={buyer.id}"
    for shown in ({}, {"shown": ""}, {"shown": "0" * 64}):
        sent = client.post(url, data=typed(step="send", agreed="y", **shown))
        assert sent.status_code == 409, shown
    assert owner_sql("SELECT count(*) FROM requirements_share") == [(0,)]


@pytest.mark.parametrize("whom", ["oneself", "unverified", "deleted", "none", "nonsense"])
def test_a_receiver_that_cannot_receive_is_none_in_the_address_either(sign_in, firm, owner_sql, whom):
    number = {
        "oneself": lambda: firm.id,
        "unverified": lambda: organisation("buyer", verified=False).id,
        "deleted": lambda: organisation("buyer", deleted_on=today()).id,
        "none": lambda: 10**18,
        "nonsense": lambda: "1 OR 1=1",
    }[whom]()
    url = f"/en/organisations/{firm.id}/shares/new"
    sent = sign_in(member(firm)).post(url, query_string={"receiver": number}, data=typed(step="send", agreed="y"))
    assert sent.status_code in (200, 404, 422)
    assert owner_sql("SELECT count(*) FROM requirements_share") == [(0,)]


@pytest.mark.parametrize("purpose", ["competition", "dialogue", "development' OR '1'='1", ""])
def test_what_is_shared_for_development_is_in_no_other_comparison(sign_in, firm, buyer, ingrid, purpose):
    shares.share(firm, buyer, purpose="development")
    client = sign_in(ingrid)
    url = f"/en/organisations/{buyer.id}/comparison"
    named = "Prøve Sveis AS" in client.get(url, query_string={"purpose": purpose}).text
    assert named == (purpose not in ("competition", "dialogue"))
    if not named:
        book = load_workbook(io.BytesIO(client.get(f"{url}.xlsx", query_string={"purpose": purpose}).data))
        assert book.active.max_row == 1


@pytest.mark.parametrize("change", ["deleted_on = current_date", "\"check\" = 'matched'"])
def test_a_receiver_that_could_be_shared_with_no_more_reads_no_more(sign_in, firm, buyer, ingrid, owner_sql, change):
    shared = shares.share(firm, buyer)
    client, there = sign_in(ingrid), f"/en/organisations/{buyer.id}"
    urls = [f"{there}/shared-with-us/{shared.id}", f"{there}/shared-with-us/{shared.id}/document"]
    urls += [f"{there}/comparison", f"{there}/comparison.xlsx"]
    assert {client.get(url).status_code for url in urls} == {200}
    owner_sql(f"UPDATE accounts_organisation SET {change} WHERE id = %(id)s", id=buyer.id)
    assert {client.get(url).status_code for url in urls} == {404}


def test_another_buyers_draft_is_reached_by_no_way_round(sign_in, firm, buyer, ingrid):
    other = organisation("buyer")
    draft = requirements.profile(other, published=False)
    published = requirements.profile(other)
    buyers, firms = sign_in(ingrid), sign_in(member(firm))
    here = f"/en/organisations/{buyer.id}"
    for number in (draft.id, published.id):
        for tail in ("", ".xlsx"):
            assert buyers.get(f"{here}/comparison{tail}?profile={number}").status_code == 404
    for client, url in (
        (buyers, f"{here}/requirements/copy/{draft.id}"),
        (firms, f"/en/organisations/{firm.id}/capability/check/{draft.id}"),
    ):
        assert client.get(url).status_code == 404
    assert buyers.post(f"{here}/requirements/copy/{draft.id}", data={}).status_code == 404


# ---- advisers and calendars ----------------------------------------------------------------------------------------------------


def test_an_invitation_is_used_once_and_an_older_one_dies_when_a_new_one_is_sent(sign_in, firm, run_jobs, mails):
    owner = sign_in(member(firm))
    paths = []
    for _ in range(2):
        owner.post(
            f"/en/organisations/{firm.id}/plan/advisers",
            data={"email": "ada@prove.example", "until": str(today() + timedelta(days=9))},
        )
        run_jobs()
        text = mails[-1].get_body(("plain",)).get_content()
        paths.append("/en" + re.search(r"http://localhost/\w\w(/organisations/\d+/plan/invitations/\S+)", text)[1])
    ada, eve = sign_in(person("Ada")), sign_in(person("Eve"))
    assert ada.post(paths[0]).status_code == 410
    elsewhere = re.sub(r"organisations/\d+", f"organisations/{organisation().id}", paths[1])
    assert eve.post(elsewhere).status_code in (404, 410)
    assert ada.post(paths[1]).status_code == 303
    assert eve.post(paths[1]).status_code == 410
    assert eve.get(f"/en/organisations/{firm.id}/plan").status_code == 403
    assert ada.get(f"/en/organisations/{firm.id}/plan").status_code == 200


def test_a_calendars_address_opens_one_firm_for_as_long_as_its_owner_is_a_member(
    client, firm, owner_sql, settings, caplog
):
    kari = member(firm, name="Kari\r\nX-EVIL:1")
    improvement.action(firm, kari, title=HOSTILE, details="END:VEVENT\r\nBEGIN:VALARM\nACTION:PROCEDURE")
    with unit_of_work(acting_for(firm.id)):
        token = services.renew_feed(firm, by=actor(kari))
    url = f"/calendar/{firm.id}/{token}.ics"
    answer = client.get(url)
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["SUMMARY"]) == HOSTILE
    lines = answer.data.split(b"\r\n")
    assert not [line for line in lines if line.startswith((b"X-EVIL", b"BEGIN:VALARM", b"ACTION"))]
    assert max(map(len, lines)) <= 75
    for wrong in (f"/calendar/{organisation().id}/{token}.ics", f"/calendar/{firm.id}/{token[:-1]}.ics",
                  f"/calendar/{firm.id}/{'x' * 2000}.ics", f"/calendar/{firm.id}/%ff%fe.ics"):  # fmt: skip
        assert client.get(wrong).status_code == 404
    assert client.post(url).status_code == 405
    assert token not in caplog.text
    assert token.encode() not in owner_sql("SELECT token_hash FROM improvement_feed")[0][0]
    owner_sql("UPDATE accounts_membership SET ended_at = now() WHERE person_id = %(id)s", id=kari.id)
    assert client.get(url).status_code == 404


# ---- hostile words ---------------------------------------------------------------------------------------------------------------


def test_hostile_words_stay_words_on_every_page_and_in_every_workbook(sign_in, buyer, ingrid):
    firm = organisation(name=HOSTILE)
    assessment(firm, {"HSE": 3}, submitted=True)
    owner = member(firm, name=HOSTILE[:100])
    made = evidence.evidence(firm, "routine", visibility="shared", title=HOSTILE, issuer=HOSTILE, scope=HOSTILE)
    support(firm, made)
    improvement.action(firm, owner, title=HOSTILE, details=HOSTILE, support=HOSTILE)
    shared = shares.share(firm, buyer, name=HOSTILE)
    asked = review(firm, buyer, message=HOSTILE)
    declared(asked, ingrid)
    requirements.profile(buyer, requirements.asked("HSE", reason=HOSTILE), title=HOSTILE, purpose=HOSTILE)
    mine, theirs = sign_in(owner), sign_in(ingrid)
    here, there = f"/en/organisations/{firm.id}", f"/en/organisations/{buyer.id}"
    for client, url in [
        (mine, f"{here}/evidence"), (mine, f"{here}/evidence/{made.id}"), (mine, f"{here}/plan"),
        (mine, f"{here}/plan/timeline"), (mine, f"{here}/shares/{shared.id}"), (mine, f"{here}/capability/check"),
        (theirs, page_of(made)), (theirs, f"{there}/shared-with-us"), (theirs, f"{there}/shared-with-us/{shared.id}"),
        (theirs, f"{there}/shared-with-us/{shared.id}/document"), (theirs, f"{there}/reviews/{asked.id}"),
        (theirs, f"{there}/comparison"), (theirs, f"{there}/requirements"),
    ]:  # fmt: skip
        page = client.get(url)
        assert page.status_code == 200, url
        assert "<script>alert" not in page.text, url
        assert "<img src=x" not in page.text, url
    for client, url in ((mine, f"{here}/plan.xlsx"), (theirs, f"{there}/comparison.xlsx")):
        book = load_workbook(io.BytesIO(client.get(url).data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert HOSTILE in [cell.value for cell in cells]
        assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize("name", ['a"; filename="b.html', "a\r\nSet-Cookie: x=1", "../../etc/passwd", "a\u202efdp.exe"])
def test_a_files_name_is_one_quoted_word_in_the_answers_head(name):
    said = disposition(name)
    assert "\r" not in said
    assert "\n" not in said
    assert said.isascii()
    assert len(re.findall(r'filename="[^"]*"', said)) == 1
    assert re.fullmatch(r"attachment; filename=\"[^\"\\\r\n]*\"(; filename\*=UTF-8''[\w%!#$&+.^`|~-]*)?", said)


# ---- identity numbers, and what the journal keeps ---------------------------------------------------------------------------------


def writes(firm, buyer, ingrid):
    """Where somebody could write an identity number: the field, and how it is sent."""
    kari = member(firm)

    def work(do):
        with unit_of_work(acting_for(firm.id)):
            do()

    def dropped(text):
        made = improvement.action(firm, kari)
        draft = FinishDraft(status=ActionStatus.DROPPED, outcome=text, version=made.version)
        work(lambda: services.finish_action(queries.get_action(made.id), draft, by=None))

    def effect(text):
        made = improvement.done(firm, kari)
        draft = EffectDraft(evidence_ids=(), effect=text, version=made.version)
        work(lambda: services.see_effect(queries.get_action(made.id), draft, by=None))

    def note(text):
        made = assessment(firm)
        draft = AnswerDraft(claimed=1, goal=None, note=text, version=1)

        def answer():
            found = capability_queries.get_assessment(made.id)
            capability.answer_dimension(found, capability.answer_in(found, "HSE"), draft, by=None)

        work(answer)

    def comment(text):
        work(lambda: services.comment(firm, CommentDraft(body=text), by=actor(kari), action=None))

    def dimension(text):
        words = dict.fromkeys(("nb", "nn", "en"), text)
        levels = tuple(dict.fromkeys(words, f"{text} {level}") for level in range(6))
        draft = DimensionDraft(code="ROV", name=words, short_name=words, about=words, levels=levels, read_version=0)
        with unit_of_work(acting_for(buyer.id)):
            capability.add_dimension(buyer, draft, by=None)

    return {
        "title": lambda text: improvement.action(firm, kari, title=text),
        "details": lambda text: improvement.action(firm, kari, details=text),
        "support": lambda text: improvement.action(firm, kari, support=text),
        "outcome": dropped,
        "effect": effect,
        "comment": comment,
        "note": note,
        "dimension": dimension,
        "message": lambda text: review(firm, buyer, message=text),
        "verdict": lambda text: decided(review(firm, buyer), ingrid, reason=text),
        "share": lambda text: shares.share(firm, buyer, name=text),
        "request": lambda text: evidence.request(buyer, firm, reason=text),
        "profile": lambda text: requirements.profile(buyer, requirements.asked("HSE", reason=text)),
        "evidence title": lambda text: evidence.evidence(firm, "routine", title=text),
        "evidence issuer": lambda text: evidence.evidence(firm, "routine", issuer=text),
        "evidence scope": lambda text: evidence.evidence(firm, "routine", scope=text),
    }


FIELDS = (
    "title", "details", "support", "outcome", "effect", "comment", "note", "dimension", "message", "verdict", "share",
    "request", "profile", "evidence title", "evidence issuer", "evidence scope",
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_an_identity_number_is_refused_in_every_field_and_is_in_no_log(firm, buyer, ingrid, caplog, owner_sql, field):
    send = writes(firm, buyer, ingrid)[field]
    with pytest.raises(DomainError) as refused:
        send(f"Gjelder {IDENTITY[:6]} {IDENTITY[6:]}")
    assert "identity_number" in str(getattr(refused.value, "faults", "")) + refused.value.code
    assert IDENTITY[6:] not in caplog.text
    assert IDENTITY[6:] not in str(owner_sql("SELECT canonical FROM journal_entry"))


def test_the_journal_keeps_no_words_and_no_names(firm, buyer, ingrid, paper, owner_sql):
    kari = member(firm, name="kanari-navn")
    improvement.action(firm, kari, title="kanari-tiltak", details="kanari-mer")
    evidence.request(buyer, firm, reason="kanari-grunn", wish="kanari-ønske")
    shares.share(firm, buyer, name="kanari-deling", by=kari)
    decided(review(firm, buyer, message="kanari-melding"), ingrid, reason="kanari-svar")
    requirements.profile(buyer, requirements.asked("HSE", reason="kanari"), title="kanari-profil")
    with unit_of_work(acting_for(firm.id)):
        services.comment(firm, CommentDraft(body="kanari-ord"), by=actor(kari), action=None)
        services.renew_feed(firm, by=actor(kari))
    entries = str(owner_sql("SELECT canonical FROM journal_entry"))
    assert "improvement.action_added" in entries
    assert "kanari" not in entries


# ---- addresses and requests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "/en/organisations/{id}/..//evil",
        "/en/organisations/{id}/@evil.example", "/en/organisations/{id}/?x=//evil", "/en/organisations/0/plan",
        "javascript:alert(1)", "/en/organisations/{id}/\r\nLocation: x",
    ],
)  # fmt: skip
def test_the_way_back_leads_to_the_same_firms_pages_only(sign_in, firm, back):
    client = sign_in(member(firm))
    url = f"/en/organisations/{firm.id}/evidence/new"
    data = {
        "title": "Rutine", "source": "statement", "statement": "Vi gjør det.", "visibility": "private",
        "valid_from": str(today()), "issuer": "", "scope": "", "reference": "", "link": "",
    }  # fmt: skip
    back = back.replace("{id}", str(firm.id))
    sent = client.post(url, query_string={"type": "self_declaration", "back": back}, data=data)
    assert "evil" not in sent.headers.get("Location", "")
    page = client.get(url, query_string={"type": "self_declaration", "back": back})
    assert not re.search(r'href="[^"?]*evil', page.text)


def test_a_form_of_ten_thousand_fields_is_refused_and_leaves_nothing(sign_in, firm, owner_sql):
    client = sign_in(member(firm))
    with unit_of_work(acting_for(firm.id)):
        begun = services.begin_evidence(firm, evidence.draft("iso_9001", "file"), by=actor(member(firm)))
    assert begun.id
    fields = {f"f{number}": "x" for number in range(10_000)} | {"file": (io.BytesIO(b"x"), "a.pdf")}
    url = f"/en/organisations/{firm.id}/evidence/new/{begun.id}/file"
    sent = client.post(url, data=fields, content_type="multipart/form-data")
    assert sent.status_code in (404, 413)
    assert owner_sql("SELECT count(*) FROM attachments_file") == [(0,)]


def test_what_a_colleague_has_begun_is_not_there_for_anybody_else(sign_in, firm):
    kari, ola = member(firm, name="Kari"), member(firm, name="Ola")
    with unit_of_work(acting_for(firm.id)):
        begun = services.begin_evidence(firm, evidence.draft("iso_9001", "file", title="kanari"), by=actor(kari))
    url = f"/en/organisations/{firm.id}/evidence/new/{begun.id}/file"
    assert sign_in(kari).get(url).status_code == 200
    theirs = sign_in(ola)
    assert theirs.get(url).status_code == theirs.get(url.replace(str(begun.id), "999999999")).status_code == 404


# ---- files coming in ---------------------------------------------------------------------------------------------------------------


def test_the_program_that_reads_pdfs_has_no_keys_of_the_site(monkeypatch):
    """Whoever breaks a reader of PDF has its environment; there is nothing in it."""
    from app.blueprints.attachments.rules import pdfs

    seen = {}
    run = pdfs.subprocess.run

    def noting(*args, **kwargs):
        seen.update(kwargs)
        return run(*args, **kwargs)

    monkeypatch.setattr(pdfs.subprocess, "run", noting)
    monkeypatch.setenv("SECRET_KEY", "kanari")
    pdfs.check_pdf(io.BytesIO(attachments.pdf("Rutine")))
    assert seen["env"] == {}
    assert seen["timeout"] <= 60


@pytest.mark.parametrize("name", ["../../etc/x.pdf", "..\\x.pdf", "/abs/x.pdf", "x\x00.pdf", "C:\\x\\y.pdf"])
def test_a_files_name_never_reaches_the_store(firm, name):
    with unit_of_work(acting_for(firm.id)):
        file = take_in(firm, io.BytesIO(attachments.pdf(name)), name, by=None)
    assert re.fullmatch(r"[0-9a-f]{32}", file.storage_key)
    assert not re.search(r"[/\\\x00]", file.name)


@pytest.mark.parametrize("key", ["../" * 10 + "etc/passwd", "0" * 31 + "/", "0" * 32 + "\n", "", "0" * 31 + "G"])
def test_a_key_that_is_none_of_ours_opens_nothing_of_the_disk(tmp_path, key):
    store = Disk(tmp_path)
    for act in (store.open, store.delete, lambda k: store.put(k, io.BytesIO(b"x"), 1)):
        with pytest.raises(ValueError, match="not a key"):
            act(key)
    assert list(tmp_path.iterdir()) == []
