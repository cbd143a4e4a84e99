"""A near miss told at a poster, in half a minute, by somebody who may stay nobody; or on a worker's own page."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context as ContextVars
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image, ImageDraw

from app.blueprints.safety import queries, services
from app.blueprints.safety.services import reports
from app.core import clock
from app.core.db import Context
from tests.factories import safety
from tests.factories.accounts import actor, member, organisation

TOLD = "A pallet slid off the fork."


@pytest.fixture
def firm(db_session):
    return organisation(name="Fjord Prøve AS")


@pytest.fixture
def poster(firm):
    return safety.poster(firm)


def told(**values):
    day = clock.today().isoformat()
    return {"what": TOLD, "place": "Hall 2", "happened_on": day, "sent_key": str(uuid4())} | values


def send(client, poster, *, language="en", **values):
    return client.post(f"/{language}/near-miss/{poster.token}", data=told(**values))


def count(owner_sql, table="safety_event"):
    return owner_sql(f"SELECT count(*) FROM {table}")[0][0]


def test_three_fields_without_a_cookie_are_a_report_without_a_name(client, firm, poster, owner_sql):
    page = client.get(f"/en/near-miss/{poster.token}")
    text = page.get_data(as_text=True)
    assert "Set-Cookie" not in page.headers, "a phone that keeps no cookies gets its text through"
    assert firm.name in text
    assert 'value="Hall 2"' in text
    key = re.search(r'name="sent_key" type="hidden" value="([^"]+)"', text).group(1)
    sent = client.post(
        f"/en/near-miss/{poster.token}",
        data={"what": TOLD, "place": "Hall 2, gate", "name": "", "happened_on": str(clock.today()), "sent_key": key},
    )
    assert sent.status_code == 303
    row = owner_sql("SELECT number, kind, what, place, channel, anonymous, recorded_by_id, language FROM safety_event")
    assert row == [(1, "near_miss", TOLD, "Hall 2, gate", "poster", True, None, "en")]
    assert count(owner_sql, "safety_event_reporter") == 0
    receipt = client.get(sent.location)
    assert "Waits for an answer" in receipt.get_data(as_text=True)
    assert (receipt.headers["Cache-Control"], receipt.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_the_form_is_sent_without_the_token_of_a_session_but_never_by_another_site(app, client, poster, owner_sql):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        elsewhere = client.post(f"/en/near-miss/{poster.token}", data=told(), headers={"Sec-Fetch-Site": "cross-site"})
        assert (elsewhere.status_code, count(owner_sql)) == (400, 0)
        assert send(client, poster).status_code == 303
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_no_other_form_goes_without_the_token_of_a_session(app):
    bare = [name for name, view in app.view_functions.items() if getattr(view, "stateless", False)]
    assert sorted(bare) == ["moderation.report_openly", "notifications.unsubscribe_now", "safety.report_near_miss"]


def test_who_is_signed_in_on_the_phone_is_not_written_down(sign_in, firm, poster, owner_sql):
    worker = member(firm, "worker")
    assert send(sign_in(worker), poster).status_code == 303
    assert owner_sql("SELECT recorded_by_id, anonymous FROM safety_event") == [(None, True)]
    what = owner_sql("SELECT by_id FROM journal_entry WHERE what = 'safety.event_reported'")
    assert what == [(None,)]


def test_a_name_is_kept_apart_and_leaves_one_day(client, poster, owner_sql):
    assert send(client, poster, name="Kari Prøve").status_code == 303
    assert owner_sql("SELECT anonymous FROM safety_event") == [(False,)]
    assert owner_sql("SELECT name, leaves_on > current_date + 365 FROM safety_event_reporter") == [("Kari Prøve", True)]


def test_the_same_report_sent_again_is_one_report_with_one_receipt(client, poster, owner_sql):
    key = str(uuid4())
    first, again = (send(client, poster, sent_key=key) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert count(owner_sql) == 1


def test_the_same_report_sent_twice_at_once_is_one_report(app, poster, owner_sql):
    key = str(uuid4())

    def post():
        return ContextVars().run(send, app.test_client(), poster, sent_key=key)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: post(), range(6)))
    assert [answer.status_code for answer in answers] == [303] * 6
    assert len({answer.location for answer in answers}) == 1
    assert owner_sql("SELECT number FROM safety_event") == [(1,)]
    assert owner_sql("SELECT events FROM safety_register") == [(1,)], "no number is lost"


def test_the_receipt_tells_the_answer_and_nothing_of_any_other_report(client, firm, poster, db_session):
    mine, other = send(client, poster).location, send(client, poster, what="Another thing").location
    event = queries_event(firm, 1)
    with safety.working_for(firm):
        services.answer_event(queries.get_event(event), "The fork has new stops.", version=None, by=None)
    page = client.get(mine).get_data(as_text=True)
    assert "The fork has new stops." in page
    assert "Another thing" not in page
    assert "The fork has new stops." not in client.get(other).get_data(as_text=True)
    elsewhere = safety.poster(organisation())
    secret = mine.rsplit("/", 1)[1]
    assert client.get(f"/en/near-miss/{elsewhere.token}/{secret}").status_code == 404
    assert client.get(f"/en/near-miss/{poster.token}/{secret[:-1]}").status_code == 404


def queries_event(firm, number):
    with safety.working_for(firm):
        return next(row.id for row in queries.list_events(firm.id).rows if row.number == number)


@pytest.mark.parametrize("token", ["x", "%00", "%2e%2e", "aaaaa-aaaaa-aaaaa-aaaaa", "' OR 1=1--", "AAAAA" * 200])
def test_an_address_that_is_no_posters_is_not_there(client, token, db_session):
    for address in (f"/en/near-miss/{token}", f"/n/{token}", f"/en/near-miss/{token}/secret"):
        assert client.get(address).status_code == 404
    assert client.post(f"/en/near-miss/{token}", data=told()).status_code == 404


def test_a_poster_that_was_taken_down_says_so_and_gives_the_text_back(client, poster, firm, owner_sql):
    receipt = send(client, poster).location
    with safety.working_for(firm):
        services.end_poster(queries.get_poster(poster.id), by=None)
    assert client.get(f"/en/near-miss/{poster.token}").status_code == 410
    late = send(client, poster, what="Written before it was taken down")
    assert late.status_code == 410
    assert "Written before it was taken down" in late.get_data(as_text=True)
    assert count(owner_sql) == 1
    assert client.get(receipt).status_code == 200, "what was told can still be answered"


def test_the_short_address_leads_to_the_language_of_the_phone(client, poster):
    for header, language in (("nn-NO,nn;q=0.9", "nn"), ("en-GB", "en"), ("pl-PL", "nb"), ("", "nb")):
        answer = client.get(f"/n/{poster.token.upper()}", headers={"Accept-Language": header})
        assert (answer.status_code, answer.location) == (302, f"/{language}/near-miss/{poster.token}")


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"what": ""}, 422),
        ({"what": "x" * 10_001}, 413),
        ({"place": "x" * 201}, 413),
        ({"name": "x" * 121}, 413),
        ({"happened_on": "2999-01-01"}, 422),
        ({"happened_on": "yesterday"}, 422),
        ({"what": "Ola 01010112345 fell", "place": "x" * 201}, 413),
    ],
)
def test_what_cannot_be_taken_comes_back_with_all_that_was_written(client, poster, values, status, owner_sql):
    answer = send(client, poster, **{"place": "Behind hall 7"} | values)
    assert answer.status_code == status
    if "place" not in values:
        assert "Behind hall 7" in answer.get_data(as_text=True)
    assert count(owner_sql) == 0


def test_script_in_the_text_stays_text_and_a_bad_key_is_made_anew(client, sign_in, poster, firm):
    owner = sign_in(member(firm))
    evil = "<script>alert(1)</script>"
    assert send(client, poster, what=evil, place=evil, name=evil, sent_key="1'); DROP").status_code == 303
    page = owner.get(f"/en/organisations/{firm.id}/safety/events/{queries_event(firm, 1)}").get_data(as_text=True)
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_a_poster_tells_only_of_its_own_firms_site(firm):
    theirs = safety.site(organisation())
    with pytest.raises(Exception, match="site_unknown"):
        safety.poster(firm, site_id=theirs.id)


def test_one_phone_that_floods_is_asked_to_wait_and_keeps_its_text(client, firm, poster, owner_sql, monkeypatch):
    safety.stop_the_clock(monkeypatch)
    monkeypatch.setattr(reports, "now", clock.now)
    sent = [send(client, poster, what=f"Prank {n}") for n in range(30)]
    passed = sum(answer.status_code == 303 for answer in sent)
    assert (passed, count(owner_sql)) == (20, 20)
    refused = sent[-1]
    page = refused.get_data(as_text=True)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Prank 29" in page
    assert "Tell your manager or the safety representative" in page
    neighbour = client.post(f"/en/near-miss/{poster.token}", data=told(), environ_base={"REMOTE_ADDR": "192.0.2.77"})
    assert neighbour.status_code == 303, "the next phone is let in"


def test_a_poster_takes_only_so_many_in_a_day_from_whatever_phones(client, poster, owner_sql, monkeypatch):
    monkeypatch.setattr(reports, "MOST_A_DAY", 3)
    answers = [
        client.post(f"/en/near-miss/{poster.token}", data=told(), environ_base={"REMOTE_ADDR": f"192.0.2.{n}"})
        for n in range(1, 6)
    ]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    assert count(owner_sql) == 3


# Photos


def phone_photo(kind="JPEG", size=(3000, 1500)):
    """A picture as a phone makes it: lying on its side, with where, when and with what it was taken."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn a quarter to the right
    exif[0x010F] = "PhoneMaker"
    exif[0x9C9D] = "Kari Prøve".encode("utf-16le")
    exif.get_ifd(0x8825).update({1: "N", 2: (63.0, 26.0, 30.0), 3: "E", 4: (10.0, 23.0, 42.0)})
    made, other = BytesIO(), {}
    if kind == "JPEG":
        other = {
            "comment": b"SECRETCOMMENT",
            "icc_profile": b"SECRETPROFILE" * 20,
            "xmp": b"<x:xmpmeta>SECRETXMP</x:xmpmeta>",
        }
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        text = PngInfo()
        text.add_text("Author", "SECRETAUTHOR")
        other = {"pnginfo": text}
    picture.save(made, kind, exif=exif.tobytes(), **other)
    return made.getvalue() + (b"SECRETTAIL" if kind != "PNG" else b"")


