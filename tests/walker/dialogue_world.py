"""Market dialogues with everything in them: hosts who have declared and who have not, and what is not for all.

`published` is the busy one: a co-host, questions on their way, a batch that waits, input in three lanes, notes, themes,
a ledger with red and exempted items, a hearing and a report. Beside it stand one that is announced and one that is closed.
"""

from datetime import timedelta
from io import BytesIO
from typing import Any

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.queries import dialogue_shown, get_dialogue
from app.blueprints.dialogues.services import documents, hosts, official_notices, radar, states
from app.blueprints.dialogues.terms.documents import DocumentDraft
from app.blueprints.dialogues.terms.finding import RadarDraft
from app.blueprints.dialogues.terms.process import NoticeDraft, NoticeKind, NoticePlace
from app.blueprints.impartiality.queries.declarations import current
from app.blueprints.inputs.queries import answers as input_answers
from app.blueprints.inputs.services import answering as of_firms
from app.blueprints.inputs.services import handing_in
from app.blueprints.inputs.terms.answers import Lane, Typed
from app.blueprints.inputs.terms.questionnaires import QuestionKind
from app.blueprints.involvement.queries.assessments import get_assessment
from app.blueprints.involvement.services import assessments, parties, reports
from app.blueprints.involvement.terms.assessments import AssessmentDraft, HearingDraft
from app.blueprints.involvement.terms.parties import PartyDraft, PartyKind
from app.blueprints.meetings.terms import PartyDraft as AtMeeting
from app.blueprints.outcome.models import Source
from app.blueprints.outcome.services import summaries
from app.blueprints.outcome.terms import SummaryDraft, ThemeWords
from app.blueprints.parity.queries.pages import get_item
from app.blueprints.parity.services import exemptions
from app.blueprints.parity.services.by_hand import HandDraft, write_down
from app.blueprints.parity.terms import Channel
from app.blueprints.questions.models import Entry, Question
from app.blueprints.questions.services import answering, batches, intake, publishing
from app.blueprints.questions.terms.answers import AnswerDraft, Publication, Words
from app.core.clock import now, today
from app.core.db import Context, db, unit_of_work
from tests.factories import accounts, attachments, dialogues, inputs, meetings, outcome, parity, questions

# Numbers of what stands in another place, which nobody finds under an address of this one.
SECRETS = (
    {"question_id": "asked_question_id"}, {"question_id": "asked_draft_id"}, {"question_id": "returned_id"},
    {"question_id": "proposed_id"}, {"question_id": "file_question_id"},
    {"answer_id": "next_answer_id"}, {"answer_id": "input_answer_id"}, {"answer_id": "file_answer_id"},
    {"note_id": "draft_note_id"}, {"note_id": "note_id"},
    {"note_id": "draft_note_id", "organisation_id": "firm_id"}, {"note_id": "note_id", "organisation_id": "other_firm_id"},
    {"theme_id": "theme_id"}, {"item_id": "red_id"}, {"item_id": "exempted_id"}, {"document_id": "draft_document_id"},
    {"input_id": "input_id"}, {"paraphrase_id": "paraphrase_id", "organisation_id": "other_firm_id"},
    {"organisation_id": "other_firm_id", "section_id": "section_id"},
    {"assessment_id": "weighed_id"}, {"hearing_id": "hearing_id"}, {"report_id": "report_id"}, {"radar_id": "radar_id"},
    {"declaration_id": "declaration_id"}, {"dialogue_id": "published_id", "number": "hidden_number"},
    {"case_id": "answer_case_id"}, {"subject_type": "of_answer", "subject_id": "gone_entry_id"},
    # The same through another dialogue, where other people are hosts.
    {"dialogue_id": "others_id", "question_id": "asked_question_id"}, {"dialogue_id": "others_id", "answer_id": "next_answer_id"},
    {"dialogue_id": "others_id", "answer_id": "input_answer_id"}, {"dialogue_id": "others_id", "answer_id": "file_answer_id"},
    {"dialogue_id": "others_id", "note_id": "note_id", "said_id": "said_id"}, {"dialogue_id": "others_id", "theme_id": "theme_id"},
    {"dialogue_id": "others_id", "item_id": "red_id"}, {"dialogue_id": "others_id", "document_id": "draft_document_id"},
    {"dialogue_id": "others_id", "input_id": "input_id"}, {"dialogue_id": "others_id", "assessment_id": "weighed_id"},
    {"dialogue_id": "others_id", "hearing_id": "hearing_id"}, {"dialogue_id": "others_id", "report_id": "report_id"},
    {"dialogue_id": "others_id", "declaration_id": "declaration_id"}, {"dialogue_id": "others_id", "need_id": "draft_need_id"},
)  # fmt: skip


