"""Hosts, invitations, codes, notices, templates, the announcement and the close, through the services."""

from datetime import date, timedelta

import pytest

from app.blueprints.accounts.terms import Check
from app.blueprints.dialogues import queries
from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.rules.shipped import SHIPPED
from app.blueprints.dialogues.services import changes, closing, copying, dialogues, hosts, official_notices, reach
from app.blueprints.dialogues.services.taking import refuse_uninvited, refuse_when_not_taken
from app.blueprints.dialogues.terms.fairness import FairAnswer, FairnessDraft, FairPoint
from app.blueprints.dialogues.terms.process import (
    CodeKind,
    NoticeDraft,
    NoticeKind,
    NoticePlace,
    OpenTo,
    Planned,
    ProcurementStage,
    PurchaseDraft,
    ReachDraft,
)
from app.core import clock
from app.core.db import acting_for, unit_of_work
from app.core.errors import Conflict, Refused
from tests.factories.accounts import actor, organisation
from tests.factories.dialogues import FAIR, buyer, draft_dialogue, need_draft, published_dialogue

COMPETITION = NoticeDraft(
    kind=NoticeKind.COMPETITION, place=NoticePlace.DOFFIN, number="2027-123456", url="", published_on=None
)
CALL = NoticeDraft(
    kind=NoticeKind.INVITATION, place=NoticePlace.DOFFIN, number="2026-100200", url="https://doffin.example/1",
    published_on=date(2026, 10, 1),
)  # fmt: skip


@pytest.fixture
def heard(monkeypatch):
    """What the rooms above are told of changes."""
    told: list[changes.Change] = []
    monkeypatch.setattr(changes, "_heard_by", {"test": lambda change, by: told.append(change)})
    return told


def test_a_buyer_hosts_from_its_yes_until_it_leaves_and_who_leads_never_leaves(db_session) -> None:
    dialogue = draft_dialogue(buyer()[0])
    along, _owner = buyer()
    with unit_of_work(acting_for(dialogue.organisation_id)):
        hosts.ask_host(dialogue, along.id, by=None)
    assert queries.get_dialogue(dialogue.id).host_ids == [dialogue.organisation_id], "asked is not yet a host"
    with pytest.raises(Conflict, match="host_is_asked"):
        hosts.ask_host(dialogue, along.id, by=None)
    with unit_of_work(acting_for(along.id)):
        hosts.answer_host(dialogue, along.id, accept=True, by=None)
    assert queries.get_dialogue(dialogue.id).host_ids == [dialogue.organisation_id, along.id]
    assert [row.id for row in queries.dialogues_of(along.id)[0]] == [dialogue.id]
    with pytest.raises(Conflict, match="who_leads_stays"):
        hosts.leave(dialogue, dialogue.organisation_id, by=None)
    with unit_of_work():
        hosts.leave(dialogue, along.id, by=None)
    assert queries.get_dialogue(dialogue.id).host_ids == [dialogue.organisation_id]
    assert queries.dialogues_of(along.id)[0] == []


def test_only_a_verified_buyer_is_asked_to_host(db_session) -> None:
    dialogue = draft_dialogue()
    for firm in (organisation("supplier"), organisation("buyer", check=Check.MATCHED)):
        with pytest.raises(Refused, match="host_is_no_buyer"):
            hosts.ask_host(dialogue, firm.id, by=None)


