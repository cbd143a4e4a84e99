"""The versions of rules."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Person
from app.blueprints.moderation.models import Rules
from app.core.clock import now
from app.core.db import db

MOST_VERSIONS = 200


def newest(scope: str) -> Rules | None:
    query = select(Rules).where(Rules.scope == scope).order_by(Rules.version.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def versions(scope: str) -> list[Rules]:
    """The versions, newest first."""
    query = select(Rules).where(Rules.scope == scope).order_by(Rules.version.desc()).limit(MOST_VERSIONS)
    return list(db.session.scalars(query))


def scopes_with_rules() -> list[Rules]:
    """The newest version of every scope that has rules, the house first."""
    query = select(Rules).distinct(Rules.scope).order_by(Rules.scope, Rules.version.desc()).limit(MOST_VERSIONS)
    return list(db.session.scalars(query))


def add(rules: Rules) -> bool:
    """Append the version; False when its number was taken meanwhile."""
    values = {
        "scope": rules.scope,
        "version": rules.version,
        "texts": rules.texts,
        "why": rules.why,
        "by_id": rules.by_id,
        "created_at": now(),
    }
    statement = insert(Rules).values(**values).on_conflict_do_nothing().returning(Rules.id, Rules.created_at)
    made = db.session.execute(statement).one_or_none()
    if made is None:
        return False
    rules.id, rules.created_at = made
    return True


def written_by(rules: Rules) -> tuple[str | None, datetime]:
    """Who wrote a version, and when: for the moderator who came second."""
    name = db.session.scalar(select(Person.name).where(Person.id == rules.by_id)) if rules.by_id else None
    return name, rules.created_at
