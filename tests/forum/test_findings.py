"""What the author of a post meets when something is found in it: a stop with a way past, a warning, and documents."""

import io
import re

import pytest

from app.blueprints.forum.models import Attachment, Post, Revision
from app.blueprints.forum.models.own import Draft
from app.blueprints.forum.rules.found import lines_of, number_signal, signal_of
from app.blueprints.forum.services import moderated
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.writing import Screened
from app.blueprints.moderation import services as moderation
from app.blueprints.moderation.terms.cases import Severity, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind
from app.core.db import db, unit_of_work
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.documents import pdf_of
from tests.factories.forum import open_forum, post, thread
from tests.factories.moderation import context_of, find
from tests.forum.test_services import synthetic

HIGH, MEDIUM = Certainty.HIGH, Certainty.MEDIUM


@pytest.fixture
def scene(db_session):
    supplier = organisation("supplier", name="Sula Elektro")
    who = member(supplier, "editor", name="Solveig Eide")
    return supplier, who, thread(open_forum(), supplier, who)


def send(writer, opened, supplier, body, *uploads, do="publish", **values):
    data = {"organisation_id": supplier.id, "lang": "nb", "body": body, "once": "f", "do": do} | values
    data["files"] = [(io.BytesIO(content), name) for name, content in uploads]
    return writer.post(f"/en/threads/{opened.id}/reply", data=data, content_type="multipart/form-data")


def hidden(answer, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', answer.text)[1]


def cases(owner_sql) -> list[tuple[int, str, str, int, list[str], str]]:
    return owner_sql(
        "SELECT subject_id, source, reason, severity, found, state FROM moderation_case"
        " WHERE subject_type = 'post' ORDER BY id"
    )


def last_post() -> Post:
    db.session.expire_all()
    return db.session.query(Post).order_by(Post.id.desc()).first()


def decide(case_id: int, watcher, action: Action, *, reasons: tuple[ReasonCode, ...] = (), facts: str = "") -> None:
    case = find(case_id)
    with unit_of_work(context_of(actor(watcher))):
        seen = moderated.describe([case.subject_id])[case.subject_id].sha256
        draft = DecisionDraft(action=action, reasons=reasons, facts=facts, version=case.version, seen_sha256=seen)
        moderation.decide(case, draft, by=actor(watcher))


# ---- rules -------------------------------------------------------------------------------------------------------------


def test_a_finding_is_told_by_line_and_each_kind_once_a_line() -> None:
    text = "en\n12 34 12 34\ntre"
    found = [Finding(FindingKind.PHONE, 3, 8, HIGH), Finding(FindingKind.PHONE, 9, 14, HIGH)]
    found += [Finding(FindingKind.EMAIL_ROLE, 0, 2, HIGH), Finding(FindingKind.NIN, 15, 18, Certainty.LOW)]
    told = lines_of(text, found, field="body")
    assert [(each.field, each.line, each.kind) for each in told] == [("body", 2, FindingKind.PHONE)]


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([(FindingKind.PHONE, HIGH), (FindingKind.EMAIL, HIGH)], None),
        ([(FindingKind.PRICE, MEDIUM), (FindingKind.PHONE, HIGH)], "price"),
        ([(FindingKind.PRICE, HIGH), (FindingKind.SECRET, MEDIUM)], "secret"),
        ([(FindingKind.ACCOUNT, HIGH)], "personal_data"),
        ([(FindingKind.NIN, MEDIUM)], "identity_number"),
        ([(FindingKind.NIN, HIGH)], None),
    ],
)
def test_a_moderator_looks_at_what_may_harm_others_and_not_at_ones_own_phone(found, reason) -> None:
    draft = signal_of(found)
    assert (draft and draft.reason) == reason
    assert draft is None or draft.severity is Severity.LOW
    assert number_signal(found).severity is Severity.HIGH


# ---- identity numbers --------------------------------------------------------------------------------------------------


def test_a_stop_says_which_line_keeps_the_text_in_the_form_only_and_never_echoes_the_number(scene, sign_in) -> None:
    supplier, who, opened = scene
    writer, number = sign_in(who), synthetic()
    for pressed in ("publish", "preview", "save"):
        answer = send(writer, opened, supplier, f"Hei.\nSpør {number}.", do=pressed)
        assert answer.status_code == 422
        assert "Line 2: a national identity number" in answer.text
        assert answer.text.count(number) == 1, "in the field where she wrote it, and nowhere else"
        assert 'name="not_a_number"' in answer.text
    assert db.session.query(Draft).count() == 0
    assert db.session.query(Post).count() == 1


