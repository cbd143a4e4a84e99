"""The pages of sharing, for the firm and for the receiver."""

import re
from datetime import timedelta

import pytest
import time_machine
from html5lib import parse

from app.core.clock import now, today
from tests.factories import accounts, capability, shares

HOSTILE = "<script>alert(1)</script> \"' & <b>æ</b> {{ 7*7 }} %(x)s %s"


@pytest.fixture
def firm(db_session):
    made = accounts.organisation("supplier", name="Fjord Mat AS")
    capability.assessment(made, {"HSE": 3}, submitted=True)
    return made


@pytest.fixture
def buyer(db_session):
    return accounts.organisation("buyer", name="Vik kommune")


@pytest.fixture
def owner(firm, sign_in):
    return sign_in(accounts.member(firm, "owner", name="Eira Eier"))


@pytest.fixture
def reader(buyer, sign_in):
    return sign_in(accounts.member(buyer, "reader", name="Leo Leser"))


def firms(firm, path: str = "", lang: str = "en") -> str:
    return f"/{lang}/organisations/{firm.id}/shares{path}"


def received(buyer, path: str = "", lang: str = "en") -> str:
    return f"/{lang}/organisations/{buyer.id}/shared-with-us{path}"


def text(response) -> str:
    tree = parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find("body").itertext()).split())


def typed(**values) -> dict[str, str]:
    usual = {"name": "Our profile", "kind": "living", "purpose": "development", "step": "check"}
    return usual | {"until": (today() + timedelta(days=90)).isoformat()} | values


def sending(page, **values) -> dict[str, str]:
    """What the check page's form sends when the box is ticked."""
    form = re.search(r'<form method="post" novalidate>.*?</form>', page.text, re.DOTALL).group(0)
    hidden = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*type="hidden"[^>]*value="([^"]*)"', form))
    hidden |= dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return hidden | {"agreed": "y"} | values


def count(owner_sql) -> int:
    return owner_sql("SELECT count(*) FROM requirements_share")[0][0]


# ---- the firm ------------------------------------------------------------------------------------------------------


def test_a_firm_shares_after_it_has_seen_exactly_what_the_receiver_will_see(firm, buyer, owner, reader, owner_sql):
    shares.shown(firm, "HSE", 2, title="Risikovurdering 2026")
    shares.shown(firm, "QUA", 2, code="iso_14001", visibility="private", title="Hemmelig rapport")
    found = owner.get(firms(firm, "/new?wanted=vik"))
    address = firms(firm, f"/new?receiver={buyer.id}")
    assert address in found.text
    assert "Look at what they will see" in text(owner.get(address))
    check = owner.post(address, data=typed())
    assert check.status_code == 200
    assert count(owner_sql) == 0, "looking shares nothing"
    assert "cannot be used in a competition without a new consent" in text(check)
    assert "Risikovurdering 2026" in text(check)
    assert "Hemmelig rapport" not in text(check)
    sent = owner.post(address, data=sending(check))
    assert sent.status_code == 303
    assert count(owner_sql) == 1
    shared = reader.get(received(buyer, f"/{sent.location.rsplit('/', 1)[1]}"))

    def profile(page):
        body = page.text[page.text.index('id="card"') :]
        body = body[: body.index("</main>")]
        kept = re.sub(r"<p class=\"small muted\">The firm sees.*", "", body, flags=re.DOTALL)
        return " ".join("".join(parse(kept, namespaceHTMLElements=False).find("body").itertext()).split())

    assert profile(shared) == profile(check), "the receiver reads what the owner looked at, word for word"


def test_sent_twice_it_is_shared_once(firm, buyer, owner, owner_sql):
    address = firms(firm, f"/new?receiver={buyer.id}")
    data = sending(owner.post(address, data=typed()))
    first, second = owner.post(address, data=data), owner.post(address, data=data)
    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    assert count(owner_sql) == 1


def test_without_the_tick_nothing_is_shared(firm, buyer, owner, owner_sql):
    address = firms(firm, f"/new?receiver={buyer.id}")
    data = sending(owner.post(address, data=typed()))
    data.pop("agreed")
    answer = owner.post(address, data=data)
    assert answer.status_code == 422
    assert "Tick the box if you agree" in text(answer)
    assert count(owner_sql) == 0


