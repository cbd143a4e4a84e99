"""A small world with one of everything, for fourteen readers to walk through.

Every text that somebody wrote carries the mark ¤, so that the walker can tell it from the site's own words; every
confidential one carries a canary of its audience, which may be seen by nobody else.
"""

import re
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.blueprints.accounts.models import Claim, Invitation, Membership, Session
from app.blueprints.accounts.queries.actor import token_hash
from app.blueprints.accounts.terms import ClaimKind, Role
from app.blueprints.capability.models import Answer
from app.blueprints.dialogues.services.moderated import HIDDEN, placeholder
from app.blueprints.improvement.models import UnfinishedEvidence
from app.blueprints.moderation import services as moderating
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.blueprints.moderation.terms.decisions import Action, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.notifications import services as notifications
from app.blueprints.notifications.models import InboxItem
from app.core.clock import now
from app.core.db import Context, acting_for, db, unit_of_work
from tests.factories import (
    accounts,
    attachments,
    capability,
    dialogues,
    evidence,
    forum,
    improvement,
    requirements,
    safety,
    shares,
)
from tests.walker.conversation_world import conversation
from tests.walker.dialogue_world import market_dialogues, ready_made_words
from tests.walker.moderation_world import AS_SHOWN, NUMBER, Office, moderation
from tests.walker.safety_world import safety_records

READERS = (
    "anonymous", "supplier_a", "worker", "supplier_b", "buyer_a", "buyer_b", "interest", "adviser", "moderator_a",
    "moderator_b", "administrator", "lawyer", "suspended", "silenced",
)  # fmt: skip
# Who else walks through a dialogue: of supplier A somebody who only reads, a buyer's that hosts along, and one of the
# buyer that leads who has not declared her ties.
IN_DIALOGUES = ("colleague", "cohost", "undeclared")
MODERATION = Context(platform=("moderator",))