def segments(jpeg):
    """The markers of a JPEG up to its scan, read here byte by byte and not by the library that wrote it."""
    assert jpeg[:2] == b"\xff\xd8"
    place, found = 2, []
    while True:
        assert jpeg[place] == 0xFF
        marker, length = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4], "big")
        found.append(marker)
        if marker == 0xDA:
            return found
        place += 2 + length


def stored(owner_sql, app):
    from app.blueprints.attachments import installation

    ((key,),) = owner_sql("SELECT storage_key FROM attachments_file")
    with app.app_context():
        return b"".join(installation.store().open(key))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_keeps_what_it_shows_and_nothing_of_where_and_by_whom(app, client, poster, owner_sql, kind):
    photo = phone_photo(kind)
    assert b"Exif" in photo or b"eXIf" in photo or b"EXIF" in photo
    answer = send(client, poster, photo=(BytesIO(photo), f"IMG_Kari_20260317.{kind.lower()}"))
    assert answer.status_code == 303
    kept = stored(owner_sql, app)
    markers = set(segments(kept))
    assert not markers & ({0xFE} | set(range(0xE1, 0xF0))), "no comment, no application's part but JFIF"
    for trace in (
        b"Exif",
        b"GPS",
        b"http://ns.adobe.com",
        b"SECRET",
        b"PhoneMaker",
        b"Kari",
        "Kari".encode("utf-16le"),
    ):
        assert trace not in kept
    assert kept.endswith(b"\xff\xd9")
    picture = Image.open(BytesIO(kept))
    assert picture.size == (1000, 2000), "turned upright, and no larger than needed"
    assert picture.getpixel((950, 50))[1] < 100, "the red corner is where the phone saw it"
    assert owner_sql("SELECT name, kind, uploaded_by_id FROM attachments_file") == [("document.jpg", "jpeg", None)]


