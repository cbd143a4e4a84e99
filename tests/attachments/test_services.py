"""Files come in, are given out and are erased; what fails in between leaves nothing, or nothing for long."""

import hashlib
import io
import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from app.blueprints.attachments import installation, queries, services
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import MOST_BYTES, FileKind, FileState
from app.blueprints.attachments.wording import WORDS
from app.core import errors
from app.core.clock import now
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused
from tests.attachments.hostile import HOSTILE, PROGRAM, opens_with_script, pdf_with
from tests.factories import attachments
from tests.factories.accounts import actor, member, organisation
from tests.factories.attachments import pdf


@pytest.fixture
def firm(db_session, folder):
    return organisation()


@pytest.fixture
def sweep(worker_app):
    """As the worker does it each night."""

    def _sweep():
        with worker_app.app_context():
            services.sweep()

    return _sweep


def take_in(firm, content=None, name="Sertifikat.pdf", *, by=None, **options) -> File:
    with unit_of_work(acting_for(firm.id)):
        return services.take_in(firm, io.BytesIO(content or pdf()), name, by=by, **options)


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_stored_as_it_is_under_a_name_that_says_nothing(firm, folder, owner_sql):
    who, content = actor(member(firm)), pdf("HMS")
    file = take_in(firm, content, "../Årsrapport HMS.PDF", by=who)
    assert (file.name, file.kind, file.size) == ("Årsrapport HMS.pdf", FileKind.PDF, len(content))
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.state, file.scanned_by, file.uploaded_by_id) == (FileState.CLEAN, "", who.id)
    assert not file.was_scanned
    assert not file.already_here
    [path] = stored(folder)
    assert path.read_bytes() == content
    assert re.fullmatch(r"[0-9a-f]{32}", path.name)
    assert [row[0] for row in owner_sql("SELECT data FROM journal_entry WHERE what = 'attachments.file_taken_in'")] == [
        {"kind": "pdf", "sha256": file.sha256}
    ]


def test_what_is_about_a_person_keeps_no_name(firm):
    assert take_in(firm, name="Kari Nordmann sveisesertifikat.pdf", keep_name=False).name == "document.pdf"


def test_the_same_file_twice_is_one_and_whoever_sends_it_is_told(firm, folder):
    content = pdf()
    first, second = take_in(firm, content, "a.pdf"), take_in(firm, content, "b.pdf")
    assert second.id == first.id
    assert second.already_here
    assert second.name == "a.pdf"
    assert len(stored(folder)) == 1


def test_the_same_file_turning_out_to_be_about_a_person_loses_its_name(firm):
    content = pdf()
    take_in(firm, content, "Kari Nordmann.pdf")
    assert take_in(firm, content, "x.pdf", keep_name=False).name == "document.pdf"


def test_another_firm_with_the_same_file_has_one_of_its_own(firm, folder):
    content = pdf()
    mine, theirs = take_in(firm, content), take_in(organisation(), content)
    assert mine.id != theirs.id
    assert not theirs.already_here
    assert len(stored(folder)) == 2


def test_a_file_that_came_in_at_the_same_moment_is_found_and_the_second_copy_removed(firm, folder, monkeypatch):
    content = pdf()
    first = take_in(firm, content)
    asked, real = [], queries.living_file

    def not_yet(*args):
        asked.append(args)
        return None if len(asked) == 1 else real(*args)

    monkeypatch.setattr(queries, "living_file", not_yet)
    second = take_in(firm, content)
    assert (second.id, second.already_here) == (first.id, True)
    assert len(stored(folder)) == 1


def test_the_same_file_from_four_at_once_is_one(firm, folder, app, owner_sql):
    firm_id, content, together = firm.id, pdf(), Barrier(4)

    def send():
        with app.app_context(), unit_of_work(acting_for(firm_id)) as session:
            mine = session.get_one(type(firm), firm_id)
            together.wait()
            file = services.take_in(mine, io.BytesIO(content), "a.pdf", by=None)
            return file.id, file.already_here

    with ThreadPoolExecutor(4) as pool:
        outcomes = [future.result() for future in [pool.submit(send) for _ in range(4)]]
    assert len({file_id for file_id, _ in outcomes}) == 1
    assert sorted(already for _, already in outcomes) == [False, True, True, True]
    assert len(stored(folder)) == 1
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'attachments.file_taken_in'") == [(1,)]


