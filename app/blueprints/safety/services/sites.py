"""Places where a firm works: added, changed, retired and taken up again. What happened there stays."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.safety import queries
from app.blueprints.safety.models import Site
from app.blueprints.safety.services.checks import check_version
from app.blueprints.safety.terms import SiteDraft
from app.blueprints.screening.services import refuse_identity_numbers
from app.core import clock
from app.core.errors import Conflict, Refused

MOST_SITES = 60
"""Sites in use at a time: each has its line in the form of the hours."""


def add_site(organisation_id: int, draft: SiteDraft, *, by: Actor | None) -> Site:
    """A new place to work."""
    _check_words(draft)
    _check_name(organisation_id, draft.name)
    _check_room(organisation_id)
    site = queries.insert_site(
        {
            "organisation_id": organisation_id,
            "name": draft.name,
            "place": draft.place,
            "recorded_at": clock.now(),
            "recorded_by_id": by.id if by else None,
        }
    )
    if site is None:
        raise Refused("site_is_there", field="name", name=draft.name)
    record("safety.site_added", subject=site, by=by, organisation_id=organisation_id)
    return site


def change_site(site: Site, draft: SiteDraft, *, by: Actor | None) -> Site:
    """Another name or address for the same place."""
    check_version(site, draft.version)
    _check_words(draft)
    _check_name(site.organisation_id, draft.name, but=site.id)
    site.name, site.place = draft.name, draft.place
    return _written(site, "safety.site_changed", by)


def retire_site(site: Site, *, version: int, by: Actor | None) -> Site:
    """It is offered no more; hours and events keep it."""
    check_version(site, version)
    if site.retired_at is not None:
        raise Conflict("site_is_retired", name=site.name)
    site.retired_at = clock.now()
    return _written(site, "safety.site_retired", by)


def take_up_site(site: Site, *, version: int, by: Actor | None) -> Site:
    """It is in use again."""
    check_version(site, version)
    if site.retired_at is None:
        raise Conflict("site_is_in_use", name=site.name)
    _check_room(site.organisation_id)
    site.retired_at = None
    return _written(site, "safety.site_taken_up", by)


def _written(site: Site, what: str, by: Actor | None) -> Site:
    site.recorded_at, site.recorded_by_id = clock.now(), by.id if by else None
    record(what, subject=site, by=by, organisation_id=site.organisation_id)
    return site


def _check_words(draft: SiteDraft) -> None:
    if not draft.name:
        raise Refused("site_needs_a_name", field="name")
    refuse_identity_numbers(name=draft.name, place=draft.place)


def _check_name(organisation_id: int, name: str, *, but: int | None = None) -> None:
    there = queries.site_named(organisation_id, name)
    if there is not None and there.id != but:
        code = "site_is_there" if there.retired_at is None else "site_is_there_retired"
        raise Refused(code, field="name", name=there.name)


def _check_room(organisation_id: int) -> None:
    if len(queries.active_sites(organisation_id)) >= MOST_SITES:
        raise Refused("too_many_sites", most=MOST_SITES)
