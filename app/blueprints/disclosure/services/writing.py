"""What a firm discloses is written in its own transaction, when its figures change; and by the night's job.

The pages of buyers read these rows. Only what is other than before is written, so that `written_at` says nothing of an
injury that stays inside its band.
"""

from collections.abc import Collection

from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.disclosure import rules
from app.blueprints.disclosure.models import Disclosed
from app.blueprints.disclosure.queries import consents as consent_queries
from app.blueprints.disclosure.queries import rows as queries
from app.blueprints.disclosure.services.ending import end_and_tell
from app.blueprints.disclosure.terms import FIGURES, Json
from app.blueprints.improvement.services import on_plan
from app.blueprints.internal_control import queries as internal_control
from app.blueprints.internal_control.services import on_control
from app.blueprints.safety import queries as safety
from app.blueprints.safety.services import on_figures
from app.blueprints.safety.terms import Month, Window
from app.core.clock import now, today
from app.core.db import acting_for, db, unit_of_work
from app.core.jobs import periodic

FIRST_YEAR = 2000


def write_years(
    organisation_ids: Collection[int], years: Collection[int], *, edited: bool = False
) -> dict[tuple[int, int], Json]:
    """Write anew what these firms disclose of these years, for whoever works for them all; gives it by (firm, year).

    `edited` says that hours or events of these years have changed. Then the verification of everything that rests on
    them ends, whether or not what is disclosed is the same: what was checked is no longer what is there. A buyer that
    sees a level fall learns that something among hours, near misses and injuries of that year was written anew, and not
    what, nor in which direction: all three end together.
    """
    current = today().year
    wanted = sorted({year for year in years if FIRST_YEAR <= year <= current})
    if not organisation_ids or not wanted:
        return {}
    db.session.flush()
    queries.hold(organisation_ids)
    kept = queries.years_with_rows(organisation_ids, wanted)
    contents = {(firm, year): content for year in wanted for firm, content in _contents(organisation_ids, year).items()}
    at = now()
    for (firm, year), content in contents.items():
        row = kept.get((firm, year))
        if row is None:
            db.session.add(Disclosed(organisation_id=firm, year=year, content=content, written_at=at))
        elif row.content != content:
            row.content, row.written_at = content, at
    _end_verifications(contents, edited=edited)
    db.session.flush()
    return contents


def _contents(organisation_ids: Collection[int], year: int) -> dict[int, Json]:
    """The same few statements for one firm or five hundred."""
    day = today()
    window = Window(Month(year, 1), Month(year, 12))
    figures = safety.year_figures(organisation_ids, year)
    standing = internal_control.standing(organisation_ids, min(day, window.last.last))
    leading = safety.leading(organisation_ids, window, day, standing)
    return {
        firm: rules.content_of(
            figures[firm],
            leading.get(firm),
            review_signed=firm in standing and standing[firm].review_signed,
            year=year,
            today=day,
        )
        for firm in organisation_ids
    }


def _end_verifications(contents: dict[tuple[int, int], Json], *, edited: bool) -> None:
    """Whoever verified, and the firm, are told: the journal's entry is what the notices follow."""
    for checked in queries.live_verifications(contents):
        content = contents[checked.organisation_id, checked.year]
        same = rules.digest(checked.year, checked.datum, content[checked.datum.value]) == bytes(checked.digest)
        if not same or (edited and checked.datum in FIGURES):
            end_and_tell(checked)


def figures_changed(organisation_id: int, years: Collection[int]) -> None:
    """Hours or events of these years have changed."""
    write_years([organisation_id], years, edited=True)


def leading_changed(organisation_id: int) -> None:
    """The plan or the internal control has changed: this year follows, and the one before, which may still be open."""
    write_years([organisation_id], recent_years())


def recent_years() -> tuple[int, int]:
    return today().year - 1, today().year


on_figures(figures_changed)
on_plan(leading_changed)
on_control(leading_changed)


@periodic("35 0 * * *", "disclosure.renew")
def renew() -> None:
    """Each night, of the firms that somebody may see: a year that is over gets its band, training runs out.

    These change by the calendar and not by anybody's doing. Names that have changed are sorted where they belong.
    """
    for numbers in organisations_in_batches():
        with unit_of_work(acting_for(*numbers)):
            write_years(consent_queries.firms_that_share(numbers, today()), recent_years())
            consent_queries.mend_keys(numbers)


def everything_shown(organisation_id: int) -> dict[int, Json]:
    """Write every year that a buyer could ask for, so that none of them is missing for want of an occasion."""
    written = write_years([organisation_id], rules.years_shown(today()))
    return {year: content for (_firm, year), content in written.items()}
