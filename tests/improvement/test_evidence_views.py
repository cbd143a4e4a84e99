import re
from datetime import timedelta
from io import BytesIO

import pytest

from app.adapters.antivirus import Outcome, Verdict
from app.blueprints.attachments import installation
from app.blueprints.attachments.services import SCAN
from app.blueprints.attachments.terms import FileState
from app.blueprints.capability import queries as capability
from app.blueprints.improvement import queries, rules, services
from app.blueprints.improvement.terms import EVIDENCE_TYPES, About, EvidenceState, Source, Visibility
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.jobs import defer
from tests.factories import attachments
from tests.factories.accounts import member, organisation
from tests.factories.capability import support
from tests.factories.documents import pdf_of
from tests.factories.evidence import evidence, permit

IDENTITY = "01819012365"  # of the synthetic series for tests


@pytest.fixture
def firm(db_session):
    return organisation()


@pytest.fixture
def kari(firm):
    return member(firm, name="Kari")


def base(firm, lang="en"):
    return f"/{lang}/organisations/{firm.id}/evidence"


def new(firm, code="iso_9001", lang="en"):
    return f"{base(firm, lang)}/new?type={code}"


def filled(**values):
    return {
        "title": "Sertifikat for hele firmaet",
        "source": "link",
        "link": "https://sertifikat.prove.example/7",
        "visibility": "private",
    } | values


def upload(content=None, name="sertifikat.pdf"):
    return {"file": (BytesIO(attachments.pdf() if content is None else content), name)}


def stored(firm):
    with unit_of_work(acting_for(firm.id)):
        return queries.evidence_facts(firm.id)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_empty_drawer_says_what_will_be_here(sign_in, firm, kari, lang):
    page = sign_in(kari).get(base(firm, lang))
    assert page.status_code == 200
    assert 'class="empty' in page.text
    assert f"{base(firm, lang)}/new" in page.text


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_kind_can_be_chosen_and_says_what_one_should_know(sign_in, firm, kari, lang):
    client = sign_in(kari)
    choice = client.get(f"{base(firm, lang)}/new").text
    for kind in EVIDENCE_TYPES.values():
        assert f"type={kind.code}" in choice
        assert kind.name.in_(lang) in choice
    for code in ("iso_9001", "registration", "course_certificate", "startbank"):
        page = client.get(new(firm, code, lang))
        assert EVIDENCE_TYPES[code].about.in_(lang) in page.text


def test_only_the_registration_can_be_fetched_from_a_register(sign_in, firm, kari):
    client = sign_in(kari)
    assert 'value="register"' in client.get(new(firm, "registration")).text
    assert 'value="register"' not in client.get(new(firm)).text
    assert client.post(new(firm), data=filled(source="register")).status_code == 422
    answer = client.post(new(firm, "registration"), data=filled(source="register", link="", title="Enhetsregisteret"))
    assert answer.status_code == 303
    (fact,) = stored(firm)
    assert (fact.source, fact.strength) == (Source.REGISTER, 3)
    assert firm.number in client.get(answer.location).text


def test_what_is_about_a_person_asks_for_a_code_and_no_title(sign_in, firm, kari):
    client = sign_in(kari)
    page = client.get(new(firm, "craft_certificate")).text
    assert 'name="title"' not in page
    assert 'value="on_request"' not in page
    answer = client.post(new(firm, "craft_certificate"), data=filled(title="", reference="SV-7"))
    assert answer.status_code == 303
    (fact,) = stored(firm)
    assert (fact.personal, fact.title, fact.reference) == (True, "", "SV-7")


def test_an_address_is_added_in_one_step(sign_in, firm, kari):
    client = sign_in(kari)
    later = today() + timedelta(days=100)
    answer = client.post(
        new(firm), data=filled(issuer="DNV", scope="Alt", valid_to=str(later), visibility="on_request")
    )
    assert answer.status_code == 303
    page = client.get(answer.location).text
    for said in ("Sertifikat for hele firmaet", "DNV", 'href="https://sertifikat.prove.example/7"', "noreferrer"):
        assert said in page
    (fact,) = stored(firm)
    assert (fact.valid_to, fact.visibility, fact.strength) == (later, Visibility.ON_REQUEST, 2)
    assert "Sertifikat for hele firmaet" in client.get(base(firm)).text


