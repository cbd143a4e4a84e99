"""Somebody reports what she has read, with or without an account, and nothing she wrote is lost."""

import re

import pytest

from app.blueprints.moderation.terms.cases import REPLIES
from app.blueprints.moderation.terms.subjects import Visibility
from app.core.sealing import unseal
from tests.factories import moderation as make
from tests.factories.accounts import member, organisation, person

pytestmark = pytest.mark.usefixtures("db_session")


def report(key, **values):
    return {"reason": "M2", "note": "", "once": "a-key", "seen_sha256": make.FAKES.things[key].sha256} | values


def signals(owner_sql):
    return owner_sql("SELECT source, reason, note, reporter_id FROM moderation_signal ORDER BY id")


def test_a_reader_reports_what_she_saw_once_however_often_it_is_sent(sign_in, owner_sql):
    firm = organisation()
    reader, key = member(firm), make.thing(person())
    client = sign_in(reader)
    for _ in range(2):
        answer = client.post(f"/nb/report/fake/{key}", data=report(key, note="Tredje linje."))
        assert (answer.status_code, answer.location) == (303, f"/nb/fakes/{key}")
    assert signals(owner_sql) == [("report", "M2", "Tredje linje.", reader.id)]
    assert owner_sql("SELECT reporter_organisation_id FROM moderation_signal") == [(firm.id,)]


def test_the_page_says_that_disagreement_is_no_reason_and_what_is_reported(sign_in):
    key = make.thing(person(name="Tor Vik"), title="Et navn", text="Et navn")
    page = sign_in(person()).get(f"/en/report/fake/{key}").text
    assert "Disagreement and criticism are never a reason" in page
    assert "Tor Vik" in page
    assert "post" not in re.search(r"<main.*</main>", page, re.DOTALL).group(0).replace('method="post"', "")


def test_a_text_that_was_changed_meanwhile_is_shown_before_the_report_is_sent(sign_in, owner_sql):
    key = make.thing(person(), text="Første utgave.")
    client, before = sign_in(person()), report(key, note="Behold meg.")
    make.FAKES.set(key, text="Andre utgave.")
    answer = client.post(f"/en/report/fake/{key}", data=before)
    assert answer.status_code == 409
    for words in ("The text was changed while you wrote", "Andre utgave.", "Behold meg."):
        assert words in answer.text
    assert signals(owner_sql) == []
    sha = re.search(r'name="seen_sha256"[^>]*value="([^"]+)"', answer.text).group(1)
    assert client.post(f"/en/report/fake/{key}", data=before | {"seen_sha256": sha}).status_code == 303
    assert owner_sql("SELECT body FROM moderation_snapshot") == [("Andre utgave.",)]


@pytest.mark.parametrize("gone", ["withdrawn", Visibility.HIDDEN, Visibility.RETURNED, Visibility.WAITING])
@pytest.mark.parametrize("path", ["", "/open"])
def test_a_report_on_what_is_gone_says_so_and_keeps_what_was_written(sign_in, owner_sql, gone, path):
    key = make.thing(person(), title="Tittelen som forsvant")
    data = report(key, note="Behold meg.")
    if gone == "withdrawn":
        del make.FAKES.things[key]
    else:
        make.FAKES.set(key, visibility=gone)
    answer = sign_in(person()).post(f"/en/report/fake/{key}{path}", data=data)
    assert answer.status_code == 404
    assert "This is no longer there to report" in answer.text
    assert "Behold meg." in answer.text
    assert "Tittelen som forsvant" not in answer.text
    assert signals(owner_sql) == []


def test_a_kind_that_nobody_knows_cannot_be_reported(client, sign_in):
    assert client.get("/nb/report/nonsense/1/open").status_code == 404
    assert sign_in(person()).get("/nb/report/nonsense/1").status_code == 404


def test_what_only_some_may_read_is_not_reported_without_an_account(client, monkeypatch, owner_sql):
    key = make.thing(person(), title="Hemmelig tittel")
    monkeypatch.setattr("app.blueprints.moderation.terms.subjects.Thing.is_seen_by", lambda *_: False)
    for answer in (
        client.get(f"/nb/report/fake/{key}"),
        client.get(f"/nb/report/fake/{key}/open"),
        client.post(f"/nb/report/fake/{key}/open", data=report(key)),
    ):
        assert answer.status_code == 401
        assert "Hemmelig tittel" not in answer.text
    assert signals(owner_sql) == []