def bomb():
    made = BytesIO()
    Image.new("1", (9000, 9000)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (bomb, "bomb.png"),
        (lambda: b"GIF89a" + b"\0" * 100, "x.gif"),
        (lambda: b"\xff\xd8\xff\xe0 not a picture", "x.jpg"),
        (lambda: phone_photo()[:2000], "cut.jpg"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.jpg"),
    ],
)
def test_a_photo_that_cannot_be_read_is_refused_and_the_text_is_kept(client, poster, owner_sql, content, name):
    answer = send(client, poster, photo=(BytesIO(content()), name))
    assert answer.status_code == 422
    assert TOLD in answer.get_data(as_text=True)
    assert (count(owner_sql), count(owner_sql, "attachments_file")) == (0, 0)


def test_only_the_address_of_a_poster_that_hangs_takes_more_than_a_form(client, poster, db_session):
    large = BytesIO(b"\xff\xd8" + b"x" * 3_000_000)
    assert send(client, poster, photo=(large, "x.jpg")).status_code == 422
    nowhere = "/en/near-miss/aaaaa-aaaaa-aaaaa-aaaaa"
    answer = client.post(nowhere, data=told(photo=(BytesIO(b"x" * 3_000_000), "x.jpg")))
    assert answer.status_code in (404, 413)
    huge = BytesIO(b"\xff\xd8" + b"x" * 13_000_000)
    assert send(client, poster, photo=(huge, "x.jpg")).status_code == 413