class Place:
    """The busy dialogue with its people: who leads, who hosts along, and who takes part."""

    def __init__(self, people: dict[str, Any], dialogue: Dialogue, firm: Any, other: Any, trust: Any) -> None:
        self.people, self.dialogue, self.firm, self.other, self.trust = people, dialogue, firm, other, trust
        self.second = accounts.member(trust, "editor", name="¤ Godkjenner")

    @property
    def lead(self) -> Any:
        return self.people["buyer_a"]

    def shown(self) -> Any:
        return dialogue_shown(self.dialogue.id)

    def words(self, said: str, asked: str = "¤ spurt") -> dict[str, Words]:
        return {lang: Words(f"¤ {asked}", f"¤ {said}") for lang in self.dialogue.languages}

    def answer(self, question: Question | None, said: str, *, asked: str = "¤ spurt") -> int:
        """Written by the lead, approved by another."""
        with unit_of_work(inputs.working_for(self.lead)):
            draft = AnswerDraft(words=self.words(said, asked))
            made = answering.write_answer(self.shown(), question.id if question else None, draft, by=who(self.lead))
        with unit_of_work(inputs.working_for(self.second)):
            answering.approve(self.shown(), made, made.version, by=who(self.second))
        return int(made.id)

    def batch(self, *, out: bool) -> int:
        with unit_of_work(inputs.working_for(self.lead)):
            made = batches.prepare(self.shown(), by=who(self.lead))
        if out:
            with unit_of_work(inputs.working_for(self.lead)):
                said = Publication(version=made.version, keeps_deadline=True)
                publishing.publish(self.dialogue.id, made.id, said, by=who(self.lead))
        return int(made.id)


def who(person: Any) -> Any:
    return accounts.actor(person)


def market_dialogues(
    office: Any, people: dict[str, Any], dialogue: Dialogue, firm: Any, other: Any, trust: Any, town: Any
) -> dict[str, Any]:
    """Numbers of one of each. `people` has a cohost, somebody undeclared of the lead, and a colleague of the asker's."""
    place = Place(people, dialogue, firm, other, trust)
    _hosts(place, town)
    found = _documents(place) | _input(place) | _questions(place, office) | _notes(place)
    found |= _themes(place, found.pop("passage")) | _ledger(place)
    parity.declared(dialogue, place.lead, people["cohost"])
    found |= _report(place) | _radar(people["supplier_a"]) | _others(people, town, trust)
    with unit_of_work(inputs.working_for(place.lead)):
        found["declaration_id"] = current(dialogue.id, people["cohost"].id).id
    return found | {"other_firm_id": other.id, "page": "accessibility", "list_kind": "county"}


def _hosts(place: Place, town: Any) -> None:
    """One hosts along; another is asked and has not answered."""
    lead, along = place.lead, place.people["cohost"]
    buyer = who(along).memberships[0].organisation_id
    with unit_of_work(inputs.working_for(lead)):
        hosts.ask_host(get_dialogue(place.dialogue.id), buyer, by=who(lead))
        hosts.ask_host(get_dialogue(place.dialogue.id), town.id, by=who(lead))
    with unit_of_work(inputs.working_for(along)):
        hosts.answer_host(get_dialogue(place.dialogue.id), buyer, accept=True, by=who(along))
    db.session.refresh(place.dialogue)


