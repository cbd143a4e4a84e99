"""Posters are made, printed as often as wanted, and taken down. What was reported at one stays."""

import secrets

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.safety import queries
from app.blueprints.safety.models import Poster
from app.blueprints.safety.terms import PosterDraft
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused

MOST_POSTERS = 200
"""That hang at a time: a large firm has one in each hall."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when typed off a wall
GROUPS, IN_A_GROUP = 4, 5  # 31 to the power of 20: nobody finds a poster by trying


def make_poster(organisation_id: int, draft: PosterDraft, *, by: Actor | None) -> Poster:
    """A new poster with an address of its own. Without a place of its own it is called after its site."""
    names = {site.id: site.name for site in queries.active_sites(organisation_id)}
    if draft.site_id is not None and draft.site_id not in names:
        raise Refused("site_unknown", field="site_id")
    if not draft.place and draft.site_id is None:
        raise Refused("poster_has_no_place", field="place")
    refuse_identity_numbers(place=draft.place)
    if sum(row.Poster.ended_at is None for row in queries.posters_of(organisation_id)) >= MOST_POSTERS:
        raise Conflict("too_many_posters", most=MOST_POSTERS)
    poster = Poster(
        organisation_id=organisation_id,
        site_id=draft.site_id,
        place=draft.place or names[draft.site_id or 0],
        token=new_token(),
        made_by_id=by.id if by else None,
    )
    db.session.add(poster)
    record("safety.poster_made", subject=poster, by=by, organisation_id=organisation_id)
    return poster


def end_poster(poster: Poster, *, by: Actor | None) -> None:
    """From now on its address takes no report, and says so. Done twice, it was done the first time."""
    if poster.ended_at is None:
        poster.ended_at = now()
        record("safety.poster_ended", subject=poster, by=by, organisation_id=poster.organisation_id)


def new_token() -> str:
    """ "k3m9p-w7x2a-..." """
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