def test_files_may_be_in_a_bucket(firm, installed, worker_app, run_jobs, s3):
    installed(files_url="s3://romfiler", s3_endpoint=s3, s3_access_key="prove", s3_secret_key="provehemmelighet")
    installation.store()._client.make_bucket(bucket_name="romfiler")
    content = pdf()
    file = take_in(firm, content)
    assert b"".join(services.serve(file).pieces) == content
    with unit_of_work(acting_for(firm.id)):
        services.erase(queries.get_file(file.id), by=None)
    run_jobs()
    assert list(installation.store().keys(now() + timedelta(days=1))) == []


def test_an_erased_file_may_come_in_again(firm):
    content = pdf()
    first = take_in(firm, content)
    with unit_of_work(acting_for(firm.id)):
        services.erase(queries.get_file(first.id), by=None)
    second = take_in(firm, content)
    assert second.id != first.id
    assert not second.already_here


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"%PDF-1.7\n" + b"a" * (MOST_BYTES - 8), "a.pdf", "file_too_large"),
        (PROGRAM, "a.pdf", "content_disagrees"),
        (pdf_with(opens_with_script), "a.pdf", "can_run"),
        (pdf(), "Lønn 01010112377.pdf", "identity_number_in_name"),
        (pdf(), "fnr_010101_12377_.pdf", "identity_number_in_name"),
    ],
    ids=["empty", "one byte too large", "program", "script", "identity number", "identity number in groups"],
)
def test_what_is_refused_names_its_field_and_leaves_nothing(firm, folder, owner_sql, content, name, code):
    if code.startswith("identity"):
        number = synthetic_identity_number()
        name = name.replace("01010112377", number).replace("010101_12377", f"{number[:6]}_{number[6:]}")
    with pytest.raises(Refused) as refused, unit_of_work(acting_for(firm.id)):
        services.take_in(firm, io.BytesIO(content), name, by=None)
    assert (refused.value.code, refused.value.field) == (code, "file")
    assert stored(folder) == []
    assert owner_sql("SELECT count(*) FROM attachments_file") == [(0,)]


def synthetic_identity_number() -> str:
    """The first that passes both control digits, of those born on 1 January 2001 with 40 added to the month."""
    for serial in range(500, 1000):
        digits = [int(d) for d in f"014101{serial}"]
        first = -sum(w * d for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits, strict=True)) % 11
        second = -sum(w * d for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), [*digits, first], strict=True)) % 11
        if first < 10 and second < 10:
            return "".join(map(str, [*digits, first, second]))
    raise AssertionError


