"""The pages about organisations, as people meet them."""

import re
from html import unescape

import pytest

from app.blueprints.accounts.models import Claim, Invitation
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.terms import Authority, Check, Kind, Role
from app.core.clock import now
from app.core.db import db
from tests.factories.accounts import actor, member, organisation, person

SALTEN = "318010870"


def text(response):
    """What is read on the page, without its menu."""
    page = response.get_data(as_text=True)
    page = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def once(page):
    return re.search(r'name="once"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="once"', page.get_data(as_text=True))


def form_of(page, **fields):
    found = once(page)
    return {"once": next(filter(None, found.groups())), **fields} if found else fields


@pytest.fixture
def kari(db_session):
    return person(name="Kari Prøve", email="kari@prove.example", locale="en")


@pytest.fixture
def browser(kari, sign_in):
    return sign_in(kari)


# Number, card, owner


def test_a_number_leads_to_the_card_and_the_card_to_an_organisation_with_its_owner(browser, kari, register):
    answer = browser.post("/en/organisations/new", data={"country": "NO", "number": "NO 318 010 870 MVA"})
    assert (answer.status_code, answer.location) == (303, "/en/organisations/new/0192/318010870")
    card = browser.get(answer.location)
    for words in (
        "SALTEN RENHOLD AS", "318 010 870", "Aksjeselskap (AS)", "Bodø, Nordland", "81.210 Rengjøring av bygninger (SN2025)",
        "Employees 38", "Registered for VAT Yes", "Terminalveien 9, 8006 BODØ", "Bokmål",
    ):  # fmt: skip
        assert words in text(card), words
    done = browser.post(answer.location, data=form_of(card, kind="supplier"))
    made = queries.find_organisation("0192", SALTEN)
    assert (done.status_code, done.location) == (303, f"/en/organisations/{made.id}/overview")
    assert actor(kari).role_in(made.id) is Role.OWNER
    page = browser.get(done.location)
    assert "Not verified" in text(page)
    assert "you are its owner" in text(page)


def test_the_same_form_sent_twice_makes_one_organisation(browser, register):
    card = browser.get("/en/organisations/new/0192/318010870")
    data = form_of(card, kind="supplier")
    first, second = (browser.post("/en/organisations/new/0192/318010870", data=data) for _ in range(2))
    assert first.location == second.location
    assert first.status_code == second.status_code == 303


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "number",
    [
        "",
        "318010871",
        "31801087",
        "01010112345",
        "Salten",
        "<script>alert(1)</script>",
        "9" * 5000,
        "\u202e318010870x",
        "🧹",
    ],
)
def test_a_bad_number_is_refused_at_its_field_and_kept(browser, register, lang, number):
    answer = browser.post(f"/{lang}/organisations/new", data={"country": "NO", "number": number})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.get_data(as_text=True)
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    assert register.asked == []


def test_a_country_that_is_not_offered_is_refused(browser, register):
    assert browser.post("/en/organisations/new", data={"country": "US", "number": "123456789"}).status_code == 422


@pytest.mark.parametrize(
    "path", ["0192/318010871", "0192/abc", "9999/318010870", "US/12345678", "se/5560125790", "NO/318010870"]
)
def test_an_address_with_no_number_in_it_is_not_found(browser, register, path):
    assert browser.get(f"/en/organisations/new/{path}").status_code == 404


@pytest.mark.parametrize(
    ("number", "words", "goes_on"),
    [
        ("318076634", "Bankrupt", True), ("319854533", "Being wound up", True), ("313463540", "This is a sub-unit", True),
        ("313581233", "Fewer than five", True), ("312081393", "Employees Not known", True), ("312159309", "Municipality and county Not known", True),
        ("319307885", "13 February 2026", False), ("314225198", "legal reasons", False), ("316258492", "no organisation has it", False),
    ],
)  # fmt: skip
def test_each_outcome_of_the_register_has_its_own_page(browser, register, number, words, goes_on):
    page = browser.get(f"/en/organisations/new/0192/{number}")
    assert words in text(page)
    assert ("Yes, I act for this organisation" in text(page)) is goes_on
    if not goes_on:
        browser.post(f"/en/organisations/new/0192/{number}", data={"kind": "supplier", "name": "Likevel AS"})
        assert queries.find_organisation("0192", number) is None