def test_an_invitation_needs_a_criterion_and_what_was_open_to_all_stays_open(db_session) -> None:
    dialogue, firm, other = draft_dialogue(), organisation("supplier"), organisation("supplier")
    with pytest.raises(Conflict, match="dialogue_is_open_to_all"):
        reach.invite(dialogue, firm.id, by=None)
    draft = ReachDraft(open_to=OpenTo.INVITED, criterion="", version=dialogue.version)
    with pytest.raises(Refused, match="criterion_is_missing"):
        reach.save_reach(dialogue, draft, by=None)
    with unit_of_work():
        draft = ReachDraft(open_to=OpenTo.INVITED, criterion="Driver kaier i dag.", version=dialogue.version)
        reach.save_reach(dialogue, draft, by=None)
        reach.invite(dialogue, firm.id, by=None)
        reach.invite(dialogue, firm.id, by=None)
    assert [row.organisation_id for row in process.invited(dialogue.id).rows] == [firm.id]
    refuse_uninvited(dialogue, firm.id)
    with pytest.raises(Refused, match="not_invited"):
        refuse_uninvited(dialogue, other.id)
    opened = published_dialogue()
    with pytest.raises(Refused, match="open_stays_open"):
        reach.save_reach(
            opened, ReachDraft(open_to=OpenTo.INVITED, criterion="Nå likevel.", version=opened.version), by=None
        )


def test_input_ends_with_the_second_in_which_the_competition_is_announced_and_the_dialogue_can_still_be_closed(
    db_session, nothing_left
) -> None:
    dialogue = published_dialogue()
    refuse_when_not_taken(dialogue)
    bare = NoticeDraft(kind=NoticeKind.COMPETITION, place=NoticePlace.TED, number="", url="", published_on=None)
    with pytest.raises(Refused, match="notice_cannot_be_found"), unit_of_work():
        dialogues.announce(dialogue, bare, dialogue.version, by=None)
    with unit_of_work():
        dialogues.announce(dialogue, COMPETITION, dialogue.version, by=None)
    with pytest.raises(Conflict, match="competition_is_announced"):
        refuse_when_not_taken(dialogue)
    assert dialogue.closes_on == clock.today()
    (notice,) = process.notices_of(dialogue.id)
    with pytest.raises(Conflict, match="competition_stays_announced"):
        official_notices.remove_notice(dialogue, notice.id, by=None)
    with pytest.raises(Conflict, match="dialogue_is_closed"):
        dialogues.add_need(dialogue, need_draft(), by=None)
    with unit_of_work():
        dialogues.close(dialogue, dialogue.version, by=None)
    assert dialogue.state == "closed"


def test_a_dialogue_is_not_closed_while_a_room_above_says_that_something_is_left(db_session, monkeypatch) -> None:
    dialogue = published_dialogue()
    left = [closing.Obstacle("need_is_missing", 2, f"/dialogues/{dialogue.id}")]
    followed: list[int] = []
    monkeypatch.setattr(closing, "_obstacles", {"test": lambda number: left})
    monkeypatch.setattr(closing, "_after", {"test": lambda number, by: followed.append(number)})
    with pytest.raises(Conflict, match="dialogue_is_not_finished"), unit_of_work():
        dialogues.close(dialogue, dialogue.version, by=None)
    assert followed == []
    left.clear()
    with unit_of_work():
        dialogues.close(dialogue, dialogue.version, by=None)
    assert followed == [dialogue.id]


def test_every_change_after_publication_is_told_once_with_a_number_of_its_own_and_none_before(
    db_session, heard
) -> None:
    firm, owner = buyer()
    dialogue = draft_dialogue(firm)
    with unit_of_work():
        dialogues.publish(dialogue, dialogue.version, by=None)
    assert heard == []
    who = actor(owner)
    with unit_of_work():
        dialogues.change_need(dialogue, dialogue.needs[0], need_draft(title="Nytt navn"), dialogue.version, by=who)
        official_notices.add_notice(dialogue, CALL, by=who)
        reach.add_code(dialogue, CodeKind.COUNTY, "46", by=who)
        dialogues.save_purchase(dialogue, purchase(dialogue, value_low=1), by=who)
    assert [change.part for change in heard] == ["need", "notice", "codes", "purchase"]
    assert heard[0].title == "Nytt navn"
    assert len({change.number for change in heard}) == 4


def purchase(dialogue, **values) -> PurchaseDraft:
    said = {
        "planned": Planned.PLANNED, "planned_on": None, "procurement_stage": ProcurementStage.SHAPING,
        "languages": ("nb", "en"), "value_low": None, "value_high": None, "value_months": None, "profile_id": None,
        "version": dialogue.version,
    }  # fmt: skip
    return PurchaseDraft(**(said | values))