def test_who_has_no_account_is_led_to_a_form_of_its_own_and_leaves_no_trace_of_herself(client, owner_sql):
    key = make.thing(person())
    led = client.get(f"/en/report/fake/{key}")
    assert (led.status_code, led.location) == (303, f"/en/report/fake/{key}/open")
    page = client.get(led.location)
    assert "You do not need an account." in page.text
    assert "csrf_token" not in re.search(r"<main.*</main>", page.text, re.DOTALL).group(0)
    for _ in range(2):
        answer = client.post(led.location, data=report(key, note="Her står det en adresse."))
        assert answer.status_code == 303
    assert "we cannot tell you what came of it" in client.get(answer.location).text
    assert signals(owner_sql) == [("report", "M2", "Her står det en adresse.", None)]
    assert owner_sql("SELECT reply_to FROM moderation_signal") == [(None,)]


def test_where_she_wants_her_answer_is_sealed(client, owner_sql, app):
    key = make.thing(person())
    answer = client.post(f"/nn/report/fake/{key}/open", data=report(key, email="Siv@Prove.example"))
    assert "answer=yes" in answer.location
    ((sealed, lang),) = owner_sql("SELECT reply_to, reply_lang FROM moderation_signal")
    assert b"prove" not in bytes(sealed)
    with app.app_context():
        assert unseal(bytes(sealed), purpose=REPLIES).lower() == "siv@prove.example"
    assert lang == "nn"
    wrong = client.post(f"/en/report/fake/{key}/open", data=report(key, email="ikke en adresse", once="b"))
    assert wrong.status_code == 422


def test_a_network_that_floods_is_told_to_wait_and_loses_nothing(client, owner_sql):
    keys = [make.thing(person()) for _ in range(12)]
    answers = [
        client.post(f"/en/report/fake/{key}/open", data=report(key, note="Behold meg.", once=f"k{n}"))
        for n, key in enumerate(keys)
    ]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429] * 2
    last = answers[-1]
    assert int(last.headers["Retry-After"]) > 0
    assert "Many reports have come from your network." in last.text
    assert "Behold meg." in last.text
    assert len(signals(owner_sql)) == 10


def test_a_signed_in_browser_reports_openly_in_nobodys_name(sign_in, owner_sql):
    key = make.thing(person())
    assert sign_in(person()).post(f"/nb/report/fake/{key}/open", data=report(key)).status_code == 303
    assert signals(owner_sql) == [("report", "M2", "", None)]


def test_who_was_signed_out_meanwhile_is_asked_to_sign_in_and_keeps_her_text(client, owner_sql):
    key = make.thing(person())
    answer = client.post(f"/nb/report/fake/{key}", data=report(key, note="Behold meg."))
    assert answer.status_code == 401
    assert "Behold meg." in answer.text
    assert signals(owner_sql) == []


def test_a_translation_is_complained_of_as_such(sign_in, client, owner_sql):
    key = make.thing(person())
    page = client.get(f"/en/report/fake/{key}/open?what=translation").text
    assert "Report this translation" in page
    assert re.search(r'<input[^>]*checked[^>]*value="wrong_translation"', page)
    data = report(key, reason="wrong_translation")
    assert sign_in(person()).post(f"/en/report/fake/{key}?what=translation", data=data).status_code == 303
    assert [row[:2] for row in signals(owner_sql)] == [("translation", "wrong_translation")]
    assert sign_in(person()).post(f"/en/report/fake/{key}", data=data | {"once": "c"}).status_code == 422


def test_the_reasons_of_a_dialogue_are_offered_in_one_only(sign_in):
    client, host = sign_in(person()), organisation("buyer")
    outside, inside = make.thing(person()), make.thing(person(), host_id=host.id)
    assert 'value="P4"' not in client.get(f"/nb/report/fake/{outside}").text
    assert 'value="P4"' in client.get(f"/nb/report/fake/{inside}").text


def test_a_report_carries_nobodys_identity_number(sign_in, owner_sql):
    key = make.thing(person())
    answer = sign_in(person()).post(f"/en/report/fake/{key}", data=report(key, note="Nummeret er 14818910100."))
    assert answer.status_code == 422
    assert "say where the number stands instead" in answer.text
    assert signals(owner_sql) == []