def test_a_profile_that_changed_meanwhile_is_looked_at_once_more(firm, buyer, owner, owner_sql):
    address = firms(firm, f"/new?receiver={buyer.id}")
    data = sending(owner.post(address, data=typed()))
    shares.shown(firm, "HSE", 2, title="Kom i mellomtiden")
    answer = owner.post(address, data=data)
    assert answer.status_code == 409
    assert "Your profile has changed since you looked at it" in text(answer)
    assert "Kom i mellomtiden" in text(answer)
    assert count(owner_sql) == 0
    assert owner.post(address, data=sending(answer)).status_code == 303
    assert count(owner_sql) == 1


def test_what_was_chosen_can_be_changed_before_it_is_sent(firm, buyer, owner):
    address = firms(firm, f"/new?receiver={buyer.id}")
    page = owner.post(address, data=typed(name="Et navn vi angrer", step="change"))
    assert page.status_code == 200
    assert 'value="Et navn vi angrer"' in page.text
    assert "Look at what they will see" in page.text


@pytest.mark.parametrize(
    ("values", "status", "says"),
    [
        ({"name": ""}, 422, "cannot be empty"),
        ({"name": "x" * 201}, 413, "201"),
        ({"until": ""}, 422, "cannot be empty"),
        ({"until": "2020-01-01"}, 422, "has not passed"),
        ({"until": "2090-01-01"}, 422, "within 24 months"),
        ({"until": "tomorrow"}, 422, "day, month and year"),
        ({"kind": "everything"}, 422, "Choose one"),
        ({"purpose": "advertising"}, 422, "Choose one"),
    ],
)
def test_what_cannot_be_shared_is_said_at_its_field_and_nothing_typed_is_lost(
    firm, buyer, owner, values, status, says, owner_sql
):
    answer = owner.post(firms(firm, f"/new?receiver={buyer.id}"), data=typed(**({"name": "Behold meg"} | values)))
    assert answer.status_code == status
    assert says in text(answer)
    assert values.get("name", "Behold meg") in answer.text
    assert count(owner_sql) == 0


def test_a_receiver_that_cannot_receive_leads_back_to_the_choice(firm, owner, db_session):
    unverified = accounts.organisation("buyer", name="Ukjent kommune", verified=False)
    page = owner.get(firms(firm, f"/new?receiver={unverified.id}"))
    assert "Choose who is to see it" in text(page)
    assert "Ukjent kommune" not in page.text
    assert owner.post(firms(firm, f"/new?receiver={unverified.id}"), data=typed()).status_code == 200
    for odd in ("x", "-1", "99999999999999999999", ""):
        assert owner.get(firms(firm, f"/new?receiver={odd}")).status_code == 200


def test_another_purpose_is_a_new_share_with_a_new_consent(firm, buyer, owner, owner_sql):
    made = shares.share(firm, buyer, kind="snapshot", name="Til samtalen")
    page = owner.get(firms(firm, f"/{made.id}"))
    (address,) = re.findall(r'href="([^"]*purpose=competition[^"]*)"', page.text)
    form = owner.get(address.replace("&amp;", "&"))
    assert 'value="Til samtalen"' in form.text
    assert re.search(r'<input checked[^>]*value="competition"', form.text)
    assert count(owner_sql) == 1, "nothing is shared by following a link"
    check = owner.post(address.replace("&amp;", "&"), data=typed(purpose="competition"))
    assert "uses it in a competition" in text(check)


def test_withdrawing_says_what_happens_and_is_done_once(firm, buyer, owner, owner_sql):
    made = shares.share(firm, buyer)
    page = text(owner.get(firms(firm, f"/{made.id}/withdraw")))
    assert "can open nothing more of it" in page
    assert "What they have read, they have read" in page
    for _ in range(2):
        assert owner.post(firms(firm, f"/{made.id}/withdraw")).status_code == 303
    assert "You withdrew this" in text(owner.get(firms(firm, f"/{made.id}")))
    assert owner.get(firms(firm, f"/{made.id}/withdraw")).status_code == 302
    assert owner_sql("SELECT count(*) FROM journal_entry WHERE what = 'requirements.share_withdrawn'") == [(1,)]