def test_twenty_megabytes_are_taken_and_read_in_pieces(firm):
    class Watched(io.BytesIO):
        largest = 0

        def read(self, size=-1):
            assert size > 0, "the whole of it at once"
            type(self).largest = max(self.largest, size)
            return super().read(size)

    content = b"Linje av en logg.\n" * (MOST_BYTES // 18) + b"x" * (MOST_BYTES % 18)
    with unit_of_work(acting_for(firm.id)):
        file = services.take_in(firm, Watched(content), "logg.txt", by=None)
    assert file.size == MOST_BYTES == 20 * 1024 * 1024
    assert Watched.largest <= 1_048_576


def test_a_name_that_is_not_kept_is_not_looked_at(firm):
    number = synthetic_identity_number()
    assert take_in(firm, name=f"{number}.pdf", keep_name=False).name == "document.pdf"


def test_every_code_that_a_look_can_give_has_words(app, db_session):
    codes = {code for _, _, code in HOSTILE.values()}
    assert codes <= set(WORDS)
    assert set(WORDS) <= set(errors.WORDS)
    for code in WORDS:
        said = Refused(code, accepted="PDF", most=20, pixels=40).message
        assert said.endswith(".")
        assert "%" not in said


def test_a_transaction_taken_back_leaves_no_row_and_the_sweep_takes_the_bytes_after_a_day(
    firm, folder, sweep, owner_sql
):
    key = take_in(firm).storage_key
    take_back(firm, lambda: services.take_in(firm, io.BytesIO(pdf()), "a.pdf", by=None))
    assert owner_sql("SELECT storage_key FROM attachments_file") == [(key,)]
    assert len(stored(folder)) == 2
    sweep()
    assert len(stored(folder)) == 2, "what is younger than a day may belong to somebody who is not yet done"
    age(folder)
    sweep()
    assert [path.name for path in stored(folder)] == [key]


def take_back(firm, work) -> None:
    """Do `work` in a transaction that something later in it takes back."""

    def fail():
        work()
        raise LookupError

    with pytest.raises(LookupError), unit_of_work(acting_for(firm.id)):
        fail()


def age(folder: Path) -> None:
    yesterday = (now() - timedelta(hours=25)).timestamp()
    for path in stored(folder):
        os.utime(path, (yesterday, yesterday))


def test_the_sweep_takes_what_an_erasure_left_and_nothing_that_lives(firm, folder, sweep):
    clean, waiting = attachments.file(firm), attachments.file(firm, state=FileState.QUARANTINED)
    erased = attachments.file(firm)
    with unit_of_work(acting_for(firm.id)):
        services.erase(queries.get_file(erased.id), by=None)  # the job that takes the bytes away never runs
    age(folder)
    sweep()
    assert {path.name for path in stored(folder)} == {clean.storage_key, waiting.storage_key}


def test_a_store_that_cannot_be_written_refuses_and_leaves_no_row(firm, installed, tmp_path, owner_sql):
    (tmp_path / "stengt").write_text("here is no folder")
    installed(files_url=f"file://{tmp_path}/stengt")
    with pytest.raises(Refused) as refused:
        take_in(firm)
    assert refused.value.code == "file_not_stored"
    assert owner_sql("SELECT count(*) FROM attachments_file") == [(0,)]


def test_a_full_temporary_folder_refuses(firm, monkeypatch):
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(services.tempfile, "TemporaryFile", Full)
    with pytest.raises(Refused, match="file_not_stored"):
        take_in(firm)


def test_an_erased_file_keeps_its_sum_and_loses_bytes_and_name_once_it_is_committed(firm, folder, run_jobs, owner_sql):
    file = attachments.file(firm, "Kari Nordmann.pdf")
    with unit_of_work(acting_for(firm.id)):
        services.erase(queries.get_file(file.id), by=None)
        assert len(stored(folder)) == 1, "the transaction may still be taken back"
    run_jobs()
    assert stored(folder) == []
    with unit_of_work(acting_for(firm.id)):
        erased = queries.get_file(file.id)
    assert (erased.state, erased.name, erased.sha256) == (FileState.ERASED, "document.pdf", file.sha256)
    assert erased.erased_at is not None
    with unit_of_work(acting_for(firm.id)):
        services.erase(queries.get_file(file.id), by=None)
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'attachments.file_erased'") == [(1,)]


def test_an_erasure_taken_back_takes_nothing(firm, folder, run_jobs):
    file = attachments.file(firm)
    take_back(firm, lambda: services.erase(queries.get_file(file.id), by=None))
    run_jobs()
    assert len(stored(folder)) == 1


def test_bytes_that_a_living_file_has_are_not_taken_away_by_a_late_job(firm, folder, worker_app):
    file = attachments.file(firm)
    with worker_app.app_context():
        services.discard(key=file.storage_key)
    assert len(stored(folder)) == 1


def test_only_the_worker_sweeps_since_to_others_every_file_looks_like_nobodys(firm, folder):
    attachments.file(firm)
    age(folder)
    with pytest.raises(RuntimeError):
        services.sweep()
    assert len(stored(folder)) == 1


def test_a_clean_file_is_served_whole(firm):
    content = pdf()
    served = services.serve(take_in(firm, content, "Årsrapport.pdf"))
    assert (served.name, served.content_type, served.size) == ("Årsrapport.pdf", "application/pdf", len(content))
    assert b"".join(served.pieces) == content


@pytest.mark.parametrize("state", [state for state in FileState if state is not FileState.CLEAN])
def test_whatever_is_not_clean_is_not_served(firm, state):
    with pytest.raises(Conflict, match="file_not_ready"):
        services.serve(attachments.file(firm, state=state))


def test_a_file_whose_bytes_are_lost_says_so(firm, folder):
    file = attachments.file(firm)
    stored(folder)[0].unlink()
    with pytest.raises(Conflict, match="file_is_lost"):
        services.serve(file)


def test_several_files_of_a_firm_are_found_at_once(firm):
    one, two = attachments.file(firm), attachments.file(firm)
    with unit_of_work(acting_for(firm.id)):
        assert set(queries.files_of(firm.id, [one.id, two.id])) == {one.id, two.id}
        assert queries.files_of(firm.id + 1, [one.id]) == {}
