"""The pages of the eight points, the yearly review and duties, as people meet them."""

from datetime import timedelta

import pytest

from app.core.clock import today
from tests.factories import attachments, control
from tests.factories.accounts import actor, member, organisation
from tests.factories.evidence import evidence

pytestmark = pytest.mark.usefixtures("db_session")
PAGES = ("internal-control", "internal-control/points/4", "internal-control/reviews", "duties")
FORMS = ("internal-control/points/4/change", "internal-control/reviews/new", "duties/firm", "duties/notification")


@pytest.fixture
def firm():
    return organisation(headcount=12, industry_code="43.210")


@pytest.fixture
def owner(firm):
    return member(firm, locale="en")


def at(firm, page, lang="en"):
    return f"/{lang}/organisations/{firm.id}/{page}"


def text(response):
    return " ".join(response.get_data(as_text=True).split())


def test_who_is_of_the_firm_reads_every_page_and_a_stranger_none(firm, owner, sign_in, client):
    reader, editor = sign_in(member(firm, "reader")), sign_in(member(firm, "editor"))
    speaker, worker = sign_in(member(firm, "safety_representative")), sign_in(member(firm, "worker"))
    stranger, buyer = sign_in(member(organisation())), sign_in(member(organisation("buyer")))
    for page in PAGES:
        for lang in ("nb", "nn", "en"):
            assert editor.get(at(firm, page, lang)).status_code == 200
        assert [who.get(at(firm, page)).status_code for who in (reader, speaker)] == [200, 200]
        assert [who.get(at(firm, page)).status_code for who in (worker, stranger, buyer)] == [404, 404, 404]
    for page in FORMS:
        assert editor.get(at(firm, page)).status_code == 200
        assert [who.get(at(firm, page)).status_code for who in (reader, speaker, worker, stranger)] == [404] * 4
        assert [who.post(at(firm, page), data={}).status_code for who in (reader, speaker)] == [404, 404]


def test_a_buyers_own_address_has_no_internal_control(sign_in):
    buyer = organisation("buyer")
    owner = sign_in(member(buyer))
    assert [owner.get(at(buyer, page)).status_code for page in PAGES] == [404] * 4


@pytest.mark.parametrize("page", ["internal-control/points/9", "internal-control/points/0", "duties/tea",
                                  "internal-control/points/9/change", "internal-control/reviews/99"])  # fmt: skip
def test_what_is_not_there_is_not_there(firm, owner, sign_in, page):
    assert sign_in(owner).get(at(firm, page)).status_code == 404


def test_the_overview_counts_in_words_and_says_what_comes_next(firm, owner, sign_in):
    kari = sign_in(owner)
    page = text(kari.get(at(firm, "internal-control")))
    assert "0 of 8 points are in place." in page
    assert "Go on with point 1, The rules." in page
    assert "danger" not in page
    control.point(firm, 6, evidence(firm, ends_in=3))
    assert "1 of 8 points is in place." in text(kari.get(at(firm, "internal-control")))


def test_an_expired_point_is_what_comes_next(firm, owner, sign_in, owner_sql):
    control.point(firm, 6, evidence(firm, ends_in=3))
    owner_sql("UPDATE improvement_evidence SET valid_from = NULL, valid_to = %(day)s", day=today() - timedelta(days=1))
    page = text(sign_in(owner).get(at(firm, "internal-control")))
    assert "Find newer evidence for point 6, Risk." in page
    assert "The evidence no longer counts" in page


def test_a_point_is_said_shown_and_its_evidence_comes_back_ticked(firm, owner, sign_in):
    kari = sign_in(owner)
    proof = evidence(firm, "routine", file=attachments.file(firm), title="Rutine for avvik")
    url = at(firm, "internal-control/points/7/change")
    form = text(kari.get(f"{url}?evidence={proof.id}"))
    assert (
        f'checked class="ds-input" id="evidence_ids-0" name="evidence_ids" type="checkbox" value="{proof.id}"' in form
    )
    assert "back=" in form
    refused = kari.post(url, data={"state": "in_place", "how": "Skrives opp", "version": "0"})
    assert refused.status_code == 422
    assert "must be in writing" in text(refused)
    assert "Skrives opp" in text(refused)
    sent = {"state": "in_place", "how": "Skrives opp", "version": "0", "evidence_ids": [proof.id]}
    assert kari.post(url, data=sent).status_code == 303
    page = text(kari.get(at(firm, "internal-control/points/7")))
    assert "Skrives opp" in page
    assert "Rutine for avvik" in page
    assert "point 7: Non-conformities" in text(kari.get(at(firm, f"evidence/{proof.id}")))


