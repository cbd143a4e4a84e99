import pytest

from tests.factories import notifications as make
from tests.factories.accounts import person

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_empty_inbox_says_so(sign_in, lang):
    assert sign_in(person()).get(f"/{lang}/inbox").status_code == 200


def test_a_visitor_has_no_inbox(client):
    assert client.get("/nb/inbox").status_code == 401


def test_notices_are_worded_in_the_language_of_the_page_the_newest_first(sign_in):
    kari = person(locale="nn")
    make.notice(kari, "a", title="Gammel <b>")
    make.notice(kari, "b", title="Ny")
    page = sign_in(kari).get("/en/inbox").text
    assert page.index("What came of your report: Ny") < page.index("What came of your report: Gammel &lt;b&gt;")
    assert "You have 2 unread notices." in page
    assert page.count("Mark as read") == 2


def test_one_notice_is_marked_as_read(sign_in, owner_sql):
    kari = person()
    make.notice(kari, "a")
    make.notice(kari, "b")
    ((item_id,),) = owner_sql("SELECT id FROM notifications_inbox_item WHERE entry_key = 'a'")
    client = sign_in(kari)
    assert client.post(f"/en/inbox/{item_id}/read").status_code == 303
    assert "You have one unread notice." in client.get("/en/inbox").text or "1 unread" in client.get("/en/inbox").text
    assert owner_sql("SELECT entry_key FROM notifications_inbox_item WHERE read_at IS NULL") == [("b",)]


def test_opening_the_inbox_marks_nothing(sign_in, owner_sql):
    kari = person()
    make.notice(kari)
    sign_in(kari).get("/nb/inbox")
    assert owner_sql("SELECT read_at FROM notifications_inbox_item") == [(None,)]


def test_all_are_marked_as_read_and_nobody_elses(sign_in, owner_sql):
    kari, ola = person(), person()
    make.notice(kari, "a")
    make.notice(kari, "b")
    make.notice(ola, "a")
    assert sign_in(kari).post("/nb/inbox/read").status_code == 303
    assert owner_sql("SELECT person_id FROM notifications_inbox_item WHERE read_at IS NULL") == [(ola.id,)]


def test_anothers_notice_is_not_there(sign_in, owner_sql):
    make.notice(person())
    ((item_id,),) = owner_sql("SELECT id FROM notifications_inbox_item")
    assert sign_in(person()).post(f"/nb/inbox/{item_id}/read").status_code == 404


def test_the_inbox_is_paged_and_the_button_leads_back_to_its_page(sign_in, owner_sql):
    kari = person()
    for n in range(22):
        make.notice(kari, f"k{n}", title=f"Nummer {n:02d}")
    client = sign_in(kari)
    first = client.get("/nb/inbox").text
    assert "Nummer 21" in first
    assert "Nummer 01" not in first
    ((before,),) = owner_sql("SELECT id FROM notifications_inbox_item WHERE entry_key = 'k2'")
    assert f"before={before}" in first
    second = client.get(f"/nb/inbox?before={before}").text
    assert "Nummer 01" in second
    ((item_id,),) = owner_sql("SELECT id FROM notifications_inbox_item WHERE entry_key = 'k1'")
    answer = client.post(f"/nb/inbox/{item_id}/read", data={"before": before})
    assert answer.location == f"/nb/inbox?before={before}"
    assert client.get("/nb/inbox?before=nonsense").status_code == 200


def test_the_inbox_has_a_statement_budget(sign_in, statements):
    kari = person()
    client = sign_in(kari)
    counts = []
    for number in (2, 17):
        for n in range(number):
            make.notice(kari, f"{number}-{n}")
        with statements() as seen:
            client.get("/nb/inbox")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 6, seen


def test_a_notice_whose_template_is_gone_is_still_listed(sign_in, owner_sql):
    kari = person()
    make.notice(kari)
    owner_sql("UPDATE notifications_inbox_item SET kind = 'old/kind'")
    assert sign_in(kari).get("/nb/inbox").status_code == 200


def test_the_mails_are_for_administrators(client, sign_in):
    assert client.get("/nb/mails").status_code == 401
    assert sign_in(person()).get("/nb/mails").status_code == 403
    assert sign_in(person(platform=("moderator",))).get("/nb/mails").status_code == 403


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_administrator_sees_states_and_never_what_the_mail_says(sign_in, owner_sql, lang):
    make.queued_mail(token="very-secret")
    make.queued_mail("ola@prove.example", "mail-2")
    owner_sql("UPDATE notifications_mail SET state = 'uncertain' WHERE key = 'mail-2'")
    admin = sign_in(person(platform=("administrator",)))
    page = admin.get(f"/{lang}/mails")
    assert page.status_code == 200
    assert "very-secret" not in page.text
    assert "ola@prove.example" not in page.text
    assert page.text.count("/again") == 1
    assert "/again" not in admin.get(f"/{lang}/mails?state=queued").text
    assert admin.get(f"/{lang}/mails?state=nonsense").status_code == 200


def test_a_doubtful_mail_is_sent_again_by_an_administrator_alone(sign_in, owner_sql, run_jobs, mails):
    make.queued_mail()
    owner_sql("UPDATE notifications_mail SET state = 'uncertain'")
    ((mail_id,),) = owner_sql("SELECT id FROM notifications_mail")
    assert sign_in(person()).post(f"/nb/mails/{mail_id}/again").status_code == 404
    admin = sign_in(person(platform=("administrator",)))
    assert admin.post(f"/nb/mails/{mail_id}/again").status_code == 303
    run_jobs()
    assert len(mails) == 1
    assert admin.post(f"/nb/mails/{mail_id}/again").status_code == 409
