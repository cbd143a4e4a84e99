"""Which dialogues fit a radar, and which radars a dialogue: one condition, read from both sides."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Row, Select, String, bindparam, func, select, text

from app.blueprints.dialogues.models import Dialogue, Radar, RadarTold
from app.blueprints.dialogues.queries.dialogues import JOINED, LISTED, reading_languages
from app.blueprints.dialogues.queries.finding import SIGNS
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.terms.finding import RADAR_REACH
from app.core.clock import now, today
from app.core.db import db, read
from app.core.pages import LENGTH, Page, cut

LAST = 2**63 - 1
# The dialogue `d` fits the radar `r`: in place, and in one of its subjects. A code fits what is under it and what is
# above it: who makes hospital beds hears of a dialogue about medical equipment too. CPV's last noughts say nothing.
FITS = """
(r.places = '{}' OR NOT EXISTS (
    SELECT FROM dialogues_code c WHERE c.dialogue_id = d.id AND c.kind IN ('county', 'municipality'))
 OR EXISTS (
    SELECT FROM dialogues_code c, unnest(r.places) AS p (code)
     WHERE c.dialogue_id = d.id AND c.kind IN ('county', 'municipality') AND (c.code ^@ p.code OR p.code ^@ c.code)))
AND ((r.cpv = '{}' AND r.industries = '{}' AND r.dimensions = '{}')
 OR EXISTS (
    SELECT FROM dialogues_code c, unnest(r.cpv) AS p (code),
           LATERAL (SELECT left(c.code, 2) || rtrim(substr(c.code, 3), '0') AS its,
                           left(p.code, 2) || rtrim(substr(p.code, 3), '0') AS wanted) AS stem
     WHERE c.dialogue_id = d.id AND c.kind = 'cpv' AND (stem.its ^@ stem.wanted OR stem.wanted ^@ stem.its))
 OR EXISTS (
    SELECT FROM dialogues_code c, unnest(r.industries) AS p (code)
     WHERE c.dialogue_id = d.id AND c.kind = 'industry' AND (c.code ^@ p.code OR p.code ^@ c.code))
 OR EXISTS (
    SELECT FROM requirements_requirement q
     WHERE q.profile_id = d.profile_id AND q.level > 0 AND q.dimension_code = ANY (r.dimensions)))
"""
_HITS = (
    text(f"""
SELECT d.id, array_agg(r.name ORDER BY r.id) AS radars
  FROM dialogues_dialogue d JOIN dialogues_radar r ON {FITS}
 WHERE d.state = 'published' AND d.closes_on >= :today AND r.person_id = :person AND d.id < :after
 GROUP BY d.id ORDER BY d.id DESC LIMIT :size
""")  # noqa: S608 - our own condition, written above
    .columns(id=BigInteger, radars=ARRAY(String))
    .subquery("hits")
)
_FITTING = (
    select(*LISTED, SIGNS, _HITS.c.radars)
    .select_from(JOINED.join(_HITS, _HITS.c.id == Dialogue.id))
    .order_by(Dialogue.id.desc())
)


def fitting(person_id: int, locale: str, after: int | None = None) -> Page:
    """Dialogues open or coming that fit any of her radars, the newest first; `radars`: which of them."""
    found = {"person": person_id, "after": after or LAST, "today": today(), "size": LENGTH + 1}
    return cut(list(read(_FITTING, reading_languages(locale) | found)), lambda row: row.id)


def radars_of(person_id: int) -> Sequence[Radar]:
    return db.session.scalars(select(Radar).where(Radar.person_id == person_id).order_by(Radar.id)).all()


def get_radar(radar_id: int) -> Radar:
    return db.session.scalars(select(Radar).where(Radar.id == radar_id)).one()


def hold_radars(person_id: int) -> int:
    """How many she has, with nobody adding to them meanwhile."""
    db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": f"dialogues.radar:{person_id}"})
    return db.session.scalars(select(func.count()).select_from(Radar).where(Radar.person_id == person_id)).one()


def stop_alerts(person_id: int) -> None:
    for radar in radars_of(person_id):
        radar.alerts = False
    db.session.flush()


# ---- for the worker, who sees everybody's radars -----------------------------------------------------------------

_CLAIM = text(f"""
INSERT INTO dialogues_radar_told (person_id, dialogue_id, entry_key)
SELECT DISTINCT r.person_id, d.id, :entry
  FROM dialogues_dialogue d JOIN dialogues_radar r ON {FITS}
 WHERE d.id = :dialogue AND d.state = 'published' AND d.hidden_at IS NULL AND r.alerts
   AND NOT EXISTS (SELECT FROM accounts_membership m
                    WHERE m.person_id = r.person_id AND m.ended_at IS NULL AND m.organisation_id = ANY (d.host_ids))
ON CONFLICT (person_id, dialogue_id) DO NOTHING
""")  # noqa: S608 - the same


def note_told(dialogue_id: int, entry_key: str) -> None:
    """Whose radar the dialogue fits, and who has not been told of it yet; not the people of those who host it."""
    db.session.execute(_CLAIM, {"dialogue": dialogue_id, "entry": entry_key})


def told_by(dialogue_id: int, entry_key: str) -> Select[Any]:
    query = select(RadarTold.person_id)
    return query.where(RadarTold.dialogue_id == dialogue_id, RadarTold.entry_key == entry_key)


def pending() -> Select[Any]:
    """For the digest: person_id, newest_at."""
    query = select(RadarTold.person_id, func.max(RadarTold.created_at).label("newest_at"))
    return query.where(RadarTold.created_at > now() - RADAR_REACH).group_by(RadarTold.person_id)


_NAMED = select(*LISTED).select_from(JOINED).where(Dialogue.state != DialogueState.DRAFT, Dialogue.hidden_at.is_(None))
_NAMED_BY_ID = _NAMED.where(Dialogue.id.in_(bindparam("ids", expanding=True)))


def named_dialogues(ids: Sequence[int], locale: str) -> dict[int, Row[Any]]:
    """What a notice says of dialogues: none of those that have been hidden meanwhile."""
    rows = read(_NAMED_BY_ID, reading_languages(locale) | {"ids": list(ids)}) if ids else ()
    return {row.id: row for row in rows}


_SINCE = (
    _NAMED.join(RadarTold, RadarTold.dialogue_id == Dialogue.id)
    .where(RadarTold.person_id == bindparam("person"), RadarTold.created_at > bindparam("since"))
    .order_by(RadarTold.id.desc())
    .limit(21)
)


def told_since(person_id: int, since: datetime, locale: str) -> Sequence[Row[Any]]:
    """At most 21: twenty to be shown, and whether there are more."""
    return read(_SINCE, reading_languages(locale) | {"person": person_id, "since": since}).all()