def test_a_form_sent_twice_gives_one_piece(sign_in, firm, kari):
    client = sign_in(kari)
    first, second = (client.post(new(firm), data=filled(once="k" * 22)) for _ in range(2))
    assert first.location == second.location
    assert len(stored(firm)) == 1


def test_a_file_is_added_in_two_steps(sign_in, firm, kari):
    client = sign_in(kari)
    first = client.post(new(firm), data=filled(source="file", link=""))
    assert first.status_code == 303
    step = client.get(first.location)
    assert "Sertifikat for hele firmaet" in step.text
    assert 'enctype="multipart/form-data"' in step.text
    second = client.post(first.location, data=upload())
    assert second.status_code == 303
    (fact,) = stored(firm)
    assert (fact.source, fact.file_state, fact.file_name) == (Source.FILE, FileState.CLEAN, "sertifikat.pdf")
    assert client.get(second.location).status_code == 200
    assert client.get(first.location).status_code == 404


def test_a_firm_is_warned_of_identity_numbers_in_its_document_and_nothing_is_stopped(sign_in, firm, kari, run_jobs):
    client = sign_in(kari)
    step = client.post(new(firm), data=filled(source="file", link="")).location
    page = client.post(step, data=upload(pdf_of("Side en", f"Ansatt {IDENTITY}"))).location
    assert "It waits to be read." in client.get(page).text
    run_jobs()
    read = client.get(page).text
    assert "Page 2: a national identity number" in read
    assert IDENTITY not in read
    assert client.get(f"{page}/file").status_code == 200


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "tom.pdf", "empty"),
        (b"MZ\x90\x00" + b"\x00" * 200, "faktura.pdf", "not what its name says"),
        (b"%PDF-1.7 nonsense", "a.exe", "not accepted"),
        (b"<html><script>alert(1)</script></html>", "side.html", "not accepted"),
        (None, f"attest {IDENTITY}.pdf", "identity number"),
    ],
)
def test_a_refused_file_loses_no_text_and_another_can_be_chosen(sign_in, firm, kari, content, name, said):
    client = sign_in(kari)
    step = client.post(new(firm), data=filled(source="file", link="", scope="Beholdes")).location
    refused = client.post(step, data=upload(content, name))
    assert refused.status_code == 422
    assert said in refused.text
    assert "Sertifikat for hele firmaet" in refused.text
    assert stored(firm) == []
    assert client.post(step, data=upload()).status_code == 303
    assert stored(firm)[0].scope == "Beholdes"


def test_no_file_chosen_is_said_so(sign_in, firm, kari):
    client = sign_in(kari)
    step = client.post(new(firm), data=filled(source="file", link="")).location
    for data in ({}, {"file": (BytesIO(b""), "")}):
        answer = client.post(step, data=data)
        assert answer.status_code == 422
        assert "Choose a file." in answer.text


def test_a_file_far_too_large_loses_no_text(sign_in, firm, kari):
    client = sign_in(kari)
    step = client.post(new(firm), data=filled(source="file", link="")).location
    answer = client.post(step, data=upload(b"%PDF-1.7" + b"\x00" * (23 * 1024 * 1024)))
    assert answer.status_code in (413, 422)
    assert stored(firm) == []
    assert "Sertifikat for hele firmaet" in client.get(step).text


def test_the_same_file_twice_is_told_with_the_way_to_the_first(sign_in, firm, kari):
    client, content = sign_in(kari), attachments.pdf()
    made = []
    for _ in range(2):
        step = client.post(new(firm), data=filled(source="file", link="")).location
        made.append(client.post(step, data=upload(content)))
    first, second = made
    assert (first.status_code, second.status_code) == (303, 422)
    assert "You hold this very file already" in second.text
    assert f'href="{first.location}"' in second.text
    assert len(stored(firm)) == 1


