"""One of everything, for journeys that look at pages rather than live a story."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.disclosure.terms import Datum
from app.blueprints.internal_control.queries import all_duties
from app.blueprints.moderation.models import LegalOpinion
from app.blueprints.safety import services
from app.blueprints.safety.models import Event
from app.blueprints.safety.queries import duties_on
from app.blueprints.safety.terms import EventKind, InvestigationDraft, Measure, RemarkDraft, ReportDraft
from app.core.clock import today
from app.core.db import db, unit_of_work
from tests.factories import accounts, control, disclosure, evidence, improvement, internal_control, safety
from tests.factories.moderation import READS_CASES
from tests.journeys.conftest import Site
from tests.walker import world as walker


@dataclass(frozen=True)
class Furnished:
    """The walker's world in the site's own database: who is there, and what can be asked for."""

    people: dict[str, int]
    values: dict[str, Any]

    def path(self, rule: str) -> str:
        """The address, without language, of a route such as `/posts/<int:post_id>`."""
        chosen = walker.address(rule, self.values)
        for name, value in chosen.items():
            for kind in ("", "int:", "string:"):
                rule = rule.replace(f"<{kind}{name}>", str(value))
        return rule


def furnish(site: Site) -> Furnished:
    with site.app.app_context():
        made = walker.build(site.app)
        people = {key: person.id for key, person in made.people.items()}
        people["lead"] = people["buyer_a"]  # at the desk of a market dialogue
        values = dict(made.values)
        firm, other = accounts.organisation(name="¤ Pressefirma AS"), _of(made.people["supplier_b"])
        trust = db.session.get_one(Organisation, values["trust_id"])
        people |= _staff(firm)
        values |= _records(firm, people["keeper"]) | _control(firm) | _disclosed(firm, other, trust, people["buyer_a"])
        values |= {"kept_id": firm.id, "other_id": _newcomer(people), "answered_opinion_id": _answered()}
        return Furnished(people, values)


def _of(person: Person) -> Organisation:
    """The firm of a member."""
    return db.session.get_one(Organisation, accounts.actor(person).memberships[0].organisation_id)


def _staff(firm: Organisation) -> dict[str, int]:
    """Who keeps the records of safety, who speaks for the staff, and who only works there."""
    roles = {"keeper": "owner", "representative": "safety_representative", "worker": "worker"}
    return {key: accounts.member(firm, role, name=f"¤ {key}").id for key, role in roles.items()}


def _newcomer(people: dict[str, int]) -> int:
    """A firm that has written down nothing yet: each page says what to begin with."""
    fresh = accounts.organisation(name="¤ Nystarta AS")
    people["newcomer"] = accounts.member(fresh, name="¤ newcomer").id
    return int(fresh.id)


def _answered() -> int:
    """The question that a lawyer has answered."""
    with unit_of_work(READS_CASES):
        return int(
            db.session.scalars(select(LegalOpinion.id).where(LegalOpinion.answered_at.is_not(None))).first() or 0
        )


def _records(firm: Organisation, keeper_id: int) -> dict[str, Any]:
    """A serious injury that is looked into, acted upon and remarked on; posters, and what was told at one."""
    keeper = db.session.get_one(Person, keeper_id)
    who = accounts.actor(keeper)
    yard = safety.site(firm, "¤ Gardsplassen")
    poster, ended = safety.poster(firm, "¤ Porten"), safety.poster(firm, "¤ Bakdøra")
    day = today() - timedelta(days=40)
    hurt: dict[str, Any] = {"serious": True, "lost_days": 6, "name": "¤ Trygve", "what": "¤ klem", "site_id": yard.id}
    injury = safety.injury(firm, happened_on=day, by=who, **hurt)
    safety.near_miss(firm, happened_on=day, what="¤ pall", place="¤ hall", by=who)
    with safety.working_for(firm):
        services.end_poster(db.session.merge(ended), by=who)
        found = InvestigationDraft(underlying_causes="¤ Ingen har ansvar.", direct_causes="¤ Vernet var av.")
        services.save_investigation(db.session.get_one(Event, injury.id), found, by=who)
        services.say_remark(firm.id, RemarkDraft(body="¤ Pressa var utan vern.", event_id=injury.id), by=who)
        services.say_remark(firm.id, RemarkDraft(body="¤ Timane stemmer.", year=today().year - 1), by=who)
        told_code = duties_on(injury.happened_on)[0].code
    told = ReportDraft(what="¤ olje", place="¤ port", happened_on=today(), language="nb")
    with safety.working_for(firm):
        receipt = services.report_at_poster(poster, told, photo=None, remote=None).secret
        nameless = services.report_as_worker(firm, told, photo=None, named=False, by=who).secret
    subject = f"safety:event:{injury.number}:{Measure.LASTING}"
    measure = improvement.done(firm, keeper, title="¤ lysgardin", subject=subject)
    return {
        "site_id": yard.id, "poster_id": poster.id, "poster_token": poster.token, "ended_token": ended.token,
        "serious_id": injury.id, "told_code": told_code, "receipt": receipt, "nameless": nameless,
        "measure_id": measure.id, "figure_code": "h1", "last_year": today().year - 1,
    }  # fmt: skip


def _control(firm: Organisation) -> dict[str, Any]:
    """Training that holds, expires and has expired; a point with evidence; a review that waits for the staff."""
    rows = [internal_control.training(firm, f"¤ Ola {days}", expires_in=days) for days in (300, 20, -5)]
    shown = evidence.evidence(firm, "risk_assessment", title="¤ risiko")
    control.point(firm, 4, shown)
    control.described(firm, 12)
    duty = all_duties()[0].code
    control.duty(firm, duty)
    review = control.review(firm)
    return {"training_id": rows[0].id, "year_review_id": review.id, "point_number": 4, "duty_code": duty}


def _disclosed(firm: Organisation, other: Organisation, trust: Organisation, buyer_id: int) -> dict[str, Any]:
    """A whole year that a buyer may see and has checked; and another firm's, that it has taken back."""
    disclosure.whole_year(firm)
    disclosure.whole_year(firm, today().year, months=today().month - 1)
    disclosure.injuries(firm, 2, EventKind.MEDICAL_TREATMENT, happened_on=date(today().year - 1, 5, 4))
    given = disclosure.consent(firm, trust, purpose="¤ oppfølging", until=today() + timedelta(days=200))
    buyer = db.session.get_one(Person, buyer_id)
    disclosure.verify(trust, firm, buyer, method="¤ Gjekk gjennom registeret.")
    disclosure.withdraw(disclosure.consent(other, trust, purpose="¤ oppfølging"))
    return {"consent_id": given.id, "firm_id": firm.id, "gone_id": other.id, "datum": Datum.INJURIES.value}
