"""Files on posts: shown with the post, opened while the post is seen, and gone with it."""

import io
from types import SimpleNamespace

import pytest

from app.blueprints.accounts.terms import Authority
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.forum.models import Attachment, Post
from app.blueprints.forum.services import files, moderated, posts
from app.blueprints.forum.terms.writing import Screened
from app.core import clock
from app.core.db import acting_for, db, unit_of_work
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.attachments import file, pdf
from tests.factories.forum import open_forum, thread


@pytest.fixture
def scene(db_session):
    supplier = organisation("supplier", name="Sula Elektro")
    who = member(supplier, "editor", name="Solveig Eide")
    return supplier, who, thread(open_forum(), supplier, who)


def send(writer, opened, supplier, *uploads, **values):
    data = {"organisation_id": supplier.id, "lang": "nb", "body": "Se vedlegget.", "once": "f"} | values
    data["files"] = [(io.BytesIO(content), name) for name, content in uploads]
    return writer.post(f"/en/threads/{opened.id}/reply", data=data, content_type="multipart/form-data")


def hanging() -> list[Attachment]:
    db.session.expire_all()
    return db.session.query(Attachment).order_by(Attachment.id).all()


def test_files_hang_on_the_post_and_whoever_reads_it_opens_them(scene, sign_in, client, run_jobs) -> None:
    supplier, who, opened = scene
    content = pdf("Tilbud om samarbeid")
    assert send(sign_in(who), opened, supplier, ("Skisse.pdf", content)).status_code == 303
    run_jobs()
    held = hanging()[0]
    address = f"/en/posts/{held.post_id}/files/{held.id}"
    page = client.get(f"/en/threads/{opened.id}").text
    assert f'<a href="{address}">Skisse.pdf</a>' in page
    assert "(PDF, 1 kB)" in page
    answer = client.get(address)
    assert (answer.status_code, answer.data) == (200, content)
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_what_was_withdrawn_or_hidden_serves_nothing_not_even_to_its_author_or_a_moderator(
    scene, sign_in, client, run_jobs
) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    for number, take_away in enumerate(
        (
            lambda post: posts.withdraw_post(post, by=actor(who)),
            lambda post: moderated.hide(post.id, reason_code="M5", at=clock.now()),
        )
    ):
        send(writer, opened, supplier, ("a.pdf", pdf()), once=f"w{number}")
        run_jobs()
        held = hanging()[-1]
        address = f"/en/posts/{held.post_id}/files/{held.id}"
        assert client.get(address).status_code == 200
        with unit_of_work():
            take_away(db.session.get_one(Post, held.post_id))
        assert client.get(address).status_code == 404
        assert writer.get(address).status_code == 404
        assert "a.pdf" not in client.get(f"/en/threads/{opened.id}").text


def test_a_file_is_opened_by_way_of_its_own_post_only(scene, sign_in, client) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    send(writer, opened, supplier, ("a.pdf", pdf()), once="1")
    send(writer, opened, supplier, once="2")
    held = hanging()[0]
    assert client.get(f"/en/posts/{held.post_id + 1}/files/{held.id}").status_code == 404
    secret = file(supplier, "Hemmelig.pdf")
    assert client.get(f"/en/posts/{held.post_id}/files/{secret.id + 1000}").status_code == 404


def test_what_waits_for_the_scanner_is_named_and_not_opened_until_it_has_spoken(scene, client) -> None:
    supplier, _who, opened = scene
    number_of_file = file(supplier, "Venter.pdf", FileState.QUARANTINED).id
    with unit_of_work(acting_for(supplier.id)):
        first = db.session.query(Post).one()
        files.hang(first, [number_of_file])
        number = first.id
    address = f"/en/posts/{number}/files/{hanging()[0].id}"
    assert "Being checked for viruses" in client.get(f"/en/threads/{opened.id}").text
    assert client.get(address).status_code == 404
    for state, words, answer in (
        (FileState.INFECTED, "Removed: the virus check stopped it", 404),
        (FileState.CLEAN, f'href="{address}"', 200),
    ):
        with unit_of_work(acting_for(supplier.id)):
            db.session.query(Attachment).update({"state": FileState.QUARANTINED, "screened": Screened.PASSED})
            db.session.get_one(File, number_of_file).state = FileState.CLEAN
            told = SimpleNamespace(id=number_of_file, organisation_id=supplier.id, state=state)
            files.hear_of_file(told)
        assert words in client.get(f"/en/threads/{opened.id}").text
        assert client.get(address).status_code == answer


