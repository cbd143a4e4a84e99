"""Every page, as those who have it see it: nothing axe complains of, no sideways scrolling, no error in the console."""

import re
from typing import Any

import pytest

from app.cli.demo_firms import SUPPLIERS
from config import ROOT
from tests.journeys.conftest import ALL, languages
from tests.journeys.world import Furnished

REFLOW = {"width": 320, "height": 256}  # WCAG 2.2, 1.4.10: 1280 x 1024 at 400 %
WIDE = {"width": 1280, "height": 900}
SCHEMES = ("light", "dark")

# Who looks at which page. Each people's pages are in their language; what belongs to all takes turns.
OWN, TOWN = "/organisations/<int:organisation_id>", "/organisations/<int:town_id>"
TRUST, NEW = "/organisations/<int:trust_id>", "/organisations/<int:other_id>"
KEPT = "/organisations/<int:kept_id>"  # a firm that keeps its records of safety
TALK = "/dialogues/<int:dialogue_id>"
ASKING, BUILDING = "/dialogues/<int:published_id>/questions/intake", "/dialogues/<int:published_id>/edit/questionnaire"
PAGES = {
    "anonymous": (
        "/", "/sign-in", "/sign-up", "/sign-up/sent", "/forgotten-password", "/forgotten-password/sent", "/privacy",
        "/terms", "/accessibility", "/rules", "/contact", "/dialogues", "/dialogues/<int:dialogue_id>",
        "/threads/<int:thread_id>", "/confirm/<token>", "/new-password/<token>", "/no-such-page",
        "/requirements", "/requirements/<int:profile_id>", "/frameworks", "/frameworks/<code>/<int:version>",
        "/near-miss/<poster_token>", "/near-miss/<poster_token>/<receipt>", "/near-miss/<ended_token>", "/safety/method",
        "/threads/<int:thread_id>?view=both", "/threads/<int:thread_id>?view=mine", "/forums", "/forums/<int:space_id>",
        "/glossary", "/glossary/<int:concept_id>", "/translations/<kind>/<int:subject_id>",
        "/translations/<int:translation_id>", "/posts/<int:post_id>/changes/<int:since>", "/posts/<int:post_id>/support",
        "/unsubscribe/<token>", "/report/<subject_type>/<int:subject_id>/open", "/report/received", "/rules/history",
        "/rules/space/<int:space_id>", "/rules/space/<int:space_id>/history", "/transparency", "/transparency/<period>",
        f"{TALK}/questions", f"{TALK}/questions/<int:number>", f"{TALK}/input", f"{TALK}/input/answers",
        f"{TALK}/documents", f"{TALK}/documents/<int:document_id>", f"{TALK}/told", f"{TALK}/meetings",
        f"{TALK}/outcome", f"{TALK}/check", "/dialogues/<int:announced_id>", "/dialogues/<int:closed_id>",
        "/codelists/<list_kind>",
    ),
    "supplier_a": (
        f"{OWN}/overview", OWN, f"{OWN}/members", f"{OWN}/members/<int:membership_id>/role",
        f"{OWN}/members/<int:membership_id>/end", f"{OWN}/invitations/new", f"{OWN}/requests/<int:claim_id>",
        f"{OWN}/verification", f"{OWN}/capability", f"{OWN}/capability/assessments/<int:assessment_id>",
        f"{OWN}/capability/assessments/<int:done_id>", f"{OWN}/capability/assessments/<int:assessment_id>/check",
        f"{OWN}/capability/assessments/<int:assessment_id>/dimensions/<code>", f"{OWN}/plan", f"{OWN}/plan/actions/new",
        f"{OWN}/plan/actions/<int:action_id>", f"{OWN}/plan/actions/<int:action_id>/finish",
        f"{OWN}/plan/actions/<int:action_id>/change", f"{OWN}/plan/actions/<int:action_id>/effect",
        f"{OWN}/plan/actions/<int:finished_id>", f"{OWN}/plan/timeline", f"{OWN}/plan/by-subject",
        f"{OWN}/plan/comments", f"{OWN}/plan/advisers", f"{OWN}/plan/calendar", f"{OWN}/capability/assessments",
        f"{OWN}/capability/dimensions/<code>", f"{OWN}/capability/dimensions/<code>/evidence",
        f"{OWN}/capability/dimensions/<code>/review", f"{OWN}/capability/reviews/<int:review_id>",
        f"{OWN}/capability/check", f"{OWN}/capability/check/<int:profile_id>", f"{OWN}/evidence", f"{OWN}/evidence/new",
        f"{OWN}/evidence/new?type=iso_9001", f"{OWN}/evidence/new?type=course_certificate",
        f"{OWN}/evidence/new/<int:unfinished_id>/file", f"{OWN}/evidence/<int:evidence_id>",
        f"{OWN}/evidence/<int:shared_evidence_id>", f"{OWN}/evidence/<int:evidence_id>/change",
        f"{OWN}/evidence/<int:evidence_id>/withdraw", f"{OWN}/evidence-requests",
        f"{OWN}/evidence-requests/<int:asked_id>", f"{OWN}/evidence-requests/<int:asked_id>/answer",
        f"{OWN}/evidence-requests/<int:asked_id>/decline", f"{OWN}/shares", f"{OWN}/shares/new",
        f"{OWN}/shares/new?receiver=<int:trust_id>", f"{OWN}/shares/<int:share_id>",
        f"{OWN}/shares/<int:share_id>/withdraw", f"{OWN}/profile/document", f"{OWN}/safety",
        f"{OWN}/safety/events", f"{OWN}/safety/events/<int:event_id>", f"{OWN}/safety/events/<int:event_id>/answer",
        f"{OWN}/safety/events/<int:event_id>/correct", f"{OWN}/safety/hours", f"{OWN}/safety/hours/new",
        f"{OWN}/safety/hours/<int:hours_id>", f"{OWN}/safety/hours/<int:hours_id>/correct",
        f"{OWN}/safety/injuries/new", f"{OWN}/safety/near-misses/new", "/account", "/account/address",
        "/account/password", "/account/profile", "/account/close", "/second-factor/set-up", "/step-up", "/inbox",
        "/account/languages", "/notifications", "/drafts", "/following", "/inbox/following", "/translations?queue=mine",
        "/decisions/<int:decision_id>", "/posts/<int:post_id>/edit", "/posts/<int:post_id>/history",
        "/posts/<int:post_id>/withdraw", "/decisions", "/decisions/<int:decision_id>/appeal",
        "/decisions/<int:appealed_decision_id>", "/decisions/<int:redacted_decision_id>",
        "/decisions/<int:protected_decision_id>", "/numbers", "/numbers/<int:number_id>",
        "/posts/<int:returned_post_id>/edit",
        TALK, f"{TALK}/check", f"{TALK}/share/<int:organisation_id>", f"{TALK}/questions/new", f"{TALK}/our-questions",
        f"{TALK}/our-questions/<int:question_id>", f"{TALK}/our-questions/<int:proposed_id>",
        f"{TALK}/our-questions/<int:question_id>/edit", f"{TALK}/our-questions/<int:question_id>/check",
        f"{TALK}/input/<int:organisation_id>", f"{TALK}/input/<int:organisation_id>/<int:section_id>",
        f"{TALK}/input/<int:organisation_id>/files/<int:question_id>", f"{TALK}/input/<int:organisation_id>/hand-in",
        f"{TALK}/input/<int:organisation_id>/receipt",
        f"{TALK}/input/<int:organisation_id>/paraphrases/<int:paraphrase_id>", f"{TALK}/our-notes",
        f"{TALK}/our-notes/<int:note_id>/<int:organisation_id>",
        f"{TALK}/our-notes/<int:note_id>/<int:organisation_id>/said", f"{TALK}/hearings/<int:hearing_id>",
        "/radar", "/radar/new", "/radar/<int:radar_id>/edit",
    ),
    # Who keeps the records of safety, who speaks for the staff, who only works there, and who has just begun.
    "keeper": (
        f"{KEPT}/safety", f"{KEPT}/safety/events", f"{KEPT}/safety/events/<int:serious_id>",
        f"{KEPT}/safety/events/<int:serious_id>/correct", f"{KEPT}/safety/events/<int:serious_id>/investigation",
        f"{KEPT}/safety/events/<int:serious_id>/investigation/write", f"{KEPT}/safety/events/<int:serious_id>/lost-days",
        f"{KEPT}/safety/events/<int:serious_id>/person", f"{KEPT}/safety/events/<int:serious_id>/told/<told_code>",
        f"{KEPT}/safety/hours", f"{KEPT}/safety/hours/fill", f"{KEPT}/safety/indicators",
        f"{KEPT}/safety/indicators/<figure_code>", f"{KEPT}/safety/indicators/over-time",
        f"{KEPT}/safety/indicators/time-between", f"{KEPT}/safety/posters", f"{KEPT}/safety/posters/new",
        f"{KEPT}/safety/posters/<int:poster_id>", f"{KEPT}/safety/posters/<int:poster_id>/end", f"{KEPT}/safety/sites",
        f"{KEPT}/safety/sites/new", f"{KEPT}/safety/sites/<int:site_id>",
        f"{KEPT}/plan/actions/<int:measure_id>", f"{KEPT}/plan/actions/<int:measure_id>/check",
        f"{KEPT}/training", f"{KEPT}/training/new", f"{KEPT}/training/table", f"{KEPT}/training/<int:training_id>",
        f"{KEPT}/training/<int:training_id>/correct", f"{KEPT}/training/<int:training_id>/end",
        f"{KEPT}/training/<int:training_id>/renew", f"{KEPT}/internal-control",
        f"{KEPT}/internal-control/points/<int:point_number>", f"{KEPT}/internal-control/points/<int:point_number>/change",
        f"{KEPT}/internal-control/reviews", f"{KEPT}/internal-control/reviews/new",
        f"{KEPT}/internal-control/reviews/<int:year_review_id>", f"{KEPT}/internal-control/reviews/<int:year_review_id>/change",
        f"{KEPT}/internal-control/reviews/<int:year_review_id>/print", f"{KEPT}/duties", f"{KEPT}/duties/firm",
        f"{KEPT}/duties/<duty_code>", f"{KEPT}/disclosure", f"{KEPT}/disclosure?shown=ended", f"{KEPT}/disclosure/consents/new",
        f"{KEPT}/disclosure/consents/new?receiver=<int:town_id>", f"{KEPT}/disclosure/consents/<int:consent_id>/withdraw",
        f"{KEPT}/disclosure/readings", f"{KEPT}/disclosure/years/<int:last_year>/<string:datum>/document",
    ),
    "representative": (
        f"{KEPT}/safety", f"{KEPT}/safety/events", f"{KEPT}/safety/events/<int:serious_id>", f"{KEPT}/safety/posters",
        f"{KEPT}/safety/years/<int:last_year>/remarks", f"{KEPT}/internal-control/reviews/<int:year_review_id>",
        f"{KEPT}/plan/actions/<int:measure_id>/check", f"{KEPT}/my-reports",
    ),
    "worker": (f"{KEPT}/my-reports", f"{KEPT}/my-reports/<nameless>"),
    "newcomer": tuple(
        f"{NEW}/{page}"
        for page in (
            "safety", "safety/events", "safety/hours", "safety/indicators", "safety/indicators/h1",
            "safety/indicators/time-between", "safety/indicators/over-time", "safety/posters", "safety/sites", "training",
            "internal-control", "internal-control/reviews", "duties", "disclosure", "disclosure/readings",
        )
    ),
    "supplier_b": (
        "/organisations", "/organisations/new", f"/organisations/new/0192/{SUPPLIERS[4].number}", f"{OWN}/join", f"{OWN}/contest",
        "/invitations/<token>", "/account/address/<token>", f"{OWN}/plan/invitations/<token>",
    ),
    "buyer_a": (
        f"{OWN}/dialogues", f"{OWN}/dialogues/new", "/dialogues/<int:dialogue_id>/edit/needs",
        "/dialogues/<int:dialogue_id>/edit/needs/<int:need_id>", "/dialogues/<int:dialogue_id>/edit/needs/new",
        "/dialogues/<int:dialogue_id>/edit/plan", "/dialogues/<int:dialogue_id>/edit/preview",
        "/dialogues/<int:dialogue_id>/edit/texts", "/dialogues/<int:dialogue_id>/close",
        "/dialogues/<int:dialogue_id>", "/threads/<int:thread_id>",
        "/drafts", "/translations?queue=check", "/threads/<int:thread_id>/tend", "/posts/<int:post_id>/tend",
        "/posts/<int:post_id>/move", "/posts/<int:post_id>/support", "/translations/<int:unchecked_id>",
        f"{OWN}/requirements", f"{OWN}/requirements/new", f"{OWN}/requirements/<int:profile_id>",
        f"{OWN}/requirements/<int:profile_id>/publish", f"{OWN}/requirements/<int:profile_id>/delete",
        f"{OWN}/requirements/<int:profile_id>/withdraw", f"{OWN}/requirements/copy/<int:profile_id>",
        f"{OWN}/capability/dimensions", f"{OWN}/capability/dimensions/new", f"{OWN}/capability/dimensions/upload",
        f"{OWN}/shared-with-us", f"{OWN}/shared-with-us/<int:share_id>",
        f"{OWN}/shared-with-us/<int:share_id>/document", f"{OWN}/comparison",
        f"{OWN}/comparison?profile=<int:profile_id>", f"{OWN}/evidence/<int:shared_evidence_id>",
        f"{TRUST}/portfolio", f"{TRUST}/portfolio/<int:firm_id>", f"{TRUST}/portfolio/<int:firm_id>/verify",
        f"{TRUST}/portfolio/<int:firm_id>/verify?figure=<int:last_year>-points", f"{TRUST}/portfolio/<int:gone_id>",
        f"{TRUST}/portfolio/pool", f"{TRUST}/protected-input", f"{TRUST}/protected-input/<int:handed_id>",
        "/spaces/<int:space_id>/looking-after", "/decisions",
    ),
    # The same lead at her desk: what is written before a dialogue opens, and all that comes in.
    "lead": (
        f"{TRUST}/dialogues/new/from", f"{TALK}/edit/purchase", f"{TALK}/edit/reach", f"{TALK}/edit/fairness",
        f"{TALK}/edit/hosts", f"{TALK}/edit/invited", f"{TALK}/edit/notices",
        f"{TALK}/edit/needs/<int:need_id>/warnings", f"{TALK}/desk", f"{TALK}/announce", f"{TALK}/review",
        f"{TALK}/documents/new", BUILDING, f"{BUILDING}/effort", f"{BUILDING}/sections/new",
        f"{BUILDING}/questions/<int:question_id>", f"{BUILDING}/questions/<int:question_id>/withdraw",
        f"{BUILDING}/sections/<int:section_id>", f"{BUILDING}/sections/<int:section_id>/questions/new",
        ASKING, f"{ASKING}/<int:question_id>", f"{ASKING}/<int:question_id>/asker",
        f"{ASKING}/<int:question_id>/propose", f"{ASKING}/<int:question_id>/return", f"{TALK}/answers",
        f"{TALK}/answers?show=approved", f"{TALK}/answers/new", f"{TALK}/answers/<int:answer_id>",
        f"{TALK}/answers/<int:answer_id>/change", f"{TALK}/answers/<int:answer_id>/edit",
        f"{TALK}/answers/<int:answer_id>/discard", f"{TALK}/answers/to/<int:question_id>", f"{TALK}/batch",
        f"{TALK}/declaration", f"{TALK}/declarations", f"{TALK}/declarations/<int:declaration_id>/rule-out",
        f"{TALK}/desk/input", f"{TALK}/desk/input/<int:input_id>", f"{TALK}/desk/input/questions/<int:question_id>",
        f"{TALK}/desk/input/answers/<int:answer_id>/paraphrase", f"{TALK}/notes", f"{TALK}/notes/new",
        f"{TALK}/notes/<int:note_id>", f"{TALK}/notes/<int:note_id>/edit", f"{TALK}/notes/<int:note_id>/publish",
        f"{TALK}/notes/<int:note_id>/said/new", f"{TALK}/notes/<int:note_id>/said/<int:said_id>", f"{TALK}/themes",
        f"{TALK}/themes/<int:theme_id>", f"{TALK}/themes/aside", f"{TALK}/themes/gather", f"{TALK}/themes/new",
        f"{TALK}/themes/publish", f"{TALK}/summary", f"{TALK}/ledger", f"{TALK}/ledger/matrix", f"{TALK}/ledger/new",
        f"{TALK}/ledger/<int:item_id>", f"{TALK}/ledger/<int:item_id>/exempt", f"{TALK}/ledger/<int:item_id>/publish",
        f"{TALK}/involvement", f"{TALK}/involvement/assessments/new",
        f"{TALK}/involvement/assessments/<int:assessment_id>",
        f"{TALK}/involvement/assessments/<int:assessment_id>/conclusion",
        f"{TALK}/involvement/assessments/<int:assessment_id>/hearing",
        f"{TALK}/involvement/assessments/<int:assessment_id>/measures", f"{TALK}/involvement/parties/new",
        f"{TALK}/involvement/reports/<int:report_id>",
    ),
    "buyer_b": (
        f"{TALK}/host",
        f"{OWN}/evidence-requests/new", f"{OWN}/evidence-requests/<int:asked_id>/withdraw",
        f"{TOWN}/evidence-requests", f"{TOWN}/evidence-requests/<int:asked_id>",
        f"{TOWN}/evidence-requests/new?firm=<int:organisation_id>", f"{TOWN}/portfolio",
    ),
    "interest": (
        "/translations", "/translations?queue=wanted", "/translations/<int:translation_id>/edit",
        "/translations/<int:translation_id>/withdraw", "/following", "/inbox/following",
        "/spaces/<int:space_id>/threads/new", "/threads/<int:thread_id>/reply",
        "/report/<subject_type>/<int:subject_id>", f"{OWN}/reviews", f"{OWN}/reviews/<int:review_id>",
        f"{OWN}/reviews/<int:review_id>/decide",
    ),
    "adviser": (
        "/advising", f"{OWN}/plan", f"{OWN}/plan/timeline", f"{OWN}/plan/by-subject", f"{OWN}/plan/comments",
        f"{OWN}/plan/actions/<int:action_id>",
    ),
    "moderator_a": (
        "/moderation", "/moderation/cases/<int:case_id>", "/staff/organisations",
        "/staff/organisations/claims/<int:claim_id>", "/threads/<int:thread_id>", "/threads/<int:thread_id>/move",
        "/forums", "/forums/new", "/forums/<int:space_id>/edit", "/glossary", "/glossary/new",
        "/glossary/<int:concept_id>", "/glossary/<int:concept_id>/change", "/glossary/<int:concept_id>/withdraw",
        "/glossary/<int:concept_id>/bring-back", "/glossary/file", "/glossary/file/<int:file_id>",
        "/moderation?reason=P5&language=nn&holder=mine", "/moderation?state=samples", "/moderation/keys",
        "/moderation/staff", "/moderation/words", "/moderation/rules", "/moderation/rules/house",
        "/moderation/rules/space/<int:space_id>", "/moderation/cases/<int:case_id>/lawyer",
        "/moderation/cases/<int:case_id>/document", "/moderation/decisions/<int:decision_id>/decided",
        "/moderation/cases/<int:open_case_id>", "/moderation/cases/<int:redacted_case_id>",
        "/moderation/cases/<int:second_case_id>", "/decisions/<int:decision_id>", "/transparency",
        "/spaces/<int:space_id>/looking-after",
    ),
    "moderator_b": (
        "/moderation", "/moderation/cases/<int:second_case_id>", "/moderation/cases/<int:author_case_id>",
        "/moderation/cases/<int:lawyer_case_id>", "/moderation/cases/<int:appeal_case_id>",
        "/moderation/cases/<int:sample_case_id>", "/moderation/cases/<int:number_case_id>",
        "/moderation/cases/<int:suspended_case_id>", "/moderation/cases/<int:unnamed_case_id>",
        "/moderation/cases/<int:gone_dialogue_case_id>", "/moderation/cases/<int:gone_need_case_id>",
        "/moderation/cases/<int:gone_evidence_case_id>", "/moderation/cases/<int:gone_translation_case_id>",
        "/numbers/<int:number_id>",
    ),
    "lawyer": ("/legal", "/legal?show=answered", "/legal/<int:opinion_id>", "/legal/<int:answered_opinion_id>"),
    # Who may write nothing for a time: what she reads instead of a form.
    "suspended": (
        "/decisions", "/decisions/<int:suspended_decision_id>", "/inbox", "/threads/<int:thread_id>",
        "/threads/<int:thread_id>/reply",
    ),
    "silenced": (
        "/decisions", "/decisions/<int:silenced_decision_id>", "/dialogues/<int:dialogue_id>",
        "/threads/<int:thread_id>", "/threads/<int:thread_id>/reply",
    ),
    "administrator": ("/review/<page>", "/administration/jobs", "/administration/journal", "/mails", "/frameworks/import"),
}  # fmt: skip
# Pages that say in words that something has ended, or is not for her now.
ANSWERS = {
    ("anonymous", "/near-miss/<ended_token>"): 410,
    ("buyer_a", f"{TRUST}/portfolio/<int:gone_id>"): 410,
    ("suspended", "/threads/<int:thread_id>/reply"): 403,
}
# One of a kind, under a name of its own here, where the route has a general one.
NAMED = {
    "<int:assessment_id>": "<int:done_id>", "<poster_token>": "<token>", "<receipt>": "<secret>", "<nameless>": "<secret>",
    "<int:serious_id>": "<int:event_id>", "<int:measure_id>": "<int:action_id>", "<int:year_review_id>": "<int:review_id>",
    "<told_code>": "<code>", "<figure_code>": "<code>", "<duty_code>": "<code>", "<int:point_number>": "<int:number>",
    "<int:last_year>": "<int:year>", "<int:trust_id>": "<int:organisation_id>",
    "<int:kept_id>": "<int:organisation_id>", "<int:unchecked_id>": "<int:translation_id>",
    "<int:published_id>": "<int:dialogue_id>", "<int:announced_id>": "<int:dialogue_id>",
    "<int:closed_id>": "<int:dialogue_id>", "<int:proposed_id>": "<int:question_id>",
    "<list_kind>": "<any(cpv, county, municipality, nuts, industry):kind>",
    "<int:answered_opinion_id>": "<int:opinion_id>", "<int:returned_post_id>": "<int:post_id>",
}  # fmt: skip
SPEAKS = {
    "supplier_a": "en",
    "keeper": "nn",
    "representative": "nb",
    "worker": "en",
    "newcomer": "nb",
    "supplier_b": "en",
    "buyer_a": "nn",
    "lead": "nb",
    "buyer_b": "nb",
    "interest": "nn",
    "adviser": "nb",
    "moderator_a": "nb",
    "moderator_b": "nn",
    "lawyer": "nb",
    "suspended": "nn",
    "silenced": "nb",
    "administrator": "nb",
}
# A page that is only a way to another, or is looked at elsewhere in these journeys.
ELSEWHERE = {
    "/posts/<int:post_id>", "/threads/<int:thread_id>/posts/<int:number>", "/second-factor", "/styleguide",
    # These answer a file.
    "/frameworks/<code>/<int:version>.<any(json, xlsx):kind>", f"{OWN}/capability/dimensions/template.<any(json, xlsx):kind>",
    f"{OWN}/comparison.xlsx", f"{OWN}/evidence/<int:evidence_id>/file", f"{OWN}/plan.xlsx", f"{OWN}/portfolio.xlsx",
    f"{OWN}/safety/events.xlsx", f"{OWN}/safety/hours.xlsx", f"{OWN}/safety/events/<int:event_id>/photo",
    f"{OWN}/training.xlsx", "/glossary.csv", "/posts/<int:post_id>/files/<int:file_id>", "/spaces/<int:space_id>/feed.atom",
    f"{TALK}/questions.atom", f"{TALK}/questions.json", f"{TALK}/desk/input/answers/<int:answer_id>/file",
    f"{TALK}/input/<int:organisation_id>/files/<int:question_id>/open",
    f"{TALK}/involvement/reports/<int:report_id>.docx", f"{TALK}/involvement/reports/<int:report_id>.json",
    "/moderation/cases/<int:case_id>/document.json", "/transparency/<period>.csv", "/transparency/<period>.json",
    "/forums/<int:forum_id>/feed.atom", "/threads/<int:thread_id>/feed.atom", "/threads/<int:thread_id>/mentionable",
    # There is nothing to move to before somebody has read in a newer framework.
    f"{OWN}/capability/move",
}  # fmt: skip