def test_the_firm_sees_who_opened_it_and_when(firm, buyer, owner, reader):
    made = shares.share(firm, buyer)
    assert "Not opened yet" in text(owner.get(firms(firm)))
    reader.get(received(buyer, f"/{made.id}"))
    assert "Opened by 1 person, last by Leo Leser" in text(owner.get(firms(firm)))
    assert "Leo Leser" in text(owner.get(firms(firm, f"/{made.id}")))


def test_live_and_ended_stand_apart(firm, buyer, owner, reader):
    for name, until in (("Lever", 10), ("Er over", -1)):
        shares.share(firm, buyer, name=name, until=shares.end_of(until))
    shares.withdraw(shares.share(firm, buyer, name="Tatt tilbake"))
    for client, address in ((owner, firms(firm)), (reader, received(buyer))):
        live, ended = text(client.get(address)), text(client.get(address + "?shown=ended"))
        assert [name in live for name in ("Lever", "Er over", "Tatt tilbake")] == [True, False, False]
        assert [name in ended for name in ("Lever", "Er over", "Tatt tilbake")] == [False, True, True]


# ---- the receiver --------------------------------------------------------------------------------------------------


def test_the_purpose_stands_at_the_top(firm, buyer, reader):
    made = shares.share(firm, buyer)
    page = text(reader.get(received(buyer, f"/{made.id}")))
    assert re.search(r"Shared for development until .*: not to be used in a competition\.", page)


def test_a_share_withdrawn_between_two_clicks_shows_nothing_more(firm, buyer, reader, owner_sql):
    shares.shown(firm, title="Risikovurdering 2026")
    made = shares.share(firm, buyer)
    address = received(buyer, f"/{made.id}")
    assert "Risikovurdering 2026" in text(reader.get(address))
    shares.withdraw(made)
    for path in (address, f"{address}/document"):
        gone = reader.get(path)
        assert gone.status_code == 410
        assert "This share was withdrawn on" in text(gone)
        assert "Risikovurdering" not in gone.text
        assert made.content_sha256 not in gone.text
    assert owner_sql("SELECT count(*) FROM requirements_share_opening") == [(1,)], "a closed door is not an opening"


def test_a_share_that_has_ended_says_so_in_its_own_words(firm, buyer, reader):
    made = shares.share(firm, buyer, until=shares.end_of(-1))
    gone = reader.get(received(buyer, f"/{made.id}"))
    assert gone.status_code == 410
    assert "This share ended on" in text(gone)
    assert "withdrawn" not in text(gone).replace("taken back", "")


def test_a_share_that_ended_a_moment_ago_in_norway_is_gone_although_the_database_still_has_the_day(
    firm, buyer, sign_in
):
    """The database counts days in UTC: for an hour or two it would show what is over."""
    made = shares.share(firm, buyer, until=today())
    midnight = (now().replace(hour=12) + timedelta(days=1)).replace(hour=0, minute=5) - timedelta(hours=1)
    with time_machine.travel(midnight, tick=False):
        client = sign_in(accounts.member(buyer, "reader"))
        assert client.get(received(buyer, f"/{made.id}")).status_code == 410


def test_documents_open_through_the_share_and_no_longer_after_it(firm, buyer, reader):
    held = shares.shown(firm, title="Sertifikat")
    made = shares.share(firm, buyer)
    address = f"/en/organisations/{firm.id}/evidence/{held.id}"
    assert f'href="{address}"' in reader.get(received(buyer, f"/{made.id}")).text
    assert reader.get(address).status_code == 200
    shares.withdraw(made)
    assert reader.get(address).status_code == 404


def test_a_snapshot_tells_what_has_expired_since(firm, buyer, sign_in):
    shares.shown(firm, "HSE", 2, ends_in=5)
    snapshot, living = shares.share(firm, buyer, kind="snapshot"), shares.share(firm, buyer)
    with time_machine.travel(now() + timedelta(days=6), tick=False):
        client = sign_in(accounts.member(buyer, "reader"))
        page = text(client.get(received(buyer, f"/{snapshot.id}")))
        assert "Some of it has expired since" in page
        assert "level 2 then, 0 today" in page
        assert "Some of it has expired since" not in text(client.get(received(buyer, f"/{living.id}")))


