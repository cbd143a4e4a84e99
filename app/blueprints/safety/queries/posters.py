"""Posters of a firm, and the one that somebody stands before."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from app.blueprints.safety.models import Event, Poster, Site
from app.core.db import db

TOKEN = re.compile(r"[a-z0-9-]{20,40}")


def get_poster(poster_id: int) -> Poster:
    """The poster with this number, of whatever firm: the policy asks whose it is."""
    return db.session.scalars(select(Poster).where(Poster.id == poster_id)).one()


def find_poster(token: str) -> Poster | None:
    """The poster with this address, also one that has been taken down. What could be no address is none."""
    if not TOKEN.fullmatch(token):
        return None
    return db.session.scalar(select(Poster).where(Poster.token == token))


def posters_of(organisation_id: int) -> Sequence[Row[Any]]:
    """(Poster, name of its site or None, reports, when the last one came), those that hang first."""
    told = (
        select(Event.poster_id, func.count().label("reports"), func.max(Event.created_at).label("last_at"))
        .where(Event.organisation_id == organisation_id, Event.poster_id.is_not(None))
        .group_by(Event.poster_id)
        .subquery()
    )
    query = (
        select(Poster, Site.name.label("site"), func.coalesce(told.c.reports, 0).label("reports"), told.c.last_at)
        .outerjoin(Site, (Site.organisation_id == Poster.organisation_id) & (Site.id == Poster.site_id))
        .outerjoin(told, told.c.poster_id == Poster.id)
        .where(Poster.organisation_id == organisation_id)
        .order_by(Poster.ended_at.is_not(None), Poster.id.desc())
        .limit(500)
    )
    return db.session.execute(query).all()