def test_the_photo_is_for_the_firms_own_people(client, sign_in, firm, poster):
    send(client, poster, photo=(BytesIO(phone_photo()), "x.jpg"))
    address = f"/en/organisations/{firm.id}/safety/events/{queries_event(firm, 1)}/photo"
    fetched = sign_in(member(firm, "reader")).get(address)
    assert fetched.status_code == 200
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    for stranger in (client, sign_in(member(organisation())), sign_in(member(firm, "worker"))):
        assert stranger.get(address).status_code == 404


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("quarantined", "The photo is being looked through for viruses. It can be opened when that is done."),
        ("infected", "The photo did not pass the check for viruses"),
        ("rejected", "The photo did not pass the check for viruses"),
        ("erased", "The photo has been removed."),
    ],
)
def test_a_photo_that_cannot_be_opened_has_no_link_but_the_reason(
    firm, poster, client, sign_in, owner_sql, state, said
):
    send(client, poster, photo=(BytesIO(phone_photo()), "x.jpg"))
    page = f"/en/organisations/{firm.id}/safety/events/{queries_event(firm, 1)}"
    reader = sign_in(member(firm, "reader"))
    assert f"{page}/photo" in reader.get(page).text
    owner_sql(
        "UPDATE attachments_file SET state = %(state)s, verdict = %(verdict)s, erased_at = %(erased_at)s",
        state=state,
        verdict="Prove.Virus" if state in ("infected", "rejected") else "",
        erased_at=clock.now() if state == "erased" else None,
    )
    shown = reader.get(page).text
    assert f"{page}/photo" not in shown
    assert said in shown


# The worker's own page


def test_a_worker_sees_her_own_reports_and_their_answers_and_no_others(sign_in, firm, poster):
    kari, ola = member(firm, "worker", name="Kari"), member(firm, "worker", name="Ola")
    address = f"/en/organisations/{firm.id}/my-reports"
    client = sign_in(kari)
    assert client.post(address, data=told(what="Mine, with my name", who="named")).location == address
    sign_in(ola).post(address, data=told(what="Somebody else's", who="named"))
    send(client, poster, what="At the poster")
    with safety.working_for(firm):
        event = queries.get_event(queries_event_inside(firm, "Mine, with my name"))
        services.answer_event(event, "Mended on the same day.", version=None, by=None)
        services.correct_event(event, safety.near_miss_draft(what="Mine, with my name", version=event.version), by=None)
    page = client.get(address).get_data(as_text=True)
    assert "Mine, with my name" in page
    assert "Mended on the same day." in page
    assert "Somebody else" not in page
    assert "At the poster" not in page


def queries_event_inside(firm, excerpt):
    return next(row.id for row in queries.list_events(firm.id).rows if row.excerpt == excerpt)