NOBODY: set[str] = set()
DECLARED = {"buyer_a", "cohost"}  # hosts for whom what is confidential in the dialogue opens
HOSTS = DECLARED | {"undeclared"}
FIRM_A = {"supplier_a", "colleague"}
# Who may see what is planted: a canary is found nowhere else.
CANARIES = {
    "canary-safety-a": {"supplier_a"},
    "canary-hurt-a": {"supplier_a"},
    "canary-site-a": {"supplier_a"},
    "canary-told-by-worker": {"supplier_a", "worker"},
    "canary-holder-a": {"supplier_a"},
    "canary-control-a": {"supplier_a"},
    "canary-consent-a": {"supplier_a", "buyer_a"},
    "canary-plan-a": {"supplier_a", "adviser"},
    "canary-evidence-a": {"supplier_a"},
    "canary-shared-a": {"supplier_a", "buyer_a"},
    "canary-unfinished-a": {"supplier_a"},
    "canary-request-b": {"supplier_a", "buyer_b"},
    "canary-review-a": {"supplier_a", "interest"},
    "canary-share-a": {"supplier_a", "buyer_a"},
    "canary-profile-a": {"buyer_a"},
    "canary-adviser-a": {"supplier_a", "adviser"},
    "canary-capability-a": {"supplier_a"},
    "canary-inbox-a": {"supplier_a"},
    "canary-invitation-a": {"supplier_a"},
    "canary-claim": {"supplier_a", "supplier_b", "moderator_a", "moderator_b", "administrator"},
    "canary-draft": {"buyer_a", "undeclared"},
    "canary-own-draft": {"buyer_a"},
    "canary-unchecked": {
        "supplier_a",
        "supplier_b",
        "buyer_a",
        "buyer_b",
        "interest",
        "moderator_a",
        "moderator_b",
        "silenced",
    },
    "canary-withdrawn": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-forum": {"moderator_a", "moderator_b", "administrator"},
    "canary-glossary": {"moderator_a"},
    "canary-file": NOBODY,
    "canary-report": {"moderator_a", "moderator_b"},
    "canary-hidden": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-address-a": {"supplier_a"},
    "canary-reporter": {"moderator_a", "moderator_b"},
    "canary-mail": NOBODY,  # where somebody without an account wants to hear what came of her report
    "canary-threat": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-proposal": {"moderator_a", "moderator_b"},
    "canary-returned": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-told-lawyers": {"moderator_a", "moderator_b", "lawyer"},
    "canary-question": {"moderator_a", "moderator_b", "lawyer"},
    "canary-opinion": {"moderator_a", "moderator_b", "lawyer"},
    "canary-removed": {"moderator_a", "moderator_b"},
    "canary-protected": FIRM_A | {"buyer_a", "moderator_a", "moderator_b"},
    "canary-appealed": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-appeal": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-sampled": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-first-facts": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-suspended": {"suspended", "moderator_a", "moderator_b"},
    "canary-silenced": {"silenced", "moderator_a", "moderator_b"},
    "canary-name": {"moderator_a", "moderator_b"},
    "canary-dialogue": {"buyer_a", "moderator_a", "moderator_b"},
    "canary-need": {"buyer_a", "moderator_a", "moderator_b"},
    "canary-taken-evidence": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-mistranslated": {"moderator_a", "moderator_b"},
    "canary-word": {"moderator_a", "moderator_b"},
    "canary-number": {"supplier_a", "moderator_a", "moderator_b"},
    NUMBER: NOBODY,
    AS_SHOWN: {"moderator_a", "moderator_b"},  # who press a button for it
    "canary-fresh": {"supplier_a", "moderator_a", "moderator_b"},
    "canary-unsettled": {"moderator_a", "moderator_b"},
    "canary-document": HOSTS,
    "canary-summary": HOSTS,
    "canary-red": HOSTS | FIRM_A,  # who was told
    "canary-exempted": HOSTS | FIRM_A,
    "canary-asker": NOBODY,  # who asked is told to nobody who does not look it up; that there is such a firm, to all
    "canary-input-buyer": DECLARED | FIRM_A,
    "canary-input-secret": DECLARED | FIRM_A,
    "canary-input-why": DECLARED | FIRM_A,
    "canary-input-file": DECLARED | FIRM_A,
    "canary-input-begun": {"supplier_b"},
    "canary-paraphrase": DECLARED | FIRM_A,
    "canary-wonder-draft": FIRM_A,
    "canary-wonder-asked": DECLARED | FIRM_A,
    "canary-wonder-proposed": DECLARED | FIRM_A,
    "canary-wonder-returned": DECLARED | FIRM_A,
    "canary-wonder-quiet": DECLARED,
    "canary-proposed-words": DECLARED | FIRM_A,
    "canary-sent-back": DECLARED | FIRM_A,
    "canary-answer-next": DECLARED,
    "canary-veiled-wonder": HOSTS | FIRM_A | {"moderator_a", "moderator_b"},
    "canary-veiled-answer": DECLARED | {"moderator_a", "moderator_b"},
    "canary-meeting": HOSTS | FIRM_A | {"supplier_b"},  # what it was about: it stands in the ledger
    "canary-note": DECLARED | FIRM_A | {"supplier_b"},
    "canary-unshared-note": DECLARED,
    "canary-said-a": DECLARED | FIRM_A,
    "canary-said-secret": DECLARED | FIRM_A,
    "canary-said-b": DECLARED | {"supplier_b"},
    "canary-theme": DECLARED,
    "canary-assessment": DECLARED,
    "canary-hearing": DECLARED | {"supplier_a"},
    "canary-party": DECLARED,
    "canary-radar": {"supplier_a"},
}


@dataclass
class World:
    app: Flask
    people: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    stored: list[str] = field(default_factory=list)

    def take(self, values: dict[str, Any], stored: list[str]) -> None:
        """More numbers, none by a name that is taken, and more that stands as somebody chose it."""
        assert not values.keys() & self.values.keys(), values.keys() & self.values.keys()
        self.values |= values
        self.stored += stored

    def client(self, reader: str) -> Any:
        client = self.app.test_client()
        if reader != "anonymous":
            with client.session_transaction() as cookie:
                cookie["_user_id"] = self.tokens[reader]
                cookie["_fresh"] = True
        return client