def looked_at_in() -> list[tuple[str, str]]:
    return [
        (who, code) for who in PAGES for code in languages(*((SPEAKS[who],) if who in SPEAKS else ("nb", "nn", "en")))
    ]


@pytest.mark.parametrize(("who", "code"), looked_at_in())
def test_a_page_is_for_everybody_on_a_phone_and_with_a_screen_reader(
    reader: Any, signed_in: Any, world: Furnished, who: str, code: str
) -> None:
    pages = PAGES[who]
    if who not in SPEAKS and not ALL:  # pages of all: each in one language, taking turns
        pages = pages[("nb", "nn", "en").index(code) :: 3]
    person = signed_in(world.people[who], code) if who in world.people else reader(code)
    faults = [
        fault for rule in pages for fault in faults_of(person, world.path(rule), rule, ANSWERS.get((who, rule), 200))
    ]
    assert faults == []


def faults_of(person: Any, path: str, rule: str, usual: int = 200) -> list[str]:
    person.page.set_viewport_size(WIDE)
    answer = person.page.goto(f"{person.site.url}/{person.words.code}{path}")
    if answer.status != usual and "<token>" not in rule and rule != "/no-such-page":
        return [f"{rule}: {answer.status}"]
    found = [f"{rule}: {fault}" for fault in person.axe_faults()]
    person.page.set_viewport_size(REFLOW)
    wide = person.page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{rule}: {wide} px wide at 320"] if wide > REFLOW["width"] else [])


def general(rule: str) -> str:
    """The rule as the list of routes has it."""
    for own, usual in NAMED.items():
        rule = rule.replace(own, usual)
    return re.sub(r"<int:\w+_(case|decision)_id>", r"<int:\1_id>", rule)


def test_every_page_of_the_site_is_looked_at() -> None:
    routes = (ROOT / "tests" / "architecture" / "routes.txt").read_text().splitlines()
    declared = {
        general(line[7:].partition("  ")[0].removeprefix("/<lang>"))
        for line in routes
        if line.startswith("GET") and "/<lang>" in line
    }
    seen = {general(rule.partition("?")[0]) for pages in PAGES.values() for rule in pages}
    seen.add("/organisations/new/<scheme>/<number>")
    assert declared - seen - ELSEWHERE == set()


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_the_styleguide_is_whole_in_each_language_by_day_and_by_night(reader: Any, code: str) -> None:
    for scheme in SCHEMES:
        person = reader(code, color_scheme=scheme)
        assert faults_of(person, "/styleguide", "/styleguide") == [], scheme