def _documents(place: Place) -> dict[str, Any]:
    def added(title: str, *, out: bool = False) -> int:
        with unit_of_work(inputs.working_for(place.lead)):
            draft = DocumentDraft(title=f"¤ {title}", lang="nb", source="¤ oss", body=f"¤ {title}")
            made = documents.add_document(place.shown(), place.trust.id, draft, by=who(place.lead))
        if out:
            with unit_of_work(inputs.working_for(place.lead)):
                documents.publish_document(place.shown(), made.id, by=who(place.lead))
        return int(made.id)

    with unit_of_work(inputs.working_for(place.lead)):
        draft = NoticeDraft(
            kind=NoticeKind.INVITATION, place=NoticePlace.DOFFIN, number="2026-100001", url="", published_on=None
        )
        notice = official_notices.add_notice(get_dialogue(place.dialogue.id), draft, by=who(place.lead))
    return {
        "document_id": added("bakgrunn", out=True), "draft_document_id": added("canary-document"),
        "notice_id": notice.id,
    }  # fmt: skip


def _input(place: Place) -> dict[str, Any]:
    """Supplier A has answered in every lane, with a file; the other has begun. A paraphrase waits."""
    dialogue, owner = place.dialogue, place.people["supplier_a"]
    inputs.questionnaire(dialogue, place.lead, key="draft")
    texts = [row.id for row in inputs.asked(dialogue, QuestionKind.TEXT)]
    (wanted,) = inputs.asked(dialogue, QuestionKind.FILE)
    said = {
        texts[0]: Typed(text="¤ said to all", lane=Lane.PUBLIC),
        texts[1]: Typed(text="¤ canary-input-buyer", lane=Lane.BUYER),
        texts[2]: Typed(text="¤ We use [[canary-input-secret]] here.", lane=Lane.CONFIDENTIAL, reason="¤ canary-input-why"),
        texts[3]: Typed(text="¤ also to the buyer", lane=Lane.BUYER),
    }  # fmt: skip
    parts = attachments.word_parts()
    main = "word/document.xml"
    parts[main] = str(parts[main]).replace("HMS-håndbok", "canary-input-file")
    mine = inputs.begun(dialogue, place.firm, owner, inputs.typed(dialogue) | said)
    with unit_of_work(inputs.working_for(owner)):
        upload = BytesIO(attachments.packed(parts))
        held = of_firms.attach(dialogue, mine, wanted, place.firm, upload, "¤ svar.docx", by=who(owner))
    with unit_of_work(inputs.working_for(owner)):
        mine = input_answers.find_input(dialogue.id, place.firm.id)
        handing_in.hand_in(dialogue, mine, "nb", mine.version, by=who(owner))
        rows = {row.question_id: row for row in input_answers.answers_of(mine.id)}
    begun = inputs.typed(dialogue, text="¤ canary-input-begun")
    inputs.begun(dialogue, place.other, place.people["supplier_b"], begun)
    waiting = inputs.proposed(
        dialogue,
        rows[texts[1]],
        place.lead,
        nb="¤ canary-paraphrase",
        en="¤ canary-paraphrase",
        nn="¤ canary-paraphrase",
    )
    return {
        "input_id": mine.id, "input_question_id": texts[0], "input_answer_id": rows[texts[3]].id,
        "file_answer_id": rows[wanted.id].id, "file_question_id": wanted.id, "paraphrase_id": waiting.id,
        "section_id": wanted.section_id, "input_file_id": held.id,
    }  # fmt: skip


def ready_made_words(dialogue: Dialogue) -> list[str]:
    """What the ready-made questionnaire asks, in English: kept in the dialogue as its hosts chose it."""
    found = []
    for row in inputs.asked(dialogue):
        found += [row.section["en"], f"{row.section['en']} – Samhandel", row.words["en"], row.hint.get("en", "")]
        found += [choice["en"] for choice in row.choices]
    return found