def build(app: Flask) -> World:
    """Fill the database behind `app`; needs its app context."""
    world = World(app)
    firm_a = accounts.organisation(name="¤ Verkstad A AS", number="310000018")
    firm_b = accounts.organisation(name="¤ Verksted B AS", number="310000026")
    trust = accounts.organisation("buyer", name="¤ Helse A HF")
    town = accounts.organisation("buyer", name="¤ Kommune B")
    union = accounts.organisation("interest", name="¤ Forening C")
    fresh = accounts.organisation(name="¤ Nytt firma D AS", verified=False)
    members = {
        "supplier_a": (firm_a, "en"), "supplier_b": (firm_b, "nb"), "buyer_a": (trust, "nb"), "buyer_b": (town, "nn"),
        "interest": (union, "nn"), "suspended": (accounts.organisation(name="¤ Verkstad E AS"), "nn"),
        "silenced": (accounts.organisation(name="¤ Verksted F AS"), "nb"),
    }  # fmt: skip
    for key, (firm, locale) in members.items():
        email = "canary-address-a@prove.example" if key == "supplier_a" else None
        world.people[key] = accounts.person(f"¤ {key}", locale=locale, organisations={firm: "owner"}, email=email)
    world.people |= {
        "worker": accounts.person("¤ Arbeidar", locale="nn", organisations={firm_a: "worker"}),
        "colleague": accounts.person("¤ Kollega", organisations={firm_a: "reader"}),
        "cohost": accounts.person(
            "¤ Medvert", organisations={accounts.organisation("buyer", name="¤ Fylke G"): "editor"}
        ),
        "undeclared": accounts.person("¤ Uerklært", organisations={trust: "editor"}),
        "adviser": accounts.person("¤ Rådgiver", locale="nb", email="canary-adviser-a@prove.example"),
    }
    for key, platform in {
        "moderator_a": "moderator",
        "moderator_b": "moderator",
        "administrator": "administrator",
        "lawyer": "lawyer",
    }.items():
        world.people[key] = accounts.person(f"¤ {key}", platform=(platform,))
    newcomer = accounts.member(fresh, name="¤ Ny Person")
    for key, person in world.people.items():
        world.tokens[key] = accounts.session_token(person)

    owner = world.people["supplier_a"]
    colleague = world.people["colleague"]
    published = dialogues.published_dialogue(trust, title="¤ Mindre matsvinn", summary="¤ Vi vil halvere matsvinnet.",
                                             background="¤ Bakgrunn.", other_title="¤ Less waste", other_summary="¤ We halve it.")  # fmt: skip
    draft = dialogues.draft_dialogue(trust, title="¤ canary-draft", summary="¤ canary-draft", background="¤ canary-draft",
                                     other_title="¤ canary-draft", other_summary="¤ canary-draft")  # fmt: skip
    for dialogue in (published, draft):
        for need in dialogue.needs:
            for name in ("title", "affected", "baseline", "effect", "indicator", "open_for"):
                setattr(need, name, "¤ canary-draft" if dialogue is draft else "¤ behov")
        for phase in dialogue.phases:
            phase.name = dict.fromkeys(("nb", "nn", "en"), "¤ fase")
    db.session.commit()
    thread = forum.thread(published, firm_a, owner, title="¤ Returmat", body="¤ We wonder.", lang="en")
    post = forum.post(thread, firm_a, owner, "¤ A second post.", lang="en")
    forum.post(thread, trust, world.people["buyer_a"], "¤ Ja.", lang="nb")
    forum.post(thread, union, world.people["interest"], "¤ Vi er samde.", lang="nn")
    reported = forum.post(thread, firm_a, owner, "¤ canary-hidden", lang="en")
    waiting = forum.post(thread, fresh, newcomer, "¤ canary-report waits", lang="nb")

    hours = safety.hours(firm_a)
    event = safety.near_miss(firm_a, what="¤ canary-safety-a", place="¤ hall")
    safety.injury(firm_a, what="¤ canary-safety-a", place="¤ hall")
    action = improvement.action(firm_a, owner, title="¤ canary-plan-a")
    done = capability.assessment(firm_a, submitted=True)
    assessment = capability.assessment(firm_a, {"HSE": 3})
    with unit_of_work(acting_for(firm_a.id)):
        for answer in db.session.scalars(select(Answer).where(Answer.assessment_id == assessment.id)):
            answer.note = "¤ canary-capability-a"
    _notice(firm_a, owner)
    invitation, claim, contest = _asking_in(firm_a, fresh, owner, world.people["supplier_b"])

    world.values = conversation(world.people, firm_a, thread, reported, waiting, fresh)
    decision = _hide(world, reported)
    world.stored = [*decision.statement.splitlines(), *_placed()]
    second_case = _report(post.id, world.people["interest"])

    with unit_of_work(Context(person_id=owner.id)):
        item = db.session.scalars(select(InboxItem.id).where(InboxItem.person_id == owner.id)).first()
    world.values |= {
        "organisation_id": firm_a.id, "action_id": action.id, "assessment_id": assessment.id, "code": "HSE",
        "event_id": event.id, "hours_id": hours.id, "dialogue_id": published.id, "published_id": published.id, "need_id": published.needs[0].id,
        "thread_id": thread.id, "space_id": published.space_id, "post_id": post.id, "case_id": second_case, "decision_id": decision.id, "item_id": item,
        "mail_id": 0, "job_id": 0, "claim_id": claim.id, "invitation_id": invitation.id, "token": "no-such-token",
        "session_id": db.session.scalars(select(Session.id).where(Session.person_id == owner.id)).first(),
        "membership_id": db.session.scalars(
            select(Membership.id).where(Membership.person_id == colleague.id, Membership.organisation_id == firm_a.id)
        ).one(),
        "subject_type": "post", "subject_id": post.id, "scheme": "0192", "number": "310000018", "name": "no-such-file",
        "draft_id": draft.id, "draft_need_id": draft.needs[0].id, "trust_id": trust.id, "done_id": done.id,
        "contest_id": contest.id, "hidden_post_id": reported.id, "waiting_post_id": waiting.id, "fresh_id": fresh.id,
    }  # fmt: skip
    world.values |= (
        moderation(app, world.people, firm_a, trust, thread)
        | capabilities(world, firm_a, trust, town, union, action)
        | safety_records(world.people, firm_a, trust)
    )
    office = Office(app, world.people, firm_a, thread, accounts.person("¤ canary-reporter"))
    market = market_dialogues(office, world.people, published, firm_a, firm_b, trust, town)
    world.take(market, ready_made_words(published))
    return world