def test_when_the_register_is_down_the_sign_up_goes_on_by_name(browser, register):
    register.fail(503)
    path = "/en/organisations/new/0192/318010870"
    page = browser.get(path)
    assert "does not answer just now" in text(page)
    nameless = browser.post(path, data=form_of(page, kind="supplier", name="  "))
    assert nameless.status_code == 422
    assert browser.post(path, data=form_of(page, kind="supplier", name="Salten Renhold")).status_code == 303
    made = queries.find_organisation("0192", SALTEN)
    assert (made.name, made.check) == ("Salten Renhold", Check.UNCHECKED)
    assert "Not looked up yet" in text(browser.get(f"/en/organisations/{made.id}"))


def test_a_name_over_its_limit_is_told_and_kept(browser, register):
    register.fail(503)
    answer = browser.post("/en/organisations/new/0192/318010870", data={"kind": "supplier", "name": "æ" * 301})
    assert answer.status_code == 413
    assert "æ" * 301 in answer.get_data(as_text=True)


def test_a_firm_from_elsewhere_is_named_by_hand_and_waits(browser, register):
    answer = browser.post("/en/organisations/new", data={"country": "SE", "number": "556012-5790"})
    assert answer.location == "/en/organisations/new/SE/5560125790"
    page = browser.get(answer.location)
    assert "From elsewhere in the EEA" in text(page)
    assert (
        browser.post(answer.location, data=form_of(page, kind="supplier", name="Nordiska Städ AB")).status_code == 303
    )
    assert [row.name for row in queries.claims_for_staff()] == ["Nordiska Städ AB"]


def test_a_ministry_or_no_kind_cannot_be_chosen(browser, register):
    for kind in ("ministry", "", "boss"):
        assert browser.post("/en/organisations/new/0192/318010870", data={"kind": kind}).status_code == 422
    assert queries.find_organisation("0192", SALTEN) is None


def test_whoever_comes_second_is_sent_to_the_owner(browser, register):
    firm = organisation(number=SALTEN, name="SALTEN RENHOLD AS", verified=False)
    owner = member(firm)
    for answer in (
        browser.post("/en/organisations/new", data={"country": "NO", "number": SALTEN}),
        browser.get(f"/en/organisations/new/0192/{SALTEN}"),
        browser.post(f"/en/organisations/new/0192/{SALTEN}", data={"kind": "supplier"}),
    ):
        assert (answer.status_code, answer.location) == (303, f"/en/organisations/{firm.id}/join")
    page = browser.get(answer.location)
    assert "is here already" in text(page)
    assert owner.email not in page.get_data(as_text=True)
    assert owner.name not in text(page)
    assert browser.post(answer.location, data=form_of(page, text="I lead the shift.")).status_code == 303
    assert "Waits for an answer" in text(browser.get("/en/organisations"))


def test_nobody_signed_in_is_asked_to_sign_in(client, db_session, register):
    firm = organisation()
    for path in (
        "/nb/organisations",
        "/nb/organisations/new",
        "/nb/organisations/new/0192/318010870",
        f"/nb/organisations/{firm.id}/join",
    ):
        assert client.get(path).status_code == 401
    assert register.asked == []


# The page of an organisation


def test_everybody_sees_who_it_is_and_only_members_the_rest(client, browser, sign_in, db_session):
    firm = organisation(
        verified=False, name="SALTEN RENHOLD AS", headcount=38, municipality="Bodø", county="Nordland",
        industry_code="81.210", industry_name="Rengjøring av bygninger", industry_version="SN2025", mail_domain="hemmelig.example",
    )  # fmt: skip
    reader = sign_in(member(firm, "reader", locale="en"))
    for visitor in (client, browser):
        page = visitor.get(f"/en/organisations/{firm.id}")
        assert page.status_code == 200
        assert "Bodø, Nordland" in text(page)
        assert "Not verified" in text(page)
        assert "For members only" not in text(page)
        assert "38" not in text(page).replace(firm.number, "")
        assert "hemmelig" not in page.get_data(as_text=True)
    assert "Employees 38" in text(reader.get(f"/en/organisations/{firm.id}"))
    assert client.get("/en/organisations/999999").status_code == 404


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_trouble_in_the_register_is_shown_to_everybody(client, db_session, lang):
    firm = organisation(bankrupt=True, winding_up=True)
    page = client.get(f"/{lang}/organisations/{firm.id}").get_data(as_text=True)
    assert page.count('data-color="danger"') == 1
    assert page.count('class="ds-alert" data-color="warning"') == 1