def test_whoever_says_that_it_is_none_is_read_by_a_moderator_first(scene, sign_in, client, owner_sql) -> None:
    supplier, who, opened = scene
    writer, body = sign_in(who), f"Serienummer {synthetic()}."
    seen = send(writer, opened, supplier, body, do="preview", not_a_number="y")
    assert seen.status_code == 200
    assert "the text is not saved" in seen.text
    assert hidden(seen, "not_a_number") == "y"
    assert db.session.query(Draft).count() == 0
    assert send(writer, opened, supplier, body, not_a_number="y").status_code == 303
    made = last_post()
    assert (made.state, made.seq) == (PostState.WAITING, None)
    assert body not in client.get(f"/en/threads/{opened.id}").text
    assert cases(owner_sql) == [(made.id, "rule", "identity_number", 3, ["nin"], "waiting")]
    noted = owner_sql("SELECT data FROM journal_entry WHERE what = 'forum.post_written' ORDER BY at DESC LIMIT 1")
    assert noted[0][0]["claimed"] is True
    with unit_of_work():
        moderated.release(made.id)
    assert body in client.get(f"/en/threads/{opened.id}").text


def test_the_tick_alone_sends_nobody_to_a_moderator(scene, sign_in, owner_sql) -> None:
    supplier, who, opened = scene
    assert send(sign_in(who), opened, supplier, "Ingen nummer her.", not_a_number="y").status_code == 303
    assert last_post().state is PostState.VISIBLE
    assert cases(owner_sql) == []


def test_in_a_post_that_everybody_reads_there_is_no_way_past_and_in_one_that_waits_there_is(scene, sign_in) -> None:
    supplier, who, opened = scene
    made, writer = post(opened, supplier, who), sign_in(who)
    edit = {"lang": "nb", "body": f"Nr. {synthetic()}", "based_on": "1", "not_a_number": "y"}
    refused = writer.post(f"/en/posts/{made.id}/edit", data=edit)
    assert refused.status_code == 422
    assert 'name="not_a_number"' not in refused.text
    with unit_of_work():
        db.session.get_one(Post, made.id).state = PostState.WAITING
    assert 'name="not_a_number"' in writer.post(f"/en/posts/{made.id}/edit", data=edit | {"not_a_number": ""}).text
    assert writer.post(f"/en/posts/{made.id}/edit", data=edit).status_code == 303
    assert db.session.query(Revision).filter_by(post_id=made.id).count() == 2


# ---- what is only told -------------------------------------------------------------------------------------------------


def test_a_phone_number_is_told_once_and_published_when_its_author_says_so(scene, sign_in, owner_sql) -> None:
    supplier, who, opened = scene
    writer, body = sign_in(who), "Hei.\nRing meg på 91 23 45 67."
    told = send(writer, opened, supplier, body)
    assert told.status_code == 422
    assert "Line 2: a phone number" in told.text
    assert "Publish as it is" in told.text
    assert db.session.query(Post).count() == 1
    other = send(writer, opened, supplier, body + "\nEller 98 76 54 32.", warned=hidden(told, "warned"))
    assert other.status_code == 422, "another text than she was told of"
    assert send(writer, opened, supplier, body, warned=hidden(told, "warned")).status_code == 303
    assert cases(owner_sql) == []


def test_a_preview_tells_too_and_what_was_told_there_is_not_told_again(scene, sign_in, owner_sql) -> None:
    supplier, who, opened = scene
    writer, body = sign_in(who), "Timeprisen er 890 kr per time."
    seen = send(writer, opened, supplier, body, do="preview")
    assert "Line 1: a price per unit" in seen.text
    assert send(writer, opened, supplier, body, warned=hidden(seen, "warned")).status_code == 303
    made = last_post()
    assert made.state is PostState.VISIBLE
    assert cases(owner_sql) == [(made.id, "rule", "price", 1, ["price"], "waiting")]


def test_a_price_that_stood_there_before_is_not_looked_at_again_for_a_comma(scene, sign_in, owner_sql) -> None:
    supplier, who, opened = scene
    writer, body = sign_in(who), "Timeprisen er 890 kr per time."
    made = post(opened, supplier, who, body)
    owner_sql("UPDATE moderation_case SET state = 'closed', closed_at = now(), claimed_by = NULL, claimed_until = NULL")
    edit = {"lang": "nb", "body": body + " Hilsen oss.", "based_on": "1", "kind": "minor"}
    told = writer.post(f"/en/posts/{made.id}/edit", data=edit)
    assert told.status_code == 422
    assert writer.post(f"/en/posts/{made.id}/edit", data=edit | {"warned": hidden(told, "warned")}).status_code == 303
    assert [case[-1] for case in cases(owner_sql)] == ["closed"]


# ---- documents ---------------------------------------------------------------------------------------------------------