def test_the_second_of_two_gets_409_with_her_own_words_and_those_that_stand(firm, owner, sign_in):
    control.point(firm, 1, state="partly", how="Den første", by=actor(owner))
    kari, url = sign_in(member(firm, "editor", locale="en")), at(firm, "internal-control/points/1/change")
    late = kari.post(url, data={"state": "in_place", "how": "Den andre", "version": "0"})
    page = text(late)
    assert late.status_code == 409
    assert "Den første" in page
    assert "Den andre" in page
    assert owner.name in page
    assert kari.post(url, data={"state": "in_place", "how": "Den andre", "version": "1"}).status_code == 303


@pytest.mark.parametrize("forged", ["x", "99999999999999999999", "-1", "1"])
def test_forged_evidence_is_refused(firm, owner, sign_in, forged):
    sent = {"state": "partly", "version": "0", "evidence_ids": [forged]}
    assert sign_in(owner).post(at(firm, "internal-control/points/1/change"), data=sent).status_code == 422
    sent = {"state": "planned", "version": "0", "evidence_id": forged}
    assert sign_in(owner).post(at(firm, "duties/notification"), data=sent).status_code == 422


@pytest.mark.parametrize("sent", [{}, {"state": "tea"}, {"state": "in_place", "how": "x" * 4001}])
def test_a_point_with_no_state_or_too_much_text_is_kept_on_the_page(firm, owner, sign_in, sent):
    answer = sign_in(owner).post(at(firm, "internal-control/points/1/change"), data={"version": "0", **sent})
    assert answer.status_code in (413, 422)


def test_a_review_is_written_signed_by_both_and_printed(firm, owner, sign_in):
    kari, editor = sign_in(owner), sign_in(member(firm, "editor"))
    ola = sign_in(member(firm, "safety_representative", name="Ola Ombud", locale="en"))
    year = today().year
    sent = {
        "year": year,
        "held_on": today().isoformat(),
        "took_part": "Daglig leder",
        "findings": "Alt",
        "version": "0",
    }
    wrong = kari.post(at(firm, "internal-control/reviews/new"), data=sent | {"year": "1999"})
    assert wrong.status_code == 422
    made = kari.post(at(firm, "internal-control/reviews/new"), data=sent)
    assert made.status_code == 303
    page = made.location
    twice = editor.post(at(firm, "internal-control/reviews/new"), data=sent)
    assert twice.status_code == 422
    assert "Sign for the firm" in text(kari.get(page))
    assert "Do you sign for the staff?" in text(ola.get(page))
    assert "Sign for the firm" not in text(ola.get(page)) + text(editor.get(page))
    assert editor.post(f"{page}/sign", data={"version": "1"}).status_code == 404
    assert kari.post(f"{page}/answer-for-staff", data={"version": "1", "signs": "yes"}).status_code == 404
    assert kari.post(f"{page}/sign", data={"version": "9"}).status_code == 409
    assert kari.post(f"{page}/sign", data={"version": "1"}).status_code == 303
    assert ola.post(f"{page}/answer-for-staff", data={"version": "2", "signs": "no"}).status_code == 422
    answer = {"version": "2", "signs": "yes", "comment": "Flere vernerunder"}
    assert ola.post(f"{page}/answer-for-staff", data=answer).status_code == 303
    shown = text(kari.get(page))
    assert "Both sides have signed." in shown
    assert "Flere vernerunder" in shown
    assert "Change the review" not in shown
    assert kari.post(f"{page}/sign", data={"version": "3"}).status_code == 409
    assert kari.post(f"{page}/change", data=sent | {"version": "3"}).status_code == 409
    printed = text(kari.get(f"{page}/print"))
    assert "Ola Ombud" in printed
    assert "Flere vernerunder" in printed
    assert str(year) in text(kari.get(at(firm, "internal-control/reviews")))