def test_register_text_is_shown_as_text(client, db_session):
    firm = organisation(
        name="<b>Fet</b> & Sønn AS", industry_code="1", industry_name="<i>x</i>", industry_version="SN2025"
    )
    page = client.get(f"/nb/organisations/{firm.id}").get_data(as_text=True)
    assert "&lt;b&gt;Fet&lt;/b&gt; &amp; Sønn AS" in page
    assert "<i>x</i>" not in page


# Members


def test_members_see_each_other_and_only_owners_invite(sign_in, client, db_session):
    firm = organisation()
    owner, reader = member(firm, locale="en"), member(firm, "reader", name="Lise Leser", locale="en")
    stranger = person()
    path = f"/en/organisations/{firm.id}/members"
    assert "Invite somebody" in text(sign_in(owner).get(path))
    assert "Invite somebody" not in text(sign_in(reader).get(path))
    assert "Lise Leser" in text(sign_in(owner).get(path))
    assert [who.get(path).status_code for who in (sign_in(stranger), client)] == [403, 401]
    invite = f"/en/organisations/{firm.id}/invitations/new"
    assert [sign_in(who).get(invite).status_code for who in (owner, reader, stranger)] == [200, 403, 403]


def invited(sign_in, firm, owner, run_jobs, mails, email="ola@prove.example"):
    browser = sign_in(owner)
    page = browser.get(f"/nb/organisations/{firm.id}/invitations/new")
    data = form_of(page, email=email, role="editor")
    assert browser.post(f"/nb/organisations/{firm.id}/invitations/new", data=data).status_code == 303
    run_jobs()
    body = mails[-1].get_body(("plain",)).get_content()
    return "/" + next(word for word in body.split() if "/invitations/" in word).split("/", 3)[3]


def test_an_invitation_goes_by_mail_and_is_accepted_by_who_signs_in(sign_in, client, db_session, run_jobs, mails):
    firm = organisation(name="NORDFJORD MEKANISKE AS")
    path = invited(sign_in, firm, member(firm, locale="nb"), run_jobs, mails)
    seen = client.get(path)
    assert "NORDFJORD MEKANISKE AS" in text(seen)
    assert seen.headers["Cache-Control"] == "no-store"
    assert db.session.query(Invitation).filter(Invitation.accepted_at.isnot(None)).count() == 0, (
        "opening it changes nothing"
    )
    assert client.post(path).status_code == 401
    guest = person(email="other@prove.example", locale="en")
    browser = sign_in(guest)
    assert "other@prove.example" in text(browser.get(path)), "she is told with which account"
    assert browser.post(path).status_code == 303
    assert actor(guest).role_in(firm.id) is Role.EDITOR
    assert browser.get(path).status_code == 410
    assert sign_in(person()).post(path).status_code == 410
    assert client.get(path[:-1]).status_code == 404


def test_whoever_signs_in_with_the_address_needs_no_link(sign_in, db_session, run_jobs, mails):
    firm = organisation()
    invited(sign_in, firm, member(firm), run_jobs, mails)
    invitation = db.session.query(Invitation).one()
    path = f"/en/organisations/invitations/{invitation.id}/accept"
    assert sign_in(person()).post(path).status_code == 404
    guest = person(email="ola@prove.example", locale="en")
    browser = sign_in(guest)
    assert "You are invited" in text(browser.get("/en/organisations"))
    assert browser.post(path).status_code == 303
    assert actor(guest).role_in(firm.id) is Role.EDITOR


def test_a_withdrawn_invitation_says_so(sign_in, client, db_session, run_jobs, mails):
    firm = organisation()
    owner = member(firm)
    path = invited(sign_in, firm, owner, run_jobs, mails)
    invitation = db.session.query(Invitation).one()
    withdraw = f"/nb/organisations/{firm.id}/invitations/{invitation.id}/withdraw"
    assert sign_in(member(firm, "editor")).post(withdraw).status_code == 403
    assert sign_in(member(organisation())).post(withdraw).status_code == 403
    assert sign_in(owner).post(withdraw).status_code == 303
    gone = client.get(path)
    assert gone.status_code == 410
    assert person().name not in text(gone)


