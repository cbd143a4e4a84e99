"""Frameworks and their dimensions: everybody may read them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from app.blueprints.accounts.models import Organisation
from app.blueprints.capability import rules
from app.blueprints.capability.models import Dimension, Framework
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK, MOST_VERSION, Version
from app.core.clock import today
from app.core.db import db


def current_framework(code: str = DEFAULT_FRAMEWORK, *, on: date | None = None) -> Framework | None:
    """The newest version in force, with its dimensions."""
    version = newest(code, on or today())
    query = select(Framework).where(Framework.id == version).options(joinedload(Framework.dimensions))
    return db.session.scalars(query).unique().one_or_none()


def newest(code: str, on: date) -> ColumnElement[int]:
    return (
        select(Framework.id)
        .where(Framework.code == code, Framework.valid_from <= on)
        .order_by(Framework.version.desc())
        .limit(1)
        .scalar_subquery()
    )


WITH_LEVELS = joinedload(Framework.dimensions).joinedload(Dimension.levels)


def get_framework(code: str, version: int) -> Framework:
    """The version, with its dimensions and levels."""
    found = find_framework(code, version)
    if found is None:
        raise NoResultFound
    return found


def version_in_force(code: str) -> int:
    """The number of the newest version in force; 0 when there is none."""
    query = select(func.max(Framework.version)).where(Framework.code == code, Framework.valid_from <= today())
    return db.session.scalar(query) or 0


def find_framework(code: str, version: int) -> Framework | None:
    """The same; None when there is none, or could be none."""
    if version not in range(1, MOST_VERSION + 1) or not rules.is_framework_code(code):
        return None
    return _whole(select(Framework).where(Framework.code == code, Framework.version == version))


def framework_in_force(code: str = DEFAULT_FRAMEWORK, *, on: date | None = None) -> Framework | None:
    """The newest version in force, with its dimensions and levels."""
    return _whole(select(Framework).where(Framework.id == newest(code, on or today())))


def newest_version(code: str) -> Framework | None:
    """The last version that there is, also one that is only coming; with its dimensions and levels."""
    last = select(func.max(Framework.version)).where(Framework.code == code).scalar_subquery()
    return _whole(select(Framework).where(Framework.code == code, Framework.version == last))


def _whole(query: Select[tuple[Framework]]) -> Framework | None:
    return db.session.scalars(query.options(WITH_LEVELS)).unique().one_or_none()


def hold_versions() -> None:
    """Whoever adds a version at the same moment waits here until this transaction ends."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("capability.framework", 0))))


def versions_of(code: str) -> list[Version]:
    """Every version of one framework, the newest first."""
    return _versions(_listed(_current()).where(Framework.code == code).order_by(Framework.version.desc()))


def own_versions(limit: int, offset: int) -> tuple[list[Version], int]:
    """Of every buyer's own dimensions the version in force and those to come, by the buyer's name; and how many."""
    current = _current()
    query = _listed(current).where(
        Framework.organisation_id.is_not(None), Framework.version >= func.coalesce(current.c.version, 0)
    )
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(Organisation.sort_key, Framework.code, Framework.version.desc())
    return _versions(query.limit(limit).offset(offset)), total


def _current() -> Subquery:
    """By code the version in force; a framework that is only coming has none."""
    return (
        select(Framework.code, func.max(Framework.version).label("version"))
        .where(Framework.valid_from <= today())
        .group_by(Framework.code)
        .subquery("current_version")
    )


def _listed(current: Subquery) -> Select[Any]:
    dimensions = (
        select(func.count()).select_from(Dimension).where(Dimension.framework_id == Framework.id).scalar_subquery()
    )
    return (
        select(
            Framework.code,
            Framework.version,
            Framework.valid_from,
            Framework.name,
            dimensions.label("dimensions"),
            Framework.organisation_id,
            Organisation.name.label("organisation"),
            func.coalesce(current.c.version == Framework.version, False).label("in_force"),
        )
        .outerjoin(current, current.c.code == Framework.code)
        .outerjoin(Organisation, Organisation.id == Framework.organisation_id)
    )


def _versions(query: Select[Any]) -> list[Version]:
    return [Version(**row) for row in db.session.execute(query).mappings()]


def codes_elsewhere(codes: Collection[str], code: str) -> dict[str, bool]:
    """Those of `codes` that another framework than `code` has ever used, and whether it is the common one."""
    is_common = Framework.code == DEFAULT_FRAMEWORK
    query = (
        select(Dimension.code, func.bool_or(is_common))
        .join(Framework, Framework.id == Dimension.framework_id)
        .where(Dimension.code.in_(codes), Framework.code != code)
        .group_by(Dimension.code)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
