"""Requirement profiles, and firms that are measured against them: plain functions that commit."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.capability.queries import newest_version
from app.blueprints.capability.services import add_dimension, add_version, next_version
from app.blueprints.capability.terms import (
    DEFAULT_FRAMEWORK,
    DimensionDraft,
    DimensionStanding,
    Endorsed,
    HeldProof,
    own_code,
)
from app.blueprints.requirements import queries, services
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.terms import ProfileDraft, RequirementDraft
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from app.core.localized import Localized
from tests.factories.capability import CODES

# What the research note (C1) publishes: least level and weight; and the levels of its firm.
VECTOR = {"HSE": (3, 2), "QUA": (3, 1), "ENV": (2, 1), "DIG": (3, 1)}
VECTOR_LEVELS = {"HSE": 2, "QUA": 5, "ENV": 2, "DIG": 1}


def asked(code: str, level: int = 2, weight: Any = 1, *, must: bool = False, reason: str = "") -> RequirementDraft:
    reason = reason or f"Leveransen krever {code}."
    return RequirementDraft(code=code, level=level, weight=Decimal(str(weight)), must=must, reason=reason)


def vector(*musts: str) -> tuple[RequirementDraft, ...]:
    return tuple(asked(code, level, weight, must=code in musts) for code, (level, weight) in VECTOR.items())


def draft(*requirements: RequirementDraft, version: int | None = None, **values: Any) -> ProfileDraft:
    said = {"title": "Mat til fire sykehjem", "purpose": "Varm mat hver dag.", "language": "nb"} | values
    return ProfileDraft(**said, requirements=requirements, version=version)


def profile(
    buyer: Organisation, *requirements: RequirementDraft, published: bool = True, withdrawn: bool = False, **values: Any
) -> Profile:
    """A profile of `buyer`; without requirements it asks for level 2 in HSE."""
    with unit_of_work(acting_for(buyer.id)):
        made = services.create_profile(buyer, draft(*(requirements or (asked("HSE"),)), **values), by=None)
    if published:
        with unit_of_work(acting_for(buyer.id)):
            services.publish_profile(queries.get_profile(made.id), made.version, by=None)
    if withdrawn:
        with unit_of_work(acting_for(buyer.id)):
            services.withdraw_profile(queries.get_profile(made.id), made.version, by=None)
    with unit_of_work(acting_for(buyer.id)):
        return queries.get_profile(made.id)


def own_dimension(buyer: Organisation, code: str = "ROV") -> None:
    """A version of the buyer's own dimensions with this one more."""
    text = dict.fromkeys(("nb", "nn", "en"), f"Eget område {code}")
    with unit_of_work(acting_for(buyer.id)):
        former = newest_version(own_code(buyer.id))
        dimension = DimensionDraft(
            code=code,
            name=text,
            short_name=text,
            about=text,
            levels=tuple({key: f"{words} {level}" for key, words in text.items()} for level in range(6)),
            read_version=former.version if former else 0,
        )
        add_dimension(buyer, dimension, by=None)


def forget_dimension(buyer: Organisation, code: str) -> None:
    """A version of the buyer's own dimensions without this one."""
    with unit_of_work(acting_for(buyer.id)):
        data = next_version(buyer, newest_version(own_code(buyer.id)))
        kept = [dimension for dimension in data["dimensions"] if dimension["code"] != code]
        add_version({**data, "dimensions": kept}, organisation=buyer, by=None)


def proofs(level: int, **values: Any) -> tuple[HeldProof, ...]:
    """Evidence that carries exactly `level`."""
    day = today()
    facts = {
        "strength": 2,
        "level": level,
        "record_from": day - timedelta(days=500),
        "record_to": day - timedelta(days=1),
        "shares_learning": True,
    }
    return (HeldProof(**(facts | values)),) if level else ()


def standing(
    code: str,
    evidenced: int = 0,
    *,
    claimed: int | None = None,
    endorsed: int | None = None,
    endorsed_until: date | None = None,
    valid_to: date | None = None,
    framework: str = DEFAULT_FRAMEWORK,
) -> DimensionStanding:
    """A dimension in which evidence carries a level, through `valid_to` if it is said."""
    names = Localized({"nb": code, "nn": code, "en": code})
    day = today()
    return DimensionStanding(
        code=code,
        position=CODES.index(code) + 1 if code in CODES else 1,
        framework=framework,
        name=names,
        short_name=names,
        about=names,
        claimed=claimed,
        goal=None,
        proofs=proofs(evidenced, valid_to=valid_to),
        evidenced=evidenced,
        endorsed=Endorsed(
            level=endorsed,
            decided_on=day - timedelta(days=10),
            expires_on=endorsed_until or day + timedelta(days=365),
            review_id=1,
            code=code,
            reviewer_id=1,
            reviewer="En revisor",
        )
        if endorsed is not None
        else None,
        next_fall=(valid_to + timedelta(days=1), 0) if valid_to else None,
        framework_id=1,
        dimension_id=1,
    )


def standings(levels: dict[str, int]) -> list[DimensionStanding]:
    return [standing(code, level) for code, level in levels.items()]