@pytest.mark.parametrize(
    "email", ["", "ingen adresse", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "å@" + "x" * 300]
)
def test_a_bad_address_gets_no_invitation(sign_in, db_session, email):
    firm = organisation()
    answer = sign_in(member(firm)).post(
        f"/nb/organisations/{firm.id}/invitations/new", data={"email": email, "role": "editor"}
    )
    assert answer.status_code in (413, 422)
    assert db.session.query(Invitation).count() == 0


def test_a_role_that_is_none_is_refused(sign_in, db_session):
    firm = organisation()
    data = {"email": "ola@prove.example", "role": "administrator"}
    assert sign_in(member(firm)).post(f"/nb/organisations/{firm.id}/invitations/new", data=data).status_code == 422


def test_an_owner_changes_a_role_and_the_last_owner_is_kept(sign_in, db_session):
    firm = organisation()
    owner, editor = member(firm, locale="en"), member(firm, "editor")
    browser = sign_in(owner)
    own, other = (queries.find_membership(who.id, firm.id).id for who in (owner, editor))
    refused = browser.post(f"/en/organisations/{firm.id}/members/{own}/role", data={"role": "reader"})
    assert refused.status_code == 409
    assert "left without an owner" in text(refused)
    assert browser.post(f"/en/organisations/{firm.id}/members/{own}/end").status_code == 409
    assert browser.post(f"/en/organisations/{firm.id}/members/{other}/role", data={"role": "owner"}).status_code == 303
    assert browser.post(f"/en/organisations/{firm.id}/members/{own}/end").location == "/en/organisations"
    assert browser.get(f"/en/organisations/{firm.id}/members").status_code == 403
    assert actor(editor).role_in(firm.id) is Role.OWNER


def test_a_membership_is_reached_only_under_its_own_organisation(sign_in, db_session):
    firm, other = organisation(), organisation()
    owner = member(firm)
    theirs = queries.find_membership(member(other).id, other.id).id
    for path in (f"members/{theirs}/role", f"members/{theirs}/end"):
        assert sign_in(owner).post(f"/nb/organisations/{firm.id}/{path}", data={"role": "reader"}).status_code == 403


def test_a_person_in_two_organisations_has_in_each_the_role_of_its_own(sign_in, db_session):
    firm, other = organisation(), organisation()
    both = sign_in(person(organisations={firm: "owner", other: "reader"}))
    assert both.get(f"/nb/organisations/{firm.id}/invitations/new").status_code == 200
    assert both.get(f"/nb/organisations/{other.id}/invitations/new").status_code == 403
    assert both.get(f"/nb/organisations/{other.id}/members").status_code == 200


# Claims and staff


def test_an_owner_answers_a_request(sign_in, db_session):
    firm = organisation()
    owner, guest = member(firm, locale="en"), person(name="Ola Ny", locale="en")
    asking = sign_in(guest)
    page = asking.get(f"/en/organisations/{firm.id}/join")
    asking.post(f"/en/organisations/{firm.id}/join", data=form_of(page, text="<b>I work there</b>"))
    claim = db.session.query(Claim).one()
    browser = sign_in(owner)
    assert "Ola Ny" in text(browser.get(f"/en/organisations/{firm.id}/members"))
    path = f"/en/organisations/{firm.id}/requests/{claim.id}"
    assert "<b>I work there</b>" not in browser.get(path).get_data(as_text=True)
    assert browser.post(path, data={"answer": ""}).status_code == 422
    assert sign_in(member(firm, "editor")).get(path).status_code == 403
    assert browser.post(path, data={"answer": "grant-reader"}).status_code == 303
    assert actor(guest).role_in(firm.id) is Role.READER
    assert browser.post(path, data={"answer": "refuse"}).status_code == 409
    assert "answered already" in text(browser.get(path))