def _questions(place: Place, office: Any) -> dict[str, Any]:
    """Of supplier A: a draft, asked, returned, one that the buyer would word otherwise, published; and of a firm that
    nobody may know of: answered in a batch that has not gone out."""
    dialogue, lead = place.dialogue, place.lead
    quiet = accounts.organisation(name="¤ canary-asker AS")

    def of(words: str, state: str = "accepted", firm: Any = place.firm, pseudonym: int = 7) -> Question:
        return questions.asked_question(dialogue, firm, state=state, body=f"¤ {words}", lang="nb", pseudonym=pseudonym)

    accounts.member(quiet, name="¤ canary-asker")
    published, hidden = of("published"), of("canary-veiled-wonder")
    answer_id = place.answer(published, "answered", asked="asked of all")
    place.answer(hidden, "canary-veiled-answer", asked="canary-veiled-answer")
    batch_id = place.batch(out=True)
    entries = {row.answer_id: row for row in db.session.query(Entry).filter_by(dialogue_id=dialogue.id)}
    shown = entries.pop(answer_id)
    (gone,) = entries.values()
    next_id = place.answer(
        of("canary-wonder-quiet", firm=quiet, pseudonym=8), "canary-answer-next", asked="canary-answer-next"
    )
    waiting = of("canary-wonder-asked", "asked")
    proposed, returned = of("canary-wonder-proposed", "asked"), of("canary-wonder-returned", "asked")
    with unit_of_work(inputs.working_for(lead)):
        intake.propose(db.session.merge(proposed), "¤ canary-proposed-words", None, proposed.version, by=who(lead))
        intake.give_back(db.session.merge(returned), "¤ canary-sent-back", returned.version, by=who(lead))
    own = questions.draft_question(dialogue, place.firm, body="¤ canary-wonder-draft", lang="nb")
    return {
        "asked_question_id": waiting.id, "asked_draft_id": own.id, "proposed_id": proposed.id, "returned_id": returned.id,
        "published_question_id": published.id, "answer_id": answer_id, "next_answer_id": next_id, "entry_number": shown.number,
        "hidden_number": gone.number, "batch_id": place.batch(out=False), "past_batch_id": batch_id,
        "answer_case_id": office.taken_away("answer", gone.id), "gone_entry_id": gone.id, "of_answer": "answer",
    }  # fmt: skip


def _notes(place: Place) -> dict[str, Any]:
    """Two firms at one meeting, of which each said its own; a draft; and one that everybody reads."""
    dialogue, lead = place.dialogue, place.lead
    parties = tuple(AtMeeting(firm=firm.number, people="¤ Kari") for firm in (place.firm, place.other))
    plain = {"place": "¤ rådhuset", "our_people": "¤ Ingrid"}
    shared = meetings.note(
        dialogue,
        lead,
        place.firm,
        place.other,
        title="¤ canary-meeting",
        told="¤ canary-note",
        parties=parties,
        **plain,
    )
    passage = meetings.passage(dialogue, shared, lead, place.firm, body="¤ canary-said-a")
    meetings.passage(
        dialogue,
        shared,
        lead,
        place.firm,
        body="¤ canary-said-secret",
        confidential=True,
        reason="¤ canary-said-secret",
    )
    meetings.passage(dialogue, shared, lead, place.other, body="¤ canary-said-b")
    draft = meetings.note(
        dialogue,
        lead,
        place.firm,
        finished=False,
        title="¤ canary-unshared-note",
        told="¤ canary-unshared-note",
        **plain,
    )
    meetings.published_note(
        dialogue,
        lead,
        place.firm,
        title="¤ møte",
        told="¤ Vi tenker oss tre.",
        other=("¤ meeting", "¤ Three."),
        **plain,
    )
    return {"note_id": shared.id, "said_id": passage.id, "draft_note_id": draft.id, "passage": passage}


def _themes(place: Place, passage: Any) -> dict[str, Any]:
    """One that is published, one that is not, and a summary that is written."""
    dialogue, lead = place.dialogue, place.lead

    def words(of: str) -> dict[str, Any]:
        return {lang: ThemeWords(title=of, said=of, did=of, shows=of) for lang in dialogue.languages}

    first = outcome.theme(dialogue, lead, complete=False, title="¤ fristen")
    outcome.save(dialogue, lead, first.id, words=words("¤ fristen"))
    outcome.publish(dialogue, lead)
    second = outcome.theme(dialogue, lead, passage, complete=False, title="¤ canary-theme")
    outcome.save(dialogue, lead, second.id, words=words("¤ canary-theme"))
    with unit_of_work(inputs.working_for(lead)):
        draft = SummaryDraft(bodies=dict.fromkeys(dialogue.languages, "¤ canary-summary"), version=0)
        summaries.save_summary(dialogue, draft, by=who(lead))
        source = db.session.query(Source.id).filter_by(theme_id=second.id).scalar()
    return {"theme_id": second.id, "published_theme_id": first.id, "source_id": source}