def _asking_in(firm: Any, fresh: Any, owner: Any, other: Any) -> tuple[Invitation, Claim, Claim]:
    """Somebody is invited into a firm, and another asks to join it and contests who owns a new one."""
    invitation = Invitation(organisation_id=firm.id, email="canary-invitation-a@prove.example", role=Role.EDITOR,
                            token_hash=token_hash("walker-invitation"), invited_by=owner.id, expires_at=now() + timedelta(days=9))  # fmt: skip
    claim = Claim(organisation_id=firm.id, person_id=other.id, kind=ClaimKind.JOIN, text="¤ canary-claim")
    contest = Claim(organisation_id=fresh.id, person_id=other.id, kind=ClaimKind.CONTEST, text="¤ canary-claim")
    db.session.add_all([invitation, claim, contest])
    db.session.commit()
    return invitation, claim, contest


def capabilities(world: World, firm_a: Any, trust: Any, town: Any, union: Any, action: Any) -> dict[str, Any]:
    """What a firm shows of itself, and what others ask of it: the numbers of one of each."""
    owner = world.people["supplier_a"]
    finished = improvement.done(firm_a, owner, title="¤ canary-plan-a done")
    advising = improvement.adviser(firm_a, world.people["adviser"])
    comment = improvement.comment(firm_a, owner, "¤ canary-plan-a", on=action)
    held = evidence.evidence(firm_a, "iso_9001", title="¤ canary-evidence-a", issuer="¤ institutt", scope="¤ alt")
    shared = evidence.evidence(firm_a, "risk_assessment", title="¤ canary-shared-a", issuer="¤ oss", scope="¤ alt",
                               visibility="shared", file=attachments.file(firm_a, "¤ risiko.pdf"))  # fmt: skip
    support = capability.support(firm_a, shared, "HSE", 2)
    with unit_of_work(acting_for(firm_a.id)):
        unfinished = UnfinishedEvidence(organisation_id=firm_a.id, person_id=owner.id, content=_as_typed())
        db.session.add(unfinished)
    asked = evidence.request(
        town, firm_a, "insurance", reason="¤ canary-request-b", by=accounts.actor(world.people["buyer_b"])
    )
    review = capability.review(firm_a, union, "HSE", "¤ canary-review-a")
    wanted = [requirements.asked(code, level, reason="¤ behov") for code, level in (("HSE", 3), ("QUA", 1))]
    profile = requirements.profile(trust, *wanted, title="¤ Kjøkken", purpose="¤ mat")
    profile_draft = requirements.profile(trust, *wanted, published=False, title="¤ canary-profile-a", purpose="¤ mat")
    share = shares.share(firm_a, trust, name="¤ canary-share-a")
    return {
        "evidence_id": held.id, "shared_evidence_id": shared.id, "support_id": support.id, "unfinished_id": unfinished.id,
        "asked_id": asked.id, "review_id": review.id, "profile_id": profile.id, "profile_draft_id": profile_draft.id,
        "share_id": share.id, "adviser_id": advising.id, "comment_id": comment.id, "finished_id": finished.id,
        "town_id": town.id, "union_id": union.id, "version": 1, "kind": "json", "framework_code": "default",
    }  # fmt: skip


