"""A buyer's profiles: written as drafts, published once and for all, withdrawn, copied."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.capability.models import Dimension
from app.blueprints.capability.terms import HIGHEST, LANGUAGES, LEVELS
from app.blueprints.journal.services import record
from app.blueprints.requirements import queries
from app.blueprints.requirements.models import Profile, RequirementRow
from app.blueprints.requirements.terms import (
    MOST_WEIGHT,
    NEVER_MUST,
    WEIGHT_PLACES,
    Harsh,
    ProfileDraft,
    ProfileState,
    RequirementDraft,
)
from app.blueprints.screening.services import find_identity_numbers
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


class Asked(Protocol):
    """A requirement as a draft or as a row."""

    @property
    def level(self) -> int: ...
    @property
    def must(self) -> bool: ...


def create_profile(organisation: Organisation, draft: ProfileDraft, *, by: Actor | None) -> Profile:
    """A draft that nobody outside the buyer sees."""
    profile = _new(organisation.id, draft, by)
    record("requirements.profile_created", subject=profile, by=by, organisation_id=organisation.id)
    return profile


def copy_profile(
    organisation: Organisation, source: Profile, draft: ProfileDraft, *, by: Actor | None
) -> tuple[Profile, list[str]]:
    """A new draft with the requirements of `source`, and the codes that had to be left out.

    Left out is what cannot be asked for today: dimensions that are gone, and another buyer's own.
    """
    today = {dimension.code for dimension in queries.dimensions_in_force(organisation.id)}
    kept = [row for row in source.requirements if row.dimension_code in today]
    left_out = [row.dimension_code for row in source.requirements if row.dimension_code not in today]
    profile = _new(organisation.id, replace(draft, requirements=tuple(map(_as_draft, kept))), by)
    profile.copied_from_id = source.id
    record("requirements.profile_copied", subject=profile, by=by, organisation_id=organisation.id, source_id=source.id)
    return profile, left_out


def save_profile(profile: Profile, draft: ProfileDraft, *, by: Actor | None) -> Profile:
    """The whole draft as it is now. `draft.version` is the one that was read: StaleVersion says who came first."""
    _check_draft(profile)
    _check_version(profile, draft.version)
    _write(profile, draft, by)
    record("requirements.profile_changed", subject=profile, by=by, organisation_id=profile.organisation_id)
    return profile


def publish_profile(profile: Profile, version: int | None, *, by: Actor | None) -> Profile:
    """For everybody to read, and from now on as it is. What asks nothing is not published."""
    refuse_silenced(by)
    _check_draft(profile)
    _check_version(profile, version)
    if not any(row.level for row in profile.requirements):
        raise Refused("profile_asks_nothing")
    if _frameworks(profile.organisation_id)[1:] != (profile.framework_id, profile.own_framework_id):
        raise Refused("framework_is_newer")
    profile.state = ProfileState.PUBLISHED
    profile.published_at = now()
    _stamp(profile, by)
    record("requirements.profile_published", subject=profile, by=by, organisation_id=profile.organisation_id)
    return profile


def withdraw_profile(profile: Profile, version: int | None, *, by: Actor | None) -> Profile:
    """No longer offered. Whoever has the address can still read it."""
    if profile.state is not ProfileState.PUBLISHED:
        raise Conflict("profile_not_published")
    _check_version(profile, version)
    profile.state = ProfileState.WITHDRAWN
    _stamp(profile, by)
    record("requirements.profile_withdrawn", subject=profile, by=by, organisation_id=profile.organisation_id)
    return profile


def delete_profile(profile: Profile, version: int | None, *, by: Actor | None) -> None:
    """A draft goes altogether; what has been published is withdrawn instead."""
    _check_draft(profile)
    _check_version(profile, version)
    number, organisation_id = profile.id, profile.organisation_id
    db.session.delete(profile)
    record(
        "requirements.profile_deleted",
        subject=("requirements_profile", number),
        by=by,
        organisation_id=organisation_id,
    )


def harsh(requirements: Iterable[Asked], dimensions: int) -> list[Harsh]:
    """Why these look out of proportion, if they do; `dimensions` is how many can be asked for."""
    musts = [asked for asked in requirements if asked.must and asked.level]
    found = []
    if 2 * len(musts) > dimensions:
        found.append(Harsh.MANY_MUSTS)
    if any(asked.level == HIGHEST for asked in musts):
        found.append(Harsh.TOP_AS_MUST)
    return found


def draft_faults(draft: ProfileDraft, names: Mapping[str, str]) -> list[Refused]:
    """Everything that the rules hold against a draft, each at its field; `names` are the dimensions by code."""
    faults = []
    if draft.language not in LANGUAGES:
        faults.append(Refused("language_not_ours", field="language"))
    for field in ("title", "purpose"):
        if not getattr(draft, field).strip():
            faults.append(Refused("profile_text_missing", field=field))
        elif find_identity_numbers(getattr(draft, field)):
            faults.append(Refused("identity_number_in_text", field=field))
    seen: set[str] = set()
    for asked in draft.requirements:
        faults += _row_faults(asked, names, seen)
        seen.add(asked.code)
    return faults


def _row_faults(asked: RequirementDraft, names: Mapping[str, str], seen: Collection[str]) -> list[Refused]:
    name = names.get(asked.code, asked.code)
    faults = []
    if asked.code not in names:
        faults.append(Refused("dimension_not_offered", name=name))
    if asked.code in seen:
        faults.append(Refused("dimension_twice", name=name))
    if asked.level not in LEVELS:
        faults.append(Refused("level_not_offered", field=f"level_{asked.code}", name=name))
    if fault := weight_fault(asked.weight):
        faults.append(Refused(fault, field=f"weight_{asked.code}", name=name))
    if asked.must and asked.code in NEVER_MUST:
        faults.append(Refused("never_a_must", field=f"must_{asked.code}", name=name))
    elif asked.must and not asked.level:
        faults.append(Refused("must_without_level", field=f"must_{asked.code}", name=name))
    if asked.level and not asked.reason.strip():
        faults.append(Refused("reason_missing", field=f"reason_{asked.code}", name=name))
    elif find_identity_numbers(asked.reason):
        faults.append(Refused("identity_number_in_text", field=f"reason_{asked.code}"))
    return faults


def weight_fault(weight: Decimal) -> str:
    """The code of what is wrong with a weight; "" when nothing is."""
    if not weight.is_finite() or weight <= 0:
        return "weight_not_above_zero"
    if weight > MOST_WEIGHT:
        return "weight_too_great"
    exponent = weight.normalize().as_tuple().exponent
    return "weight_too_many_decimals" if isinstance(exponent, int) and exponent < -WEIGHT_PLACES else ""


def _new(organisation_id: int, draft: ProfileDraft, by: Actor | None) -> Profile:
    profile = Profile(organisation_id=organisation_id, requirements=[])
    _write(profile, draft, by)
    db.session.add(profile)
    return profile


def _write(profile: Profile, draft: ProfileDraft, by: Actor | None) -> None:
    names, framework_id, own_framework_id = _frameworks(profile.organisation_id)
    for fault in draft_faults(draft, dict.fromkeys(names, "")):
        raise fault
    profile.title, profile.purpose, profile.language = draft.title, draft.purpose, draft.language
    profile.framework_id, profile.own_framework_id = framework_id, own_framework_id
    rows = {row.dimension_code: row for row in profile.requirements}
    profile.requirements = [
        _row(rows.get(asked.code) or RequirementRow(organisation_id=profile.organisation_id), asked)
        for asked in draft.requirements
        if asked.says_anything
    ]
    _stamp(profile, by)


def _row(row: RequirementRow, asked: RequirementDraft) -> RequirementRow:
    row.dimension_code, row.level, row.weight = asked.code, asked.level, asked.weight
    row.must, row.reason = asked.must, asked.reason
    return row


def _as_draft(row: RequirementRow) -> RequirementDraft:
    return RequirementDraft(
        code=row.dimension_code, level=row.level, weight=row.weight, must=row.must, reason=row.reason
    )


def _frameworks(organisation_id: int) -> tuple[list[str], int, int | None]:
    """What can be asked for today: the codes, the common framework's version, and that of the buyer's own, if any."""
    dimensions = queries.dimensions_in_force(organisation_id)
    common = _version(dimensions, own=False)
    if common is None:
        raise Conflict("no_framework")
    return [dimension.code for dimension in dimensions], common, _version(dimensions, own=True)


def _version(dimensions: Iterable[Dimension], *, own: bool) -> int | None:
    found = (d.framework_id for d in dimensions if (d.framework.organisation_id is not None) is own)
    return next(found, None)


def _check_draft(profile: Profile) -> None:
    if profile.state is not ProfileState.DRAFT:
        raise Conflict("profile_is_published")


def _check_version(profile: Profile, read: int | None) -> None:
    if read != profile.version:
        raise StaleVersion(name_of(profile.changed_by_id), profile.changed_at)


def _stamp(profile: Profile, by: Actor | None) -> None:
    profile.changed_at = now()
    profile.changed_by_id = by.person_id if by else None