def test_a_document_is_opened_by_others_once_it_has_been_read(scene, sign_in, client, run_jobs) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    assert send(writer, opened, supplier, "Se vedlegget.", ("Skisse.pdf", pdf_of("Ingenting"))).status_code == 303
    held = db.session.query(Attachment).one()
    address = f"/en/posts/{held.post_id}/files/{held.id}"
    assert "It waits to be read." in writer.get(f"/en/threads/{opened.id}").text
    assert "Being read before others can open it" in client.get(f"/en/threads/{opened.id}").text
    assert [reader.get(address).status_code for reader in (writer, client)] == [200, 404]
    run_jobs()
    assert client.get(address).status_code == 200
    assert "Being read" not in client.get(f"/en/threads/{opened.id}").text


def test_how_far_a_document_has_been_read_stands_at_the_post_for_its_author_alone(
    scene, sign_in, client, owner_sql
) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    send(writer, opened, supplier, "Se vedlegget.", ("Skisse.pdf", pdf_of("Ingenting")))
    owner_sql("UPDATE screening_document SET state = 'reading', pages_done = 12, pages_total = 50")
    page, number = writer.get(f"/en/threads/{opened.id}").text, last_post().id
    assert "12 of 50 pages read" in page
    assert "12 of 50 pages read" in writer.get(f"/en/posts/{number}/edit").text
    assert "12 of 50" not in client.get(f"/en/threads/{opened.id}").text
    assert "12 of 50" not in sign_in(member(supplier)).get(f"/en/threads/{opened.id}").text


def test_a_document_with_an_identity_number_waits_for_a_moderator_and_its_author_is_told_where(
    scene, sign_in, client, run_jobs, owner_sql
) -> None:
    supplier, who, opened = scene
    writer, number = sign_in(who), synthetic()
    send(writer, opened, supplier, "Se vedlegget.", ("Liste.pdf", pdf_of("Side en", "", f"Ansatt {number}")))
    run_jobs()
    made = last_post()
    held = db.session.query(Attachment).one()
    address = f"/en/posts/{made.id}/files/{held.id}"
    watcher = person(platform=("moderator",))
    moderator = sign_in(watcher)
    assert (made.state, held.screened) == (PostState.VISIBLE, Screened.WITHHELD)
    assert cases(owner_sql) == [(made.id, "rule", "identity_number", 3, ["nin"], "waiting")]
    assert owner_sql("SELECT note FROM moderation_signal") == [("Liste.pdf: 3",)]
    assert [reader.get(address).status_code for reader in (client, writer, moderator)] == [404, 200, 200]
    page = writer.get(f"/en/threads/{opened.id}").text
    assert "Waits for a moderator" in page
    assert "Page 3: a national identity number" in page
    assert "Page 3" not in client.get(f"/en/threads/{opened.id}").text
    inbox = writer.get("/en/inbox").text
    assert "Look at a document on your post: Liste.pdf" in inbox
    assert number not in page + inbox
    [[case_id]] = owner_sql("SELECT id FROM moderation_case")
    decide(case_id, watcher, Action.APPROVE)
    assert client.get(address).status_code == 200


def test_a_document_that_was_read_before_is_known_at_once_wherever_it_hangs(
    scene, sign_in, run_jobs, owner_sql
) -> None:
    supplier, who, opened = scene
    writer, content = sign_in(who), pdf_of(f"Ansatt {synthetic()}")
    send(writer, opened, supplier, "Se vedlegget.", ("Liste.pdf", content), once="1")
    run_jobs()
    send(writer, opened, supplier, "Og her igjen.", ("Liste.pdf", content), once="2")
    assert [held.screened for held in db.session.query(Attachment)] == [Screened.WITHHELD, Screened.WITHHELD]
    assert len(cases(owner_sql)) == 2


# ---- what was sent back ------------------------------------------------------------------------------------------------


def test_what_was_sent_back_stands_first_among_drafts_with_the_moderators_words_and_goes_back_to_her(
    scene, sign_in, client, owner_sql
) -> None:
    supplier, who, opened = scene
    made, writer, watcher = post(opened, supplier, who, "Vi er best."), sign_in(who), person(platform=("moderator",))
    with unit_of_work():
        case_id = moderation.open_case("post", made.id, SignalDraft(source=Source.RULE, reason="other"), by=None)
    decide(case_id, watcher, Action.RETURN, reasons=(ReasonCode.M5,), facts="Ta ut sammenligningen.")
    page = writer.get("/en/drafts").text
    assert "Change and send again" in page
    assert "Ta ut sammenligningen." in page
    edit = f"/en/posts/{made.id}/edit"
    assert "Ta ut sammenligningen." in writer.get(edit).text
    assert "Ta ut" not in sign_in(member(supplier)).get("/en/drafts").text
    answer = writer.post(edit, data={"lang": "nb", "body": "Vi er gode.", "based_on": "1"}, follow_redirects=True)
    assert "A moderator reads it before others see it." in answer.text
    assert last_post().state is PostState.WAITING
    assert [case[-1] for case in cases(owner_sql)] == ["waiting"]
    assert "Change and send again" not in writer.get("/en/drafts").text