def _notice(firm_a: Any, owner: Any) -> None:
    with unit_of_work():
        notifications.notify(owner.id, entry_key="walker", kind="organisation_join_asked",
                             params={"organisation": "¤ canary-inbox-a", "organisation_id": firm_a.id}, mail=False)  # fmt: skip


def _as_typed() -> dict[str, Any]:
    kept = asdict(evidence.draft("record", "file", title="¤ canary-unfinished-a", issuer="¤ oss"))
    del kept["version"]
    return kept


def _placed() -> list[str]:
    """What stands in the place of a hidden dialogue's and need's words: kept in the language of those."""
    return [words for lang in ("nb", "en") for words in (placeholder(lang, "M6", now()), HIDDEN.in_(lang))]


def _hide(world: World, post: Any) -> Any:
    """Reported, taken by a moderator and hidden: the decision."""
    moderator = accounts.actor(world.people["moderator_a"])
    case_id = _report(post.id, world.people["interest"])
    with unit_of_work(Context(person_id=moderator.person_id, platform=("moderator",))):
        case = db.session.get_one(Case, case_id)
        moderating.take(case, by=moderator)
    with unit_of_work(Context(person_id=moderator.person_id, platform=("moderator",))):
        case = db.session.get_one(Case, case_id, populate_existing=True)
        seen = moderating.describe("post", post.id)
        return moderating.decide(
            case,
            DecisionDraft(action=Action.HIDE, reasons=(ReasonCode.M6,), facts="¤ canary-hidden", version=case.version,
                          seen_sha256=seen.sha256),
            by=moderator,
        ).decision  # fmt: skip


def _report(post_id: int, who: Any) -> int:
    reporter = accounts.actor(who)
    with unit_of_work(Context(person_id=reporter.person_id)):
        return moderating.open_case(
            "post", post_id, SignalDraft(source=Source.REPORT, reason="M6", note="¤ canary-report"), by=reporter
        )