@pytest.mark.parametrize(
    ("uploads", "words"),
    [
        ([("regneark.exe", b"MZ\x90\x00" * 50)], "Accepted"),
        ([("bilde.png", b"<script>alert(1)</script>")], ""),
        ([(f"{n}.pdf", b"%PDF-1.4") for n in range(6)], "A post may have at most 5 files."),
        ([("tom.pdf", b"")], ""),
    ],
)
def test_a_wrong_file_publishes_nothing_and_keeps_the_text(uploads, words, scene, sign_in) -> None:
    supplier, who, opened = scene
    answer = send(sign_in(who), opened, supplier, *uploads)
    assert answer.status_code == 422
    assert "Se vedlegget." in answer.text
    assert 'id="files-error"' in answer.text
    assert words.lower() in answer.text.lower()
    assert hanging() == []
    assert db.session.query(Post).count() == 1


def test_an_edit_adds_and_takes_away_and_never_more_than_five(scene, sign_in, client) -> None:
    supplier, who, opened = scene
    writer = sign_in(who)
    same = pdf("samme")
    send(writer, opened, supplier, ("a.pdf", same), ("igjen.pdf", same), ("b.pdf", pdf()))
    first, second = hanging()
    assert (first.name, second.name) == ("a.pdf", "b.pdf"), "the same file twice is one"
    edit = {"lang": "nb", "body": "Se vedleggene.", "kind": "minor"}
    address = f"/en/posts/{first.post_id}/edit"
    changed = {"based_on": "1", "without": str(first.id), "files": [(io.BytesIO(pdf()), "c.pdf")]}
    assert writer.post(address, data=edit | changed, content_type="multipart/form-data").status_code == 303
    page = client.get(f"/en/threads/{opened.id}").text
    assert ("a.pdf" in page, "b.pdf" in page, "c.pdf" in page) == (False, True, True)
    assert client.get(f"/en/posts/{first.post_id}/files/{first.id}").status_code == 404
    many = {"based_on": "2", "files": [(io.BytesIO(pdf()), f"{n}.pdf") for n in range(4)]}
    refused = writer.post(address, data=edit | many, content_type="multipart/form-data")
    assert refused.status_code == 422
    back = {"based_on": "2", "files": [(io.BytesIO(same), "a.pdf")]}
    assert writer.post(address, data=edit | back, content_type="multipart/form-data").status_code == 303
    assert "a.pdf" in client.get(f"/en/threads/{opened.id}").text
    assert db.session.get_one(Post, first.post_id, populate_existing=True).file_count == 3


def test_files_of_a_post_that_waits_are_opened_by_its_author_and_by_moderators_only(
    db_session, sign_in, client
) -> None:
    unproven = organisation("supplier", authority=Authority.UNPROVEN)
    who = member(unproven, "editor")
    supplier = organisation("supplier")
    opened = thread(open_forum(), supplier, member(supplier))
    assert send(sign_in(who), opened, unproven, ("a.pdf", pdf())).status_code == 303
    held = hanging()[0]
    address = f"/en/posts/{held.post_id}/files/{held.id}"
    readers = {"author": sign_in(who), "moderator": sign_in(person(platform=("moderator",))), "visitor": client}
    seen = {name: reader.get(address).status_code for name, reader in readers.items()}
    assert seen == {"author": 200, "moderator": 200, "visitor": 404}
    assert "a.pdf" in readers["author"].get(f"/en/threads/{opened.id}").text
    assert "a.pdf" not in client.get(f"/en/threads/{opened.id}").text
