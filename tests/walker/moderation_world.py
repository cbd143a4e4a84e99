"""Moderation with one of everything: cases of every kind and state, and what was taken away, in part or whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from app import create_app
from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.forum.models import Post, Thread
from app.blueprints.forum.services import posts
from app.blueprints.forum.terms.posts import PostDraft, QuoteDraft
from app.blueprints.moderation import services
from app.blueprints.moderation.models import Case, LegalOpinion, ProtectedInput
from app.blueprints.moderation.rules.periods import third_of
from app.blueprints.moderation.services import account, appeals, lawyers, rules
from app.blueprints.moderation.terms.appeals import AppealDraft
from app.blueprints.moderation.terms.cases import CaseKind, SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, Cut, DecisionDraft, Made
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.screening.services import numbers, words
from app.blueprints.screening.terms.numbers import NumberDraft, NumberIs
from app.blueprints.screening.terms.words import WordDraft
from app.core.clock import today
from app.core.db import Context, db, unit_of_work
from app.core.localized import Localized
from tests.factories import accounts, bilingual, dialogues, evidence, forum
from tests.factories.moderation import context_of

NUMBER = "01819012365"  # of the synthetic series: nobody's
AS_SHOWN = "018190&nbsp;12365"
REPLY_TO = "canary-mail@prove.example"
# Numbers of one of each that nobody else may find: see `SECRETS` of the conversation.
SECRETS = (
    {"post_id": "threat_post_id", "subject_id": "threat_post_id", "case_id": "second_case_id"},
    {"post_id": "returned_post_id", "subject_id": "returned_post_id", "case_id": "author_case_id"},
    {"post_id": "redacted_post_id", "subject_id": "redacted_post_id", "case_id": "redacted_case_id",
     "decision_id": "redacted_decision_id", "translation_id": "redacted_translation_id"},
    {"post_id": "protected_post_id", "subject_id": "protected_post_id", "case_id": "protected_case_id",
     "decision_id": "protected_decision_id"},
    {"case_id": "appeal_case_id", "decision_id": "appealed_decision_id"},
    {"case_id": "sample_case_id", "decision_id": "sampled_decision_id"},
    {"case_id": "lawyer_case_id", "opinion_id": "answered_opinion_id"},
    {"case_id": "number_case_id"},
    {"case_id": "fresh_case_id", "decision_id": "fresh_decision_id", "post_id": "fresh_post_id",
     "subject_id": "fresh_post_id"},
    {"case_id": "open_case_id"},
    {"case_id": "suspended_case_id", "decision_id": "suspended_decision_id"},
    {"case_id": "unnamed_case_id", "subject_type": "of_organisation", "subject_id": "unnamed_id",
     "organisation_id": "unnamed_id"},
    {"case_id": "gone_dialogue_case_id", "subject_type": "of_dialogue", "subject_id": "gone_dialogue_id",
     "dialogue_id": "gone_dialogue_id", "space_id": "gone_space_id"},
    {"case_id": "gone_need_case_id", "subject_type": "of_need", "subject_id": "gone_need_id",
     "dialogue_id": "poorer_dialogue_id", "need_id": "gone_need_id"},
    {"case_id": "gone_evidence_case_id", "subject_type": "of_evidence", "subject_id": "gone_evidence_id",
     "evidence_id": "gone_evidence_id"},
    {"case_id": "gone_translation_case_id", "subject_type": "of_translation", "subject_id": "gone_translation_id",
     "translation_id": "gone_translation_id", "post_id": "retranslated_post_id"},
)  # fmt: skip


@dataclass
class Office:
    """Where it happens: who decides, who reports, and whose texts they are."""

    app: Flask
    people: dict[str, Person]
    firm: Organisation
    thread: Thread
    reporter: Person

    def case(self, kind: str, number: int, reporter: Person | None = None, **values: Any) -> int:
        """Reported by a reader; gives the case."""
        who = accounts.actor(reporter or self.reporter)
        draft = SignalDraft(**({"source": Source.REPORT, "reason": "M6", "note": "¤ canary-report"} | values))
        with unit_of_work(context_of(who)):
            return services.open_case(kind, number, draft, by=who)

    def decide(self, case_id: int, action: Action, by: str = "moderator_a", **values: Any) -> Made:
        """Taken in hand and decided, as the site would."""
        who = accounts.actor(self.people[by])
        with unit_of_work(context_of(who)):
            services.take(db.session.get_one(Case, case_id, populate_existing=True), by=who)
        with unit_of_work(context_of(who)):
            case = db.session.get_one(Case, case_id, populate_existing=True)
            seen = services.describe(case.subject_type, case.subject_id)
            assert seen is not None
            given = {"reasons": (ReasonCode.M6,), "facts": "¤ decided", "seen_sha256": seen.sha256}
            draft = DecisionDraft(action=action, version=case.version, **(given | values))
            return services.decide(case, draft, by=who)

    def taken_away(self, kind: str, number: int, reporter: Person | None = None) -> int:
        """Reported and hidden; gives the case."""
        case_id = self.case(kind, number, reporter)
        self.decide(case_id, Action.HIDE)
        return case_id

    def post(self, body: str, who: str = "supplier_a", firm: Organisation | None = None, **values: Any) -> Post:
        return forum.post(self.thread, firm or self.firm, self.people[who], f"¤ {body}", **({"lang": "en"} | values))

    @contextmanager
    def chosen(self, **values: Any) -> Iterator[None]:
        """Under other settings of moderation."""
        before = self.app.extensions["samhandel_settings"]
        self.app.extensions["samhandel_settings"] = before.model_copy(update=values)
        try:
            yield
        finally:
            self.app.extensions["samhandel_settings"] = before


def moderation(
    app: Flask, people: dict[str, Any], firm: Organisation, trust: Organisation, thread: Thread
) -> dict[str, Any]:
    """Numbers of one of each. `people` has a moderator_a and _b, a lawyer, somebody suspended and somebody silenced."""
    office = Office(app, people, firm, thread, accounts.person("¤ canary-reporter"))
    return (
        _asked_elsewhere(office)
        | _in_part(office)
        | _again(office)
        | _measures(office)
        | _other_things(office, trust)
        | _of_the_ministry(office)
        | {"period": _account(app), "number_id": _number(office), "number_case_id": _newest_case("number")}
        | _not_settled(office)
    )


def _asked_elsewhere(office: Office) -> dict[str, Any]:
    """Waits for a second person, for a lawyer, for its author; and what somebody without an account reported."""
    threat, returned = office.post("canary-threat"), office.post("canary-returned")
    second = office.case("post", threat.id)
    office.decide(second, Action.HIDE, reasons=(ReasonCode.M4,), facts="¤ canary-proposal")
    with_author = office.case("post", returned.id)
    office.decide(with_author, Action.RETURN)
    asked = office.case("post", office.post("asked about").id, note="¤ canary-told-lawyers")
    moderator, lawyer = (accounts.actor(office.people[name]) for name in ("moderator_a", "lawyer"))

    def ask(question: str) -> LegalOpinion:
        with unit_of_work(context_of(moderator)):
            case = db.session.get_one(Case, asked, populate_existing=True)
            return lawyers.ask(case, f"¤ {question}", by=moderator)

    answered = ask("canary-question")
    with unit_of_work(context_of(lawyer)):
        lawyers.answer(db.session.merge(answered), "¤ canary-opinion", by=lawyer)
    opened = office.post("reported by somebody without an account")
    with unit_of_work():
        draft = SignalDraft(source=Source.REPORT, reason="M1", note="¤ canary-report", reply_to=REPLY_TO)
        open_case_id = services.open_case("post", opened.id, draft, by=None)
    return {
        "threat_post_id": threat.id, "second_case_id": second, "returned_post_id": returned.id,
        "author_case_id": with_author, "lawyer_case_id": asked, "answered_opinion_id": answered.id,
        "opinion_id": ask("canary-question, once more").id, "open_case_id": open_case_id,
    }  # fmt: skip


def _in_part(office: Office) -> dict[str, Any]:
    """Some words removed, of which there are a quote and a translation; and a text handed to the buyer."""
    body = "Call canary-removed today."
    redacted = office.post(body)
    version = bilingual.approved(
        redacted, "nn", office.people["interest"], office.people["moderator_b"], "¤ canary-removed i dag"
    )
    buyer = accounts.actor(office.people["buyer_b"])
    with unit_of_work(context_of(buyer)):
        quote = QuoteDraft(seq=redacted.seq or 0, revision=1, lang="en", words=f"¤ {body}")
        draft = PostDraft(
            organisation_id=buyer.memberships[0].organisation_id, lang="en", body="¤ Quoted.", quote=quote
        )
        posts.write_post(office.thread.id, draft, by=buyer)
    case = office.case("post", redacted.id)
    start = f"¤ {body}".index("canary-removed")
    made = office.decide(
        case, Action.REDACT, reasons=(ReasonCode.M1,), cuts=(Cut("body", start, start + len("canary-removed")),)
    )
    protected = office.post("canary-protected")
    handed_case = office.case("post", protected.id)
    handed = office.decide(handed_case, Action.REFER_BUYER, reasons=(ReasonCode.M5,))
    with unit_of_work(context_of(accounts.actor(office.people["buyer_a"]))):
        handed_id = db.session.scalars(select(ProtectedInput.id)).one()
    return {
        "redacted_post_id": redacted.id, "redacted_case_id": case, "redacted_decision_id": made.decision.id,
        "redacted_translation_id": version.id, "protected_post_id": protected.id, "protected_case_id": handed_case,
        "protected_decision_id": handed.decision.id, "handed_id": handed_id,
    }  # fmt: skip


def _again(office: Office) -> dict[str, Any]:
    """An appeal, and a sample that another moderator has not judged yet."""
    author = accounts.actor(office.people["supplier_a"])
    appealed = office.decide(office.case("post", office.post("canary-appealed").id), Action.HIDE).decision
    with unit_of_work(context_of(author)):
        lodged = appeals.open_appeal(
            db.session.merge(appealed), AppealDraft(text="¤ canary-appeal", lang="nb"), by=author
        )
        appeal_case_id = lodged.case_id
    with office.chosen(moderation_sampled_percent=100):
        case = office.case("post", office.post("canary-sampled").id)
        sampled = office.decide(case, Action.HIDE, facts="¤ canary-first-facts").decision
    return {
        "appealed_decision_id": appealed.id, "appeal_case_id": appeal_case_id, "sampled_decision_id": sampled.id,
        "sample_case_id": _newest_case(kind=CaseKind.SAMPLE),
    }  # fmt: skip


def _measures(office: Office) -> dict[str, Any]:
    """Somebody is suspended, and somebody silenced, for what they wrote."""
    until = today() + timedelta(days=14)
    found: dict[str, Any] = {}
    for name, action, facts in (
        ("suspended", Action.SUSPEND, "¤ canary-suspended"),
        ("silenced", Action.SILENCE, "¤ canary-silenced"),
    ):
        who = office.people[name]
        own = db.session.get_one(Organisation, accounts.actor(who).memberships[0].organisation_id)
        case = office.case("post", office.post("Much too harsh.", who=name, firm=own).id)
        given = {"reasons": (ReasonCode.M2,), "facts": facts, "until": until}
        made = office.decide(case, action, **given)
        if made.proposal is not None:
            made = office.decide(case, action, "moderator_b", **given)
        found |= {f"{name}_case_id": case, f"{name}_decision_id": made.decision.id}
    return found


def _other_things(office: Office, trust: Organisation) -> dict[str, Any]:
    """The name of an organisation, a dialogue, a need, evidence and a translation, hidden."""
    unnamed = accounts.organisation(name="¤ canary-name AS")
    words = {
        "title": "¤ Rom",
        "summary": "¤ Rom",
        "background": "¤ Rom",
        "other_title": "¤ Room",
        "other_summary": "¤ Room",
    }
    gone = dialogues.published_dialogue(trust, **dict.fromkeys(words, "¤ canary-dialogue"))
    poorer = dialogues.published_dialogue(trust, **words)
    for dialogue, said in ((gone, "¤ behov"), (poorer, "¤ canary-need")):
        for name in ("title", "affected", "baseline", "effect", "indicator", "open_for"):
            setattr(dialogue.needs[0], name, said)
        for phase in dialogue.phases:
            phase.name = dict.fromkeys(("nb", "nn", "en"), "¤ fase")
    db.session.commit()
    held = evidence.evidence(
        office.firm,
        "iso_14001",
        title="¤ canary-taken-evidence",
        issuer="¤ institutt",
        scope="¤ alt",
        visibility="shared",
    )
    evidence.permit(held, trust)
    post = office.post("translated badly")
    version = bilingual.approved(
        post, "nb", office.people["interest"], office.people["moderator_b"], "¤ canary-mistranslated"
    )
    return {
        "of_organisation": "organisation", "of_dialogue": "dialogue", "of_need": "need", "of_evidence": "evidence",
        "of_translation": "translation", "unnamed_id": unnamed.id, "gone_dialogue_id": gone.id,
        "gone_space_id": gone.space_id, "poorer_dialogue_id": poorer.id, "gone_need_id": poorer.needs[0].id,
        "gone_evidence_id": held.id, "gone_translation_id": version.id, "retranslated_post_id": post.id,
        "unnamed_case_id": office.taken_away("organisation", unnamed.id),
        "gone_dialogue_case_id": office.taken_away("dialogue", gone.id),
        "gone_need_case_id": office.taken_away("need", poorer.needs[0].id),
        "gone_evidence_case_id": office.taken_away("evidence", held.id, office.people["buyer_a"]),
        "gone_translation_case_id": office.taken_away("translation", version.id),
    }  # fmt: skip


def _of_the_ministry(office: Office) -> dict[str, Any]:
    """A word that tells of secrets; the rules of the house and of a dialogue, changed once."""
    moderator = accounts.actor(office.people["moderator_a"])
    with unit_of_work(context_of(moderator)):
        word = words.add_word(WordDraft(language="nb", word="kanariordet", note="¤ canary-word"), by=moderator)
    for scope in ("house", f"space:{office.thread.space_id}"):
        for said in ("¤ Skriv om saka.", "¤ Skriv om saka, og kort."):
            with unit_of_work(context_of(moderator)):
                before = rules.rules_in_force(scope)
                texts = Localized(dict.fromkeys(("nb", "nn", "en"), said))
                rules.write_rules(
                    scope, texts, why="¤ Tydelegare.", based_on=before.version if before else 0, by=moderator
                )
    return {"word_id": word.id}


def _account(app: Flask) -> str:
    """The account of a third of a year in which nothing had happened yet; only the worker may publish one."""
    over = third_of(third_of(today()).first - timedelta(days=1))
    worker = create_app(app.extensions["samhandel_settings"], role="worker")
    with worker.app_context():
        with unit_of_work(account.COUNTING):
            account.publish(over)
        db.engine.dispose()
    return over.key


def _number(office: Office) -> int:
    """Supplier A says that a number is none of a person."""
    who = accounts.actor(office.people["supplier_a"])
    with unit_of_work(context_of(who)):
        draft = NumberDraft(
            number=NUMBER, what=NumberIs.SERIAL, why="¤ canary-number", lang="nb", organisation_id=office.firm.id
        )
        return numbers.ask(draft, by=who).id


def _not_settled(office: Office) -> dict[str, Any]:
    """Decided a moment ago: whoever decided can still undo it, and nobody else has heard."""
    post = office.post("canary-fresh")
    case = office.case("post", post.id)
    with office.chosen(moderation_undo_seconds=3600):
        made = office.decide(case, Action.HIDE, facts="¤ canary-unsettled").decision
    return {"fresh_decision_id": made.id, "fresh_case_id": case, "fresh_post_id": post.id}


def _newest_case(subject_type: str = "post", kind: CaseKind = CaseKind.CONTENT) -> int:
    with unit_of_work(Context(platform=("moderator",))):
        wanted = select(Case.id).where(Case.subject_type == subject_type, Case.kind == kind).order_by(Case.id.desc())
        return db.session.scalars(wanted.limit(1)).one()