# On rules with these words the walker asks for this instead: drafts where something is edited, and the pages of others.
INSTEAD = (
    (r"/edit/|/publish$", {"dialogue_id": "draft_id", "need_id": "draft_need_id"}),
    (r"organisation_id>.*/dialogues", {"organisation_id": "trust_id"}),
    (r"organisation_id>/(requirements|comparison|shared-with-us|capability/dimensions(/new|/template|/upload|$))",
     {"organisation_id": "trust_id"}),
    (r"organisation_id>/reviews", {"organisation_id": "union_id"}),
    (r"organisation_id>/portfolio", {"organisation_id": "trust_id"}),
    (r"/internal-control/reviews/", {"review_id": "control_review_id"}),
    (r"/internal-control/points/", {"number": "point_number"}),
    (r"/safety/indicators/<code>", {"code": "figure"}),
    (r"/duties/<code>", {"code": "duty"}),
    (r"/told/<code>", {"code": "told", "event_id": "hurt_id"}),
    (r"<int:event_id>/(lost-days|person|investigation)", {"event_id": "hurt_id"}),
    (r"<int:event_id>/photo$", {"event_id": "photographed_id"}),
    (r"/near-miss/<token>|^/n/<token>", {"token": "poster_token"}),
    (r"/check$", {"action_id": "measure_id"}),
    (r"/evidence-requests/(new|<int:asked_id>/withdraw)$", {"organisation_id": "town_id"}),
    (r"organisation_id>/requirements/<int:profile_id>(/delete|/publish|)$", {"profile_id": "profile_draft_id"}),
    (r"<int:evidence_id>/file$", {"evidence_id": "shared_evidence_id"}),
    (r"/(effect|again)$", {"action_id": "finished_id"}),
    (r"/frameworks/<code>", {"code": "framework_code"}),
    (r"/drafts/", {"draft_id": "post_draft_id"}),
    (r"/forums/", {"space_id": "forum_id"}),
    (r"/posts/<int:number>", {"number": "post_number"}),
    (r"/posts/<int:post_id>/files/", {"file_id": "post_file_id", "post_id": "translated_post_id"}),
    (r"/posts/<int:post_id>/changes/", {"post_id": "translated_post_id"}),
    (r"/translations/<kind>", {"kind": "translation_kind", "subject_id": "translated_post_id"}),
    (r"<int:translation_id>/", {"translation_id": "unchecked_id"}),
    (r"/glossary/file/", {"file_id": "glossary_file_id"}),
    (r"/bring-back$", {"concept_id": "gone_concept_id"}),
    (r"/unsubscribe/", {"token": "unsubscribe_token"}),
    (r"/moderation/decisions/", {"decision_id": "fresh_decision_id"}),
    (r"/cases/<int:case_id>/document", {"case_id": "lawyer_case_id"}),
    (r"/protected-input", {"organisation_id": "trust_id"}),
    (r"/codelists/", {"kind": "list_kind"}),
    # What is not of the draft itself.
    (r"/(notes|themes|ledger|documents|batch|input|questionnaire)/.*publish$|/edit/questionnaire|/edit/notices/",
     {"dialogue_id": "published_id"}),
    (r"/ledger/<int:item_id>", {"item_id": "red_id"}),
    (r"<int:document_id>/", {"document_id": "draft_document_id"}),
    (r"/our-questions/<int:question_id>/(edit|check|draft|discard)", {"question_id": "asked_draft_id"}),
    (r"/answers/to/<int:question_id>", {"question_id": "asked_question_id"}),
    (r"/our-questions/<int:question_id>/proposal", {"question_id": "proposed_id"}),
    (r"/our-questions/<int:question_id>(/withdraw)?$|/intake/<int:question_id>", {"question_id": "asked_question_id"}),
    (r"(/edit/questionnaire|/desk/input)/questions/<int:question_id>", {"question_id": "input_question_id"}),
    (r"/files/<int:question_id>", {"question_id": "file_question_id"}),
    (r"dialogue_id>/answers/<int:answer_id>/(approve|edit|discard)", {"answer_id": "next_answer_id"}),
    (r"/desk/input/answers/<int:answer_id>/paraphrase", {"answer_id": "input_answer_id"}),
    (r"/desk/input/answers/<int:answer_id>/file", {"answer_id": "file_answer_id"}),
    (r"/involvement/assessments/", {"assessment_id": "weighed_id"}),
    (r"dialogue_id>/questions/<int:number>", {"number": "entry_number"}),
    (r"/staff/", {"claim_id": "contest_id", "organisation_id": "fresh_id"}),
)  # fmt: skip


def address(rule: str, values: dict[str, Any]) -> dict[str, Any]:
    """Which things the walker asks for on this rule."""
    chosen = dict(values)
    for words, others in INSTEAD:
        if re.search(words, rule):
            chosen |= {name: values[other] for name, other in others.items()}
    return chosen