def _ledger(place: Place) -> dict[str, Any]:
    """Told by hand and red; and told and exempted by two."""
    lead = place.lead

    def told(title: str) -> int:
        with unit_of_work(inputs.working_for(lead)):
            draft = HandDraft(title=f"¤ {title}", words=f"¤ {title}", lang="nb", channel=Channel.MAIL, at=now(),
                              organisation_ids=(place.firm.id,), numbers=())  # fmt: skip
            return int(write_down(place.shown(), draft, by=who(lead)).id)

    red, spared = told("canary-red"), told("canary-exempted")
    with unit_of_work(inputs.working_for(lead)):
        exemptions.exempt(get_item(spared), "¤ canary-exempted-why", by=who(lead))
    with unit_of_work(inputs.working_for(place.second)):
        exemptions.approve_exemption(get_item(spared), by=who(place.second))
    return {"red_id": red, "exempted_id": spared}


def _report(place: Place) -> dict[str, Any]:
    dialogue, lead = place.dialogue, place.lead
    with unit_of_work(inputs.working_for(lead)):
        weighed = assessments.begin(
            dialogue.id, AssessmentDraft(organisation_id=place.firm.id, risk="¤ canary-assessment"), by=who(lead)
        )
        draft = HearingDraft(body="¤ canary-hearing", until=today() + timedelta(days=14))
        heard = assessments.hear(get_assessment(weighed.id), draft, by=who(lead))
        party = parties.add_party(
            dialogue.id,
            PartyDraft(kind=PartyKind.ADVISER, name="¤ canary-party", number="", role="¤ råd"),
            by=who(lead),
        )
    with unit_of_work(inputs.working_for(lead)):
        made = reports.make_report(dialogue.id, "nb", by=who(lead))
    return {"weighed_id": weighed.id, "hearing_id": heard.id, "party_id": party.id, "report_id": made.id}


def _radar(person: Any) -> dict[str, Any]:
    with unit_of_work(Context(person_id=person.id)):
        draft = RadarDraft(name="¤ canary-radar", cpv=(), industries=(), places=(), dimensions=("HSE",), alerts=True)
        return {"radar_id": radar.keep(draft, by=who(person)).id}


def _others(people: dict[str, Any], town: Any, trust: Any) -> dict[str, Any]:
    """A dialogue of another buyer's, whose people have declared; one that is announced, and one that is closed."""
    said = {"title": "¤ Skyss", "summary": "¤ Skyss", "background": "¤ Skyss", "purpose": "¤ Skyss",
            "other_title": "¤ Rides", "other_summary": "¤ Rides"}  # fmt: skip
    others, announced, closed = (dialogues.published_dialogue(of, **said) for of in (town, trust, trust))
    parity.declared(others, people["buyer_b"])
    for one in (announced, closed):
        parity.declared(one, people["buyer_a"])
        outcome.published_summary(one, people["buyer_a"], "¤ Takk.")
    with unit_of_work(inputs.working_for(people["buyer_a"])):
        notice = NoticeDraft(
            kind=NoticeKind.COMPETITION, place=NoticePlace.DOFFIN, number="2026-100002", url="", published_on=None
        )
        one = get_dialogue(announced.id)
        states.announce(one, notice, one.version, by=who(people["buyer_a"]))
    with unit_of_work(inputs.working_for(people["buyer_a"])):
        one = get_dialogue(closed.id)
        states.close(one, one.version, by=who(people["buyer_a"]))
    return {"others_id": others.id, "announced_id": announced.id, "closed_id": closed.id}
