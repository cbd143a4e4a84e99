"""Places where a firm works."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.safety.models import Site
from app.core.db import db


def get_site(site_id: int) -> Site:
    return db.session.scalars(select(Site).where(Site.id == site_id)).one()


def sites_of(organisation_id: int) -> list[Site]:
    """Every site, those in use first, by name."""
    query = (
        select(Site)
        .where(Site.organisation_id == organisation_id)
        .order_by(Site.retired_at.is_not(None), func.lower(Site.name), Site.id)
    )
    return list(db.session.scalars(query))


def active_sites(organisation_id: int) -> list[Site]:
    """The sites in use, by name: what a form offers."""
    return [site for site in sites_of(organisation_id) if site.retired_at is None]


def site_names(organisation_id: int) -> dict[int, str]:
    """What each site is called, retired ones too."""
    query = select(Site.id, Site.name).where(Site.organisation_id == organisation_id)
    return {site_id: name for site_id, name in db.session.execute(query)}  # noqa: C416 - rows, not pairs


def site_named(organisation_id: int, name: str) -> Site | None:
    """The site called so, whatever the capitals: two that differ by these are mixed up.

    Compared here and not in the database, which may know no capitals beyond A to Z.
    """
    same = (site for site in sites_of(organisation_id) if site.name.casefold() == name.casefold())
    return next(same, None)


def insert_site(values: dict[str, Any]) -> Site | None:
    """The new site, or None when one of that name was added at this very moment."""
    query = (
        insert(Site)
        .values(**values)
        .on_conflict_do_nothing(index_elements=[Site.organisation_id, Site.name])
        .returning(Site)
    )
    return db.session.scalars(query).one_or_none()