def test_a_share_is_not_there_for_anybody_else(firm, buyer, sign_in, client):
    made = shares.share(firm, buyer)
    other_buyer, other_firm = accounts.organisation("buyer"), accounts.organisation()
    strangers = [
        (sign_in(accounts.member(other_buyer, "owner")), other_buyer),
        (sign_in(accounts.member(other_firm, "owner")), other_firm),
        (sign_in(accounts.person(platform=("administrator",))), other_buyer),
    ]
    for who, own in strangers:
        for path in ("", f"/{made.id}", f"/{made.id}/document"):
            assert who.get(received(buyer, path)).status_code == 404
        assert who.get(received(own, f"/{made.id}")).status_code == 404
        for path in ("", "/new", f"/{made.id}", f"/{made.id}/withdraw"):
            assert who.get(firms(firm, path)).status_code == 404
        assert who.post(firms(firm, f"/{made.id}/withdraw")).status_code == 404
        assert who.get(f"/en/organisations/{firm.id}/profile/document").status_code == 404
    assert client.get(received(buyer, f"/{made.id}")).status_code == 404
    assert client.post(firms(firm, f"/{made.id}/withdraw")).status_code == 401


@pytest.mark.parametrize("role", ["editor", "reader"])
def test_only_an_owner_gives_or_takes_back_a_consent(firm, buyer, sign_in, role, owner_sql):
    made = shares.share(firm, buyer)
    who = sign_in(accounts.member(firm, role))
    assert who.get(firms(firm)).status_code == 200
    page = who.get(firms(firm, f"/{made.id}"))
    assert page.status_code == 200
    assert "/withdraw" not in page.text
    assert "purpose=competition" not in page.text
    assert who.get(firms(firm, "/new")).status_code == 404
    assert who.post(firms(firm, f"/{made.id}/withdraw")).status_code == 404
    assert owner_sql("SELECT withdrawn_at FROM requirements_share") == [(None,)]


def test_the_receivers_list_is_in_its_menu(buyer, reader, firm, owner):
    assert received(buyer) in reader.get(received(buyer)).text
    assert "shared-with-us" not in owner.get(firms(firm)).text


# ---- what people write ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_hostile_texts_are_text(db_session, sign_in, lang):
    firm, buyer = accounts.organisation(name=HOSTILE), accounts.organisation("buyer", name=HOSTILE)
    shares.shown(firm, title=HOSTILE, issuer=HOSTILE, scope=HOSTILE)
    made = shares.share(firm, buyer, name=HOSTILE)
    owner = sign_in(accounts.member(firm, "owner", name=HOSTILE))
    reader = sign_in(accounts.member(buyer, "reader", name=HOSTILE))
    pages = [
        reader.get(received(buyer, path, lang)) for path in ("", f"/{made.id}", f"/{made.id}/document")
    ] + [
        owner.get(firms(firm, path, lang))
        for path in ("", f"/{made.id}", f"/{made.id}/withdraw", f"/new?receiver={buyer.id}", f"/new?wanted={HOSTILE}")
    ]  # fmt: skip
    pages.append(owner.post(firms(firm, f"/new?receiver={buyer.id}", lang), data=typed(name=HOSTILE)))
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert HOSTILE.split("{{")[1] in text(page), "shown as it was written"


# ---- cost ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["firm", "receiver"])
def test_a_list_costs_the_same_for_two_shares_and_for_twenty(firm, buyer, owner, reader, statements, side):
    client, address = (owner, firms(firm)) if side == "firm" else (reader, received(buyer))
    seen = []
    for more in (2, 18):
        for _ in range(more):
            made = shares.share(firm, buyer)
        reader.get(received(buyer, f"/{made.id}"))
        client.get(address)
        with statements() as run:
            client.get(address)
        seen.append(len(run))
    assert seen[0] == seen[1]
    assert seen[0] <= 10


def test_a_shared_page_costs_the_same_whatever_it_shows(firm, buyer, reader, statements):
    made = shares.share(firm, buyer)
    seen = []
    for number in (1, 12):
        for place in range(number):
            shares.shown(firm, "HSE", 2, code="other", link=f"https://prove.example/{number}/{place}")
        reader.get(received(buyer, f"/{made.id}"))
        with statements() as run:
            reader.get(received(buyer, f"/{made.id}"))
        seen.append(len(run))
    assert seen[0] == seen[1]
    assert seen[0] <= 10