def test_what_one_began_another_does_not_finish(sign_in, firm, kari):
    step = sign_in(kari).post(new(firm), data=filled(source="file", link="")).location
    for other in (member(firm, "editor"), member(organisation())):
        client = sign_in(other)
        assert client.get(step).status_code == 404
        assert client.post(step, data=upload()).status_code == 404
    assert stored(firm) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "  "}, "Write what the document is called."),
        ({"source": ""}, "Choose what you have."),
        ({"source": "telepathy"}, "Choose what you have."),
        ({"visibility": "everybody"}, "Choose who may open it."),
        ({"link": "javascript:alert(1)"}, "not an address that others can open"),
        ({"link": "https://kari:hemmelig@prove.example"}, "not an address that others can open"),
        ({"link": ""}, "Write the address"),
        ({"source": "statement"}, "Write what you declare."),
        ({"valid_to": "2020-01-01"}, "would count for nothing"),
        ({"valid_to": "i morgen"}, "Write the date as day, month and year"),
        ({"valid_to": "9999-12-31"}, "more than 30 years away"),
        ({"valid_from": "2030-02-02", "valid_to": "2030-02-01"}, "comes before the first"),
        ({"record_from": "2999-01-01"}, "days that have not come yet"),
        ({"scope": f"Gjelder {IDENTITY}"}, "national identity number"),
    ],
)
def test_what_cannot_be_taken_is_explained_and_the_rest_kept(sign_in, firm, kari, wrong, said):
    answer = sign_in(kari).post(new(firm), data=filled(issuer="Beholdes AS", **wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert "Beholdes AS" in answer.text
    assert stored(firm) == []


@pytest.mark.parametrize(
    ("name", "most"), [("title", 200), ("issuer", 200), ("scope", 500), ("link", 500), ("statement", 4000)]
)
def test_too_long_a_text_is_kept_and_answered_413(sign_in, firm, kari, name, most):
    answer = sign_in(kari).post(new(firm), data=filled(**{name: "å" * (most + 1)}))
    assert answer.status_code == 413
    assert "å" * (most + 1) in answer.text


def test_markup_and_strange_characters_are_text_and_nothing_else(sign_in, firm, kari):
    client = sign_in(kari)
    client.post(
        new(firm, "routine"),
        data=filled(
            source="statement", statement="<img src=x onerror=alert(1)>", title="<b>Čáhci\x00 🦺 \u202eabc</b>"
        ),
    )
    (fact,) = stored(firm)
    for page in (
        client.get(base(firm)),
        client.get(f"{base(firm)}/{fact.id}"),
        client.get(f"{base(firm)}/{fact.id}/change"),
    ):
        assert "<b>Čáhci" not in page.text
        assert "<img src=x" not in page.text
        assert "Čáhci 🦺 abc" in page.text


def test_an_unknown_kind_leads_to_the_choice(sign_in, firm, kari):
    for code in ("", "no_such_type", "../../etc", "%00"):
        page = sign_in(kari).get(new(firm, code))
        assert page.status_code == 200
        assert "What kind of document is it?" in page.text


# The list


def test_the_list_filters_sorts_and_turns_pages(sign_in, firm, kari):
    for number in range(25):
        evidence(firm, "iso_9001" if number % 2 else "routine", title=f"Dokument {number:02}", ends_in=number + 1)
    client = sign_in(kari)
    first = client.get(base(firm)).text
    assert "Dokument 00" in first
    assert "Dokument 24" not in first
    newest = client.get(f"{base(firm)}?sort=newest").text
    assert newest.index("Dokument 24") < newest.index("Dokument 23")
    assert "Dokument 00" not in newest
    narrowed = client.get(f"{base(firm)}?type=routine&show=expiring").text
    assert "Dokument 02" in narrowed
    assert "Dokument 01" not in narrowed
    import html
    import re

    older = html.unescape(re.search(r'href="([^"]+)" rel="next"', first).group(1))
    second = client.get(older).text
    assert "Dokument 24" in second
    assert "Dokument 00" not in second


def test_nothing_that_fits_says_so(sign_in, firm, kari):
    evidence(firm)
    page = sign_in(kari).get(f"{base(firm)}?show=withdrawn").text
    assert "Nothing here fits the filter" in page


@pytest.mark.parametrize(
    "query", ["type=x&show=y&sort=z", "after=%00", "after=x-1", "after=" + "9" * 400, "sort=type&after=a-b"]
)
def test_an_address_that_somebody_has_played_with_is_no_fault(sign_in, firm, kari, query):
    evidence(firm)
    assert sign_in(kari).get(f"{base(firm)}?{query}").status_code == 200


@pytest.mark.parametrize("path", ["", "?show=valid&sort=type"])
def test_a_long_list_costs_as_many_statements_as_a_short_one(sign_in, statements, firm, kari, path):
    client = sign_in(kari)
    for number in range(3):
        evidence(firm, file=attachments.file(firm), title=f"Dokument {number}")
    with statements() as short:
        client.get(base(firm) + path)
    _fill(firm, 297)
    with statements() as long:
        page = client.get(base(firm) + path)
    assert page.text.count('class="document') == 20
    assert len(long) == len(short) <= 6, long


def _fill(firm, number):
    for _ in range(number):
        with unit_of_work(acting_for(firm.id)):
            from app.core.db import db
            from tests.factories.evidence import draft

            services.add_evidence(firm, draft(), by=None)
            db.session.flush()


# One piece


def test_its_page_costs_as_many_statements_whatever_has_happened(sign_in, statements, firm, kari, monkeypatch):
    from app.blueprints.improvement.services import evidence as module

    monkeypatch.setattr(module, "_uses", {})
    services.register_uses("capability", lambda _firm, ids: {number: [About("HMS", "/hse")] for number in ids})
    made = evidence(firm, file=attachments.file(firm))
    client, url = sign_in(kari), f"{base(firm)}/{made.id}"
    client.get(f"{url}/file")
    with statements() as short:
        client.get(url)
    for number in range(12):
        buyer = organisation("buyer")
        permit(made, buyer, ground=f"share:{number + 1}")
        sign_in(member(buyer)).get(f"{url}/file")
    with statements() as long:
        page = client.get(url)
    assert "HMS" in page.text
    assert len(long) == len(short) <= 12, long


def test_the_page_tells_its_history(sign_in, firm, kari):
    client = sign_in(kari)
    url = client.post(new(firm), data=filled()).location
    version = stored_version(firm)
    client.post(f"{url}/change", data=filled(title="Nytt", version=version))
    client.post(f"{url}/withdraw", data={"version": version + 1})
    page = client.get(url).text
    history = page[page.index('class="history"') :]
    assert history.index("Withdrawn") < history.index("Changed") < history.index("Added")
    assert "Kari" in history


def stored_version(firm):
    with unit_of_work(acting_for(firm.id)):
        return queries.get_evidence(queries.evidence_facts(firm.id)[-1].id).version


def test_a_newer_one_begins_with_what_the_older_says_of_itself(sign_in, firm, kari):
    made = evidence(firm, issuer="Prøve Sertifisering AS", scope="Hele firmaet", ends_in=20)
    foreign = evidence(organisation(), issuer="Hemmelig utsteder")
    client = sign_in(kari)
    page = client.get(f"{new(firm)}&like={made.id}").text
    assert "Prøve Sertifisering AS" in page
    assert str(made.valid_to) not in page
    for other in (foreign.id, 0, "x", "9" * 30):
        assert "Hemmelig utsteder" not in client.get(f"{new(firm)}&like={other}").text


def test_a_renewed_certificate_is_put_forward_where_the_old_one_is_with_one_button(sign_in, firm, kari):
    """Choose "Add a newer one", fill in, and press the button: it carries what the old one carries."""
    old = evidence(firm, ends_in=20)
    support(firm, old, "QUA", 2)
    support(firm, old, "HSE", 1)
    client = sign_in(kari)
    answer = client.post(
        f"{new(firm)}&like={old.id}",
        data=filled(title="Sertifikat 2027", link="https://sertifikat.prove.example/8", valid_to="2028-01-01"),
    )
    page = client.get(answer.location)
    assert "Shall it stand where the older one does?" in page.text
    (made,) = [fact for fact in stored(firm) if fact.id != old.id]
    take_over = f"{base(firm)}/{made.id}/take-over"
    assert client.post(take_over, data={"older": old.id}).status_code == 303
    with unit_of_work(acting_for(firm.id)):
        uses = capability.supports_by_evidence(firm.id, [made.id])
        assert [(use.dimension_code, use.level) for use in uses] == [("HSE", 1), ("QUA", 2)]
        assert len(capability.supports_by_evidence(firm.id, [old.id])) == 2
    assert "Shall it stand" not in client.get(answer.location).text
    assert client.post(take_over, data={"older": old.id}).status_code == 303  # again changes nothing
    with unit_of_work(acting_for(firm.id)):
        assert len(capability.supports_by_evidence(firm.id, [made.id])) == 2


def test_what_is_found_later_is_offered_by_name_and_a_level_is_never_lowered(sign_in, firm, kari):
    old, made = evidence(firm, ends_in=20), evidence(firm, ends_in=300, link="https://prove.example/8")
    support(firm, old, "QUA", 2)
    support(firm, made, "QUA", 3)
    client = sign_in(kari)
    assert "Shall it stand" not in client.get(f"{base(firm)}/{made.id}").text
    support(firm, old, "HSE", 2)
    assert "Shall it stand" in client.get(f"{base(firm)}/{made.id}").text
    client.post(f"{base(firm)}/{made.id}/take-over", data={"older": old.id})
    with unit_of_work(acting_for(firm.id)):
        uses = capability.supports_by_evidence(firm.id, [made.id])
        assert [(use.dimension_code, use.level) for use in uses] == [("HSE", 2), ("QUA", 3)]


def test_only_an_older_piece_of_the_same_kind_and_firm_is_taken_over_from(sign_in, firm, kari):
    made = evidence(firm, ends_in=300)
    others = [
        evidence(firm, "iso_14001", ends_in=20),
        evidence(organisation(), ends_in=20),
        evidence(firm, ends_in=20, link="https://prove.example/9"),  # added after it
    ]
    client = sign_in(kari)
    for other in (*(one.id for one in others), made.id, 0, "x", ""):
        assert client.post(f"{base(firm)}/{made.id}/take-over", data={"older": other}).status_code == 400
    reader = sign_in(member(firm, "reader"))
    assert reader.post(f"{base(firm)}/{made.id}/take-over", data={"older": 1}).status_code == 404


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_what_waits_for_its_file_is_found_again_finished_or_thrown_away(sign_in, firm, kari, lang):
    client = sign_in(kari)
    for title in ("Sertifikat uten fil", "Noe annet"):
        client.post(new(firm, lang=lang), data=filled(title=title, source="file"))
    page = client.get(base(firm, lang)).text
    begun = sorted(set(re.findall(r"/evidence/new/(\d+)/file", page)), key=int)
    assert len(begun) == 2
    assert "Sertifikat uten fil" in page
    file, discard = (f"{base(firm, lang)}/new/{begun[0]}/file", f"{base(firm, lang)}/new/{begun[1]}/discard")
    assert client.post(file, data=upload()).status_code == 303
    colleague = sign_in(member(firm))
    assert "/evidence/new/" + begun[1] not in colleague.get(base(firm, lang)).text
    assert colleague.post(discard).status_code == 404
    assert client.post(discard).status_code == 303
    assert f"/evidence/new/{begun[1]}" not in client.get(base(firm, lang)).text


def test_two_people_who_change_the_same_piece_lose_nothing(sign_in, firm, kari):
    made = evidence(firm)
    url = f"{base(firm)}/{made.id}/change"
    first, second = sign_in(kari), sign_in(member(firm, "editor", name="Ola"))
    assert f'value="{made.version}"' in second.get(url).text
    assert first.post(url, data=filled(title="Karis ord", version=made.version)).status_code == 303
    clash = second.post(url, data=filled(title="Olas ord", version=made.version))
    assert clash.status_code == 409
    assert "Kari saved it at" in clash.text
    assert "Karis ord" in clash.text
    assert 'value="Olas ord"' in clash.text
    assert second.post(url, data=filled(title="Olas ord", version=made.version + 1)).status_code == 303
    assert [fact.title for fact in stored(firm)] == ["Olas ord"]


def test_of_two_who_save_in_the_same_moment_the_second_is_told_and_keeps_her_text(
    sign_in, firm, kari, monkeypatch, owner_sql
):
    made = evidence(firm)
    from app.blueprints.improvement.services import evidence as module

    def meanwhile(*_arguments):
        owner_sql(
            "UPDATE improvement_evidence SET title = 'Først', version = version + 1 WHERE id = %(id)s", id=made.id
        )

    monkeypatch.setattr(module, "_check_held", meanwhile)  # after the version was compared, before it is written
    answer = sign_in(kari).post(f"{base(firm)}/{made.id}/change", data=filled(title="Samtidig", version=made.version))
    assert answer.status_code == 409
    assert "Samtidig" in answer.text
    assert [fact.title for fact in stored(firm)] == ["Først"]


def test_before_it_is_withdrawn_the_page_says_what_it_serves_and_who_can_open_it(sign_in, firm, kari, monkeypatch):
    from app.blueprints.improvement.services import evidence as module

    monkeypatch.setattr(module, "_uses", {})
    services.register_uses(
        "capability", lambda _firm, ids: {number: [About("HMS på nivå 3", "/hse")] for number in ids}
    )
    buyer = organisation("buyer")
    made = evidence(firm)
    permit(made, buyer)
    client, url = sign_in(kari), f"{base(firm)}/{made.id}/withdraw"
    page = client.get(url).text
    assert "HMS på nivå 3" in page
    assert buyer.name in page
    assert client.post(url, data={"version": made.version + 4}).status_code == 409
    assert client.post(url, data={"version": made.version}).status_code == 303
    assert stored(firm)[0].state is EvidenceState.WITHDRAWN
    assert client.post(url, data={"version": made.version + 1}).status_code == 409


def test_a_reader_sees_the_evidence_and_changes_nothing(sign_in, firm):
    made = evidence(firm, title="Synlig")
    reader = sign_in(member(firm, "reader"))
    page = reader.get(base(firm))
    assert "Synlig" in page.text
    assert "/evidence/new" not in page.text
    assert reader.get(f"{base(firm)}/new").status_code == 403
    assert reader.post(new(firm), data=filled()).status_code == 403
    assert f"/evidence/{made.id}/change" not in reader.get(f"{base(firm)}/{made.id}").text


def test_nobody_outside_the_firm_sees_the_list(client, sign_in, firm):
    evidence(firm, title="hemmelig-kanari")
    assert client.get(base(firm)).status_code == 401
    moderator = member(organisation("ministry"), platform=("moderator", "administrator"))
    for other in (member(organisation()), member(organisation("buyer")), moderator):
        answer = sign_in(other).get(base(firm))
        assert answer.status_code == 403
        assert "hemmelig-kanari" not in answer.text


def test_the_menu_leads_suppliers_to_their_evidence_and_buyers_to_their_requests(sign_in, firm, kari):
    buyer = organisation("buyer")
    supplier_page = sign_in(kari).get("/en/").text
    buyer_page = sign_in(member(buyer)).get("/en/").text
    assert f'href="{base(firm)}"' in supplier_page
    assert "evidence-requests" not in supplier_page
    assert f'href="/en/organisations/{buyer.id}/evidence-requests"' in buyer_page
    assert f'href="{base(buyer)}"' not in buyer_page


# With a scanner


class Scanner:
    """Answers as the test wants; `verdict` None: it is away."""

    timeout = 5

    def __init__(self):
        self.verdict = None

    def scan(self, pieces):
        size = sum(len(piece) for piece in pieces)
        assert size > 0
        return self.verdict or Verdict(Outcome.ERROR, "away")

    def is_there(self):
        return self.verdict is not None


@pytest.fixture
def scanner(monkeypatch):
    fake = Scanner()
    monkeypatch.setattr(installation, "scanner", lambda: fake)
    return fake


def test_a_file_waits_while_the_scanner_is_away_and_counts_once_it_has_passed(
    sign_in, firm, kari, scanner, run_jobs, owner_sql
):
    client = sign_in(kari)
    step = client.post(new(firm), data=filled(source="file", link="")).location
    url = client.post(step, data=upload()).location
    run_jobs()
    page = client.get(url).text
    assert "The file waits for the virus check" in page
    assert "Download the file" not in page
    assert client.get(f"{url}/file").status_code == 409
    assert "Waiting for the virus check" in client.get(f"{base(firm)}?show=waiting").text
    assert not rules.counts_on(stored(firm)[0], today())
    scanner.verdict = Verdict(Outcome.CLEAN)
    owner_sql("UPDATE attachments_file SET scan_after = now() - interval '1 hour'")
    with unit_of_work():
        defer(SCAN, file_id=stored(firm)[0].file_id, organisation_id=firm.id)
    run_jobs()
    assert rules.counts_on(stored(firm)[0], today())
    page = client.get(url).text
    assert "Download the file" in page
    assert "The file passed the virus check" in page
    assert client.get(f"{url}/file").status_code == 200


def test_an_infected_file_is_gone_and_the_firm_is_told(sign_in, firm, kari, scanner, run_jobs, mails):
    scanner.verdict = Verdict(Outcome.INFECTED, "Prove.Virus")
    client = sign_in(kari)
    step = client.post(new(firm), data=filled(source="file", link="")).location
    url = client.post(step, data=upload()).location
    run_jobs()
    page = client.get(url).text
    assert "The file was stopped by the virus check" in page
    assert client.get(f"{url}/file").status_code == 409
    assert not rules.counts_on(stored(firm)[0], today())
    assert [mail.recipients for mail in mails] == [[kari.email]]