def test_a_signed_review_says_that_a_change_takes_the_signature_away(firm, owner, sign_in):
    made = control.review(firm)
    control.sign(firm, made, actor(owner))
    kari, page = sign_in(owner), at(firm, f"internal-control/reviews/{made.id}")
    assert "the signature no longer stands" in text(kari.get(f"{page}/change"))
    sent = {"held_on": today().isoformat(), "findings": "Nytt", "version": "2", "year": "1999"}
    assert kari.post(f"{page}/change", data=sent).status_code == 303
    assert "Not signed yet" in text(kari.get(page))


def test_without_a_representative_the_page_says_what_is_missing(owner, sign_in):
    small = organisation(headcount=4)
    boss = member(small, locale="en")
    made = control.review(small)
    page = at(small, f"internal-control/reviews/{made.id}")
    kari = sign_in(boss)
    assert "invite the safety representative" in text(kari.get(page))
    control.duty(small, "safety_representative", how="Avtalt skriftlig")
    assert kari.post(f"{page}/sign", data={"version": "1"}).status_code == 303
    assert "Signed by the firm only" in text(kari.get(page))


def test_duties_say_their_rule_source_and_date_and_that_they_are_guidance(firm, owner, sign_in):
    page = text(sign_in(owner).get(at(firm, "duties")))
    assert "not legal advice" in page
    assert "12, as the register of organisations says" in page
    assert "43.210" in page
    assert "Working Environment Act section 6-1" in page
    assert "Applies when either side asks for it" in page
    assert page.count("as of 22 November 2026") >= 10
    assert "https://www.arbeidstilsynet.no/regelverk/lover/arbeidsmiljoloven/6/6-1/" in page


def test_a_firm_that_says_its_size_sees_other_duties(firm, owner, sign_in):
    kari = sign_in(owner)
    url = at(firm, "duties/firm")
    assert kari.post(url, data={"headcount": "-4", "version": "0"}).status_code == 422
    assert kari.post(url, data={"headcount": "4", "industries": "bygg", "version": "0"}).status_code == 422
    assert kari.post(url, data={"headcount": "4", "industries": "81.2", "version": "0"}).status_code == 303
    page = text(kari.get(at(firm, "duties")))
    assert "4, as you have said here" in page
    assert "Approval as a cleaning business" in page
    assert "Working environment committee" not in page
    assert kari.post(url, data={"headcount": "5", "version": "0"}).status_code == 409
    assert kari.post(url, data={"headcount": "", "version": "1"}).status_code == 303
    assert "12, as the register" in text(kari.get(at(firm, "duties")))


def test_with_no_size_known_the_page_says_so(sign_in):
    unknown = organisation()
    page = text(sign_in(member(unknown, locale="en")).get(at(unknown, "duties")))
    assert "Nobody has said how many you are" in page
    assert "Not known: say how many you are" in page


def test_a_duty_is_answered_and_the_second_of_two_gets_409(firm, owner, sign_in):
    kari, url = sign_in(owner), at(firm, "duties/notification")
    assert kari.post(url, data={"state": "planned", "how": "Plakat", "version": "0"}).status_code == 303
    assert kari.post(url, data={"state": "missing", "how": "Nei", "version": "0"}).status_code == 409
    assert "Plakat" in text(kari.get(at(firm, "duties")))


def test_the_overview_takes_a_fixed_number_of_statements(firm, owner, sign_in, statements):
    kari, counts = sign_in(owner), []
    for again in range(2):
        kari.get(at(firm, "internal-control"))
        with statements() as said:
            kari.get(at(firm, "internal-control"))
        counts.append(len(said))
        for number in () if again else (1, 4, 6):
            control.point(firm, number, evidence(firm), evidence(firm))
        for code in () if again else ("notification", "injury_register"):
            control.duty(firm, code)
    assert counts[1] <= counts[0] + 1  # one for what is put forward, however much it is
