"""Documents in the worker: read once, with progress, whatever happens to the worker; and nothing of the text is kept."""

import io
import json

import pytest

from app.blueprints.attachments import services as attachments
from app.blueprints.attachments.terms import FileKind, FileState
from app.blueprints.screening.models.documents import Document
from app.blueprints.screening.queries import documents as queries
from app.blueprints.screening.services import documents
from app.blueprints.screening.terms.documents import ReadState, WhyNot
from app.blueprints.screening.terms.findings import FindingKind
from app.core.db import Context, acting_for, db, unit_of_work
from tests.factories.accounts import organisation
from tests.factories.attachments import file, picture
from tests.factories.documents import pdf_of, word_of
from tests.forum.test_services import synthetic

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def told(monkeypatch):
    """What a room above hears."""
    heard = []
    monkeypatch.setattr(documents, "_hooks", [lambda _firm, reading: heard.append(reading)])
    return heard


def sent(content: bytes, kind: FileKind = FileKind.PDF, state: FileState = FileState.CLEAN):
    """A file of a firm's that is to be read."""
    firm = organisation()
    made = file(firm, f"Dokument.{kind.value}", state, content=content, kind=kind)
    with unit_of_work(acting_for(firm.id)):
        documents.read_later(made)
    return made


def reading_of(made, *, as_: Context | None = None):
    with unit_of_work(as_ or acting_for(made.organisation_id)):
        return documents.result_of([made.id]).get(made.id)


def test_what_a_document_holds_is_kept_as_kind_and_page_and_never_as_it_stands_there(run_jobs, told, owner_sql) -> None:
    number = synthetic()
    made = sent(pdf_of("Ingenting her", "", f"Ansatt: {number}\nOg igjen {number[:6]} {number[6:]}"))
    assert reading_of(made).state is ReadState.WAITING
    run_jobs()
    found = reading_of(made)
    assert (found.state, found.pages_done, found.pages_total, found.has_text) == (ReadState.READ, 3, 3, True)
    assert [(each.page, each.kind, each.count) for each in found.found if each.stops] == [(3, FindingKind.NIN, 2)]
    assert found.stops
    assert [each.file_id for each in told] == [made.id]
    kept = json.dumps(owner_sql("SELECT to_jsonb(d) FROM screening_document d"), default=str)
    kept += json.dumps(owner_sql("SELECT data FROM journal_entry"), default=str)
    assert number not in kept
    assert number[6:] not in kept
    assert "Ansatt" not in kept


def test_a_long_document_says_how_far_it_has_been_read(run_jobs, monkeypatch) -> None:
    seen = []
    was = queries.progress
    monkeypatch.setattr(queries, "progress", lambda *at: (was(*at), seen.append(at[1:])))
    made = sent(pdf_of(*(f"Side {number}" for number in range(1, 51))))
    run_jobs()
    assert seen == [(number, 50) for number in range(50)]
    assert reading_of(made).pages_done == 50


def test_a_worker_that_is_killed_half_way_is_followed_by_one_that_reads_it_to_the_end_once(
    run_jobs, told, monkeypatch, worker_app
) -> None:
    made = sent(pdf_of("en", "to", "tre"))
    was = documents._look

    def _killed(piece, counted):
        if piece.page == 2:
            raise KeyboardInterrupt
        was(piece, counted)

    monkeypatch.setattr(documents, "_look", _killed)
    with worker_app.app_context(), pytest.raises(KeyboardInterrupt):
        documents.read_document(made.id, made.organisation_id)
    assert (reading_of(made).state, told) == (ReadState.READING, [])
    monkeypatch.setattr(documents, "_look", was)
    run_jobs()
    with worker_app.app_context():
        documents.read_document(made.id, made.organisation_id)  # and once more, for nothing
    assert reading_of(made).state is ReadState.READ
    assert len(told) == 1


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (lambda: pdf_of("x")[:200], FileKind.PDF, WhyNot.BROKEN),
        (lambda: pdf_of(*["x"] * 201), FileKind.PDF, WhyNot.TOO_LONG),
        (picture, FileKind.PNG, WhyNot.UNSUPPORTED),
    ],
    ids=["broken", "too-long", "picture"],
)
def test_what_cannot_be_read_is_said_to_be_so_and_why(content, kind, why, run_jobs) -> None:
    made = sent(content(), kind)
    run_jobs()
    assert (reading_of(made).state, reading_of(made).why) == (ReadState.UNREADABLE, why)


def test_pages_that_are_pictures_are_said_to_hold_no_text(run_jobs) -> None:
    made = sent(pdf_of("", ""))
    run_jobs()
    assert (reading_of(made).state, reading_of(made).has_text) == (ReadState.READ, False)


def heard(made, state: FileState, verdict: str = "") -> None:
    """What the scanner said of a file that waited."""
    with unit_of_work(acting_for(made.organisation_id)) as session:
        known = session.merge(made)
        known.state, known.verdict = state, verdict
        session.flush()
        documents.hear_of_file(known)


def test_a_file_is_read_when_the_scanner_has_found_it_clean_and_not_before(run_jobs) -> None:
    made = sent(word_of(f"Nr. {synthetic()}"), FileKind.DOCX, FileState.QUARANTINED)
    stopped = sent(pdf_of("x"), state=FileState.QUARANTINED)
    run_jobs()
    assert reading_of(made).state is ReadState.WAITING
    heard(made, FileState.CLEAN)
    heard(stopped, FileState.INFECTED, "Prove.Virus")
    run_jobs()
    assert reading_of(made).stops
    assert reading_of(stopped).why is WhyNot.GONE


def test_a_file_that_was_read_before_is_not_read_again(run_jobs, told) -> None:
    made = sent(pdf_of(f"Nr. {synthetic()}"))
    run_jobs()
    with unit_of_work(acting_for(made.organisation_id)):
        assert documents.read_later(made).stops
    run_jobs()
    assert len(told) == 1


def test_only_the_firm_and_moderators_see_what_was_found(run_jobs) -> None:
    made = sent(pdf_of("x"))
    run_jobs()
    assert reading_of(made, as_=acting_for(organisation().id)) is None
    assert reading_of(made, as_=Context(platform=("moderator",))).state is ReadState.READ
    with unit_of_work(Context(platform=("moderator",))):
        assert db.session.query(Document).update({"found": []}) == 0, "a moderator changes nothing of it"


def test_a_file_that_comes_in_by_the_door_is_taken_whatever_its_kind(run_jobs) -> None:
    firm = organisation()
    with unit_of_work(acting_for(firm.id)):
        taken = attachments.take_in(firm, io.BytesIO(pdf_of("Hei")), "Hei.pdf", by=None)
        documents.read_later(taken)
    run_jobs()
    assert reading_of(taken).state is ReadState.READ