def test_staff_verify_a_buyer_after_proving_themselves_again(sign_in, db_session, register):
    buyer = person(locale="en")
    founding = sign_in(buyer)
    path = "/en/organisations/new/0192/314326113"
    founding.post(path, data=form_of(founding.get(path), kind="buyer"))
    firm = queries.find_organisation("0192", "314326113")
    assert (firm.kind, firm.check, firm.authority) == (Kind.BUYER, Check.MATCHED, Authority.UNPROVEN)
    claim = db.session.query(Claim).one()
    decide = f"/nb/staff/organisations/claims/{claim.id}"
    moderator = person(platform=("moderator",))
    assert founding.get("/nb/staff/organisations").status_code == 403
    assert founding.post(decide, data={"answer": "grant", "reason": "x"}).status_code == 403
    assert "HELSE NORDKYST HF" in text(sign_in(moderator).get("/nb/staff/organisations"))
    sleepy = sign_in(moderator, stepped_up=False)
    assert sleepy.post(decide, data={"answer": "grant", "reason": "Ringt."}).status_code in (303, 401, 403)
    db.session.expire_all()
    assert queries.get_organisation(firm.id).check is Check.MATCHED
    browser = sign_in(moderator)
    assert browser.post(decide, data={"answer": "grant", "reason": "   "}).status_code == 422
    assert browser.post(decide, data={"answer": "grant", "reason": "Ringt sentralbordet."}).status_code == 303
    db.session.expire_all()
    assert queries.get_organisation(firm.id).check is Check.VERIFIED
    assert browser.post(decide, data={"answer": "refuse", "reason": "Angret."}).status_code == 409
    assert "Ringt sentralbordet." in text(founding.get("/en/organisations"))


def test_a_contest_goes_to_staff_and_the_owner_never_sees_who(sign_in, db_session):
    firm = organisation(verified=False)
    owner, right = member(firm, locale="en"), person(name="Rett Eier", locale="en")
    contesting = sign_in(right)
    path = f"/en/organisations/{firm.id}/contest"
    assert contesting.post(path, data=form_of(contesting.get(path), text="I am the manager.")).status_code == 303
    assert contesting.post(path, data={"text": "Once more"}).status_code == 409
    for page in (f"/en/organisations/{firm.id}", f"/en/organisations/{firm.id}/members"):
        assert "Rett Eier" not in text(sign_in(owner).get(page))
    claim = db.session.query(Claim).one()
    assert (
        sign_in(owner).post(f"/en/organisations/{firm.id}/requests/{claim.id}", data={"answer": "refuse"}).status_code
        == 403
    )
    browser = sign_in(person(platform=("moderator",), locale="en"))
    assert "I am the manager." in text(browser.get(f"/en/staff/organisations/claims/{claim.id}"))


def test_an_owner_asks_to_be_verified_once(sign_in, db_session):
    firm = organisation(verified=False)
    owner = sign_in(member(firm, locale="en"))
    path = f"/en/organisations/{firm.id}/verification"
    assert owner.post(path, data=form_of(owner.get(path), text="")).status_code == 303
    assert owner.post(path, data={"text": ""}).status_code == 409
    assert "have been asked to verify" in text(owner.get(f"/en/organisations/{firm.id}"))
    assert sign_in(member(firm, "editor")).get(path).status_code == 403


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_text_over_its_limit_is_kept(sign_in, db_session, lang):
    firm = organisation()
    answer = sign_in(person()).post(f"/{lang}/organisations/{firm.id}/join", data={"text": "å" * 4001})
    assert answer.status_code == 413
    assert "å" * 4001 in answer.get_data(as_text=True)


def test_a_claim_is_withdrawn_by_its_maker_only(sign_in, db_session):
    firm = organisation()
    guest = person()
    browser = sign_in(guest)
    browser.post(f"/nb/organisations/{firm.id}/join", data={"text": "Hei"})
    claim = db.session.query(Claim).one()
    path = f"/nb/organisations/claims/{claim.id}/withdraw"
    assert sign_in(person()).post(path).status_code == 404
    assert browser.post(path).status_code == 303
    assert browser.post(path).status_code == 409


# Budgets


def test_lists_ask_the_database_a_fixed_number_of_times(sign_in, db_session, statements):
    from app.blueprints.accounts.services import claims
    from app.core.db import unit_of_work

    firm = organisation()
    owner = sign_in(member(firm))
    staff = sign_in(person(platform=("moderator",)))

    def counts():
        found = []
        for browser, path in (
            (owner, "/nb/organisations"),
            (owner, f"/nb/organisations/{firm.id}"),
            (owner, f"/nb/organisations/{firm.id}/members"),
            (staff, "/nb/staff/organisations"),
        ):
            with statements() as seen:
                assert browser.get(path).status_code == 200
            found.append(len([one for one in seen if "set_config" not in one]))
        return found

    few = counts()
    for _ in range(15):
        member(firm, "reader")
        other = organisation(verified=False)
        with unit_of_work():
            claims.ask_for_verification(other, "", by=actor(member(other)))
    assert counts() == few
    assert max(few) <= 7
    assert now()