def test_what_is_published_comes_in_norwegian_and_in_english_and_values_stand_in_order(db_session) -> None:
    dialogue = draft_dialogue()
    for values, code in (
        ({"languages": ("nb",)}, "languages_are_too_few"),
        ({"languages": ("nn", "en")}, "languages_are_too_few"),
        ({"value_low": 110, "value_high": 85}, "values_out_of_order"),
        ({"profile_id": 999_999}, "profile_is_not_published"),
        ({"planned": Planned.NONE, "planned_on": date(2027, 1, 1)}, "no_day_without_a_plan"),
    ):
        with pytest.raises(Refused, match=code):
            dialogues.save_purchase(dialogue, purchase(dialogue, **values), by=None)


def test_a_copy_has_the_texts_needs_phases_and_codes_with_days_from_today_and_nothing_that_belongs_to_the_other(
    db_session,
) -> None:
    firm = buyer()[0]
    source = draft_dialogue(firm, opens_on=clock.today() - timedelta(days=400),
                            closes_on=clock.today() - timedelta(days=360))  # fmt: skip
    with unit_of_work():
        reach.add_code(source, CodeKind.COUNTY, "46", by=None)
        official_notices.add_notice(source, CALL, by=None)
    with unit_of_work():
        made = copying.copy_dialogue(queries.get_dialogue(source.id), firm.id, by=None)
    made = queries.get_dialogue(made.id)
    assert (made.title, made.purpose, made.copied_from_id) == (source.title, source.purpose, source.id)
    assert [need.title for need in made.needs] == [need.title for need in source.needs]
    assert [(row.kind, row.code) for row in process.codes_of(made.id)] == [("county", "46")]
    assert (made.opens_on, made.closes_on) == (clock.today(), clock.today() + timedelta(days=40))
    assert [phase.starts_on for phase in made.phases] == [clock.today(), clock.today() + timedelta(days=40)]
    assert (process.notices_of(made.id), made.fairness, made.state) == ([], {}, "draft")


def test_a_template_is_never_published_and_begins_others(db_session) -> None:
    firm = buyer()[0]
    with unit_of_work():
        kept = copying.keep_as_template(draft_dialogue(firm), by=None)
        dialogues.save_fairness(kept, FairnessDraft(answers=FAIR, version=kept.version), by=None)
    assert "template_is_not_published" in dialogues.missing(kept)
    with pytest.raises(Conflict, match="template_is_not_published"):
        dialogues.publish(kept, kept.version, by=None)
    with unit_of_work():
        made = copying.copy_dialogue(kept, firm.id, by=None)
    assert "template_is_not_published" not in dialogues.missing(made)
    assert [row.id for row in queries.dialogues_of(firm.id, templates=True)[0]] == [kept.id]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_what_is_shipped_begins_a_dialogue_in_the_language_one_writes(lang, db_session) -> None:
    with unit_of_work():
        made = copying.start_from_shipped(SHIPPED[0], buyer()[0].id, lang, "Tittel", by=None)
    assert made.purpose == SHIPPED[0].purpose[lang]
    assert all(lang in phase.name for phase in made.phases)
    assert (made.closes_on - made.opens_on).days == SHIPPED[0].weeks * 7


def test_a_change_of_the_plan_asks_the_fairness_check_anew(db_session) -> None:
    dialogue = draft_dialogue()
    plain = {point: FairAnswer("yes") for point in FairPoint}
    with unit_of_work():
        dialogues.save_fairness(dialogue, FairnessDraft(answers=plain, version=dialogue.version), by=None)
    dialogue.opens_on, dialogue.closes_on = date(2027, 2, 1), date(2027, 4, 30)
    assert dialogues.fairness_left(dialogue) == []
    dialogue.closes_on = date(2027, 2, 14)
    assert dialogues.fairness_left(dialogue) == [FairPoint.TIME]