def test_a_worker_who_gives_no_name_gets_a_secret_instead(sign_in, firm, owner_sql):
    worker = member(firm, "worker")
    client, address = sign_in(worker), f"/en/organisations/{firm.id}/my-reports"
    answer = client.post(address, data=told(what="Nobody said this", who="anonymous"))
    assert answer.location.startswith(address + "/")
    assert owner_sql("SELECT recorded_by_id, anonymous, channel FROM safety_event") == [(None, True, "worker")]
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE by_id IS NOT NULL AND what LIKE 'safety.%%'") == [(0,)]
    assert "Nobody said this" not in client.get(address).get_data(as_text=True)
    assert "Waits for an answer" in client.get(answer.location).get_data(as_text=True)
    assert sign_in(member(organisation(), "worker")).get(answer.location).status_code == 404


def test_a_worker_lands_on_her_page_and_finds_her_workplace_in_the_header(sign_in, firm):
    client = sign_in(member(firm, "worker"))
    landed = client.get(f"/en/organisations/{firm.id}/my-reports").get_data(as_text=True)
    header = landed.split("<header")[1].split("</header")[0]
    assert firm.name in header
    assert f'href="/en/organisations/{firm.id}/my-reports" aria-current="page"' in header
    mine = client.get("/en/organisations").get_data(as_text=True)
    assert f'href="/en/organisations/{firm.id}/my-reports"' in mine
    assert "/end" in mine, "she can leave"


def test_row_level_security_shows_a_worker_the_events_that_she_told_of_and_no_other_row(firm, poster, client, web_sql):
    kari, ola = member(firm, "worker"), member(firm, "worker")
    mine = safety.near_miss(firm, by=actor(kari))
    safety.near_miss(firm, by=actor(ola))
    safety.injury(firm)
    send(client, poster, name="Siri")
    hers = Context(person_id=kari.id, workplace_ids=(firm.id,))
    assert web_sql("SELECT id FROM safety_event", hers) == [(mine.id,)]
    assert web_sql("UPDATE safety_event SET place = 'x' RETURNING id", hers) == []
    for table in ("event_person", "event_reporter", "event_revision", "register"):
        assert web_sql(f"SELECT count(*) FROM safety_{table}", hers) == [(0,)]
    left = Context(person_id=kari.id)
    assert web_sql("SELECT id FROM safety_event", left) == [], "who has left the firm sees nothing of it"


# Who is told


def told_people(owner_sql, kind):
    return owner_sql("SELECT count(*) FROM notifications_inbox_item WHERE kind = %(kind)s", kind=kind)[0][0]


def test_those_who_see_to_safety_are_told_and_only_the_first_of_the_day_by_mail(
    client, firm, poster, run_jobs, mails, owner_sql
):
    for role in ("owner", "safety_representative", "reader", "worker"):
        member(firm, role)
    for n in range(3):
        send(client, poster, what=f"Thing {n}")
    run_jobs()
    assert told_people(owner_sql, "safety/near_miss_told") == 6, "two people, three reports"
    assert len(mails) == 2


def test_whoever_told_under_her_name_hears_of_the_answer_in_her_language(sign_in, firm, run_jobs, mails):
    worker, owner = member(firm, "worker", locale="nn"), member(firm)
    sign_in(worker).post(f"/en/organisations/{firm.id}/my-reports", data=told(who="named"))
    run_jobs()
    mails.clear()
    with safety.working_for(firm):
        event = queries.get_event(queries_event_inside(firm, TOLD))
        services.answer_event(event, "A secret answer", version=None, by=actor(owner))
    run_jobs()
    (mail,) = mails
    body = mail.get_body(("plain",)).get_content()
    assert mail.recipients == [worker.email]
    assert f"/nn/organisations/{firm.id}/my-reports" in body
    assert "A secret answer" not in body, "what was answered is read on the site"


def test_each_week_a_firm_hears_of_those_that_wait_too_long(firm, run_jobs, mails, monkeypatch, worker_app):
    owner = member(firm)
    safety.near_miss(firm, happened_on=clock.today() - timedelta(days=20))
    real = clock.now
    monkeypatch.setattr(reports, "today", (real() + timedelta(days=15)).date)
    with worker_app.app_context():
        services.remind_of_waiting()
    run_jobs()
    assert [mail.recipients for mail in mails] == [[owner.email]]
