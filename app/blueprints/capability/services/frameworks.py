"""Versions of frameworks are added, one after the other; none is ever changed."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.capability import queries, rules
from app.blueprints.capability.models import Dimension, Framework, Level
from app.blueprints.capability.terms import (
    DEFAULT_FRAMEWORK,
    LANGUAGES,
    LEVELS,
    MOST_CHARACTERS,
    MOST_CODE,
    Data,
    DimensionDraft,
    own_code,
)
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

OWN_NAME = {"nb": "Egne områder: {}", "nn": "Eigne område: {}", "en": "Own dimensions: {}"}


def add_version(data: Mapping[str, Any], *, organisation: Organisation | None = None, by: Actor | None) -> Framework:
    """Store a version with its dimensions and levels: of the common framework, or of the organisation's own.

    The version is the next one, is in force no sooner than the one before it, and says something else than that one.
    A code means one dimension on the whole site: evidence and requirements name it. So none is taken that another
    framework has, or ever had.
    """
    if rules.framework_faults(data):
        raise Refused("framework_faulty", field="file")
    refuse_identity_numbers(file=rules.to_json(data))
    code = own_code(organisation.id) if organisation else DEFAULT_FRAMEWORK
    queries.hold_versions()
    check_version(data, queries.newest_version(code), organisation)
    framework = _store(data, organisation, by)
    record(
        "capability.framework_added",
        subject=framework,
        by=by,
        organisation_id=organisation.id if organisation else None,
        version=framework.version,
        sha256=hashlib.sha256(rules.to_json(data).encode()).hexdigest(),
    )
    return framework


def check_version(data: Mapping[str, Any], former: Framework | None, organisation: Organisation | None) -> None:
    """Refuse what cannot follow on the former version."""
    code = own_code(organisation.id) if organisation else DEFAULT_FRAMEWORK
    if data["code"] != code:
        raise Refused("framework_code_other", field="file", expected=code)
    following = former.version + 1 if former else 1
    if data["version"] < following:
        raise Conflict("framework_version_exists", version=data["version"], following=following)
    if data["version"] > following:
        raise Refused("framework_version_not_next", field="file", following=following)
    _check_codes(_codes(data), code, field="file")
    if former is None:
        return
    if date.fromisoformat(data["valid_from"]) < former.valid_from:
        raise Refused("framework_valid_too_soon", field="file", day=former.valid_from.isoformat())
    if {**data, "version": 0, "valid_from": ""} == {**former.as_data(), "version": 0, "valid_from": ""}:
        raise Refused("framework_same", field="file", version=former.version)


def _check_codes(codes: set[str], code: str, *, field: str) -> None:
    taken = queries.codes_elsewhere(codes, code)
    if common := sorted(each for each, is_common in taken.items() if is_common):
        raise Refused("framework_code_common", field=field, codes=", ".join(common))
    if taken:
        raise Refused("framework_code_taken", field=field, codes=", ".join(sorted(taken)))


def add_dimension(organisation: Organisation, draft: DimensionDraft, *, by: Actor | None) -> Framework:
    """A new version of the buyer's own dimensions, in force today, with this one last."""
    queries.hold_versions()
    former = queries.newest_version(own_code(organisation.id))
    if draft.read_version != (former.version if former else 0):
        raise StaleVersion
    data = next_version(organisation, former)
    if draft.code in _codes(data):
        raise Refused("framework_code_twice", field="code", dimension=draft.code)
    _check_codes({draft.code}, own_code(organisation.id), field="code")
    dimension = {
        "code": draft.code,
        "name": draft.name,
        "short_name": draft.short_name,
        "about": draft.about,
        "levels": list(draft.levels),
    }
    return add_version({**data, "dimensions": [*data["dimensions"], dimension]}, organisation=organisation, by=by)


def next_version(organisation: Organisation, former: Framework | None) -> Data:
    """What the next version of a buyer's own dimensions begins as: those there are, if any, with number and day."""
    if former is not None:
        valid_from = max(today(), former.valid_from)
        return {**former.as_data(), "version": former.version + 1, "valid_from": valid_from.isoformat()}
    common = queries.current_framework()
    if common is None:
        raise Conflict("no_framework")
    most = MOST_CHARACTERS["name"]
    return {
        "code": own_code(organisation.id),
        "version": 1,
        "valid_from": today().isoformat(),
        "name": {language: OWN_NAME[language].format(organisation.name)[:most] for language in LANGUAGES},
        "scale": [dict(text) for text in common.scale],
        "dimensions": [],
    }


def template(organisation: Organisation, former: Framework | None) -> Data:
    """A file to fill in: the buyer's own dimensions with the next number, or one empty dimension to write over."""
    data = next_version(organisation, former)
    nothing = dict.fromkeys(LANGUAGES, "")
    empty = {
        "code": f"OWN{organisation.id}"[:MOST_CODE],
        "name": nothing,
        "short_name": nothing,
        "about": nothing,
        "levels": [nothing for _level in LEVELS],
    }
    return data if data["dimensions"] else {**data, "dimensions": [empty]}


def _codes(data: Mapping[str, Any]) -> set[str]:
    return {dimension["code"] for dimension in data["dimensions"]}


def _store(data: Mapping[str, Any], organisation: Organisation | None, by: Actor | None) -> Framework:
    framework = Framework(
        code=data["code"],
        version=data["version"],
        valid_from=date.fromisoformat(data["valid_from"]),
        name=dict(data["name"]),
        scale=[dict(text) for text in data["scale"]],
        organisation_id=organisation.id if organisation else None,
        created_by_id=by.person_id if by else None,
    )
    for position, told in enumerate(data["dimensions"], 1):
        levels = [Level(number=number, descriptor=dict(text)) for number, text in enumerate(told["levels"])]
        texts = {key: dict(told[key]) for key in ("name", "short_name", "about")}
        framework.dimensions.append(Dimension(position=position, code=told["code"], levels=levels, **texts))
    db.session.add(framework)
    db.session.flush()
    return framework
