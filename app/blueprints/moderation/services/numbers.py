"""A number that stopped a text is judged like a post: approved, it may be written; hidden, it stays stopped.

What is described is what its writer says that it is. The number itself stands in no case, snapshot or decision: the
moderator opens it on its own page, which the journal tells of.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.installation import settings
from app.blueprints.moderation.services.cases import open_case
from app.blueprints.moderation.terms.cases import IDENTITY_NUMBER, SignalDraft, Source
from app.blueprints.moderation.terms.subjects import Description, Subject, Visibility
from app.blueprints.screening.models.numbers import Number
from app.blueprints.screening.policies import can_view_number
from app.blueprints.screening.queries import numbers as queries
from app.blueprints.screening.services import numbers
from app.blueprints.screening.terms.findings import FindingKind
from app.blueprints.screening.terms.numbers import TITLES, NumberState
from app.core.db import Context, unit_of_work
from app.core.i18n import locale
from app.core.jobs import defer, job

KIND = "number"
FORGET = "moderation.forget_number"
MARGIN = timedelta(minutes=1)  # after the time to undo is over
_VISIBILITY = {
    NumberState.WAITING: Visibility.WAITING,
    NumberState.ALLOWED: Visibility.PUBLIC,
    NumberState.REFUSED: Visibility.HIDDEN,
}


def describe(ids: Sequence[int]) -> Mapping[int, Description]:
    """What the number is said to be, and why that can be believed; never the number."""
    return {
        row.Number.id: Description(
            title=TITLES[row.Number.lang][row.Number.what],
            text=row.Number.why,
            language=row.Number.lang,
            author_id=row.Number.person_id,
            author_name=row.person,
            organisation_id=row.Number.organisation_id,
            organisation_name=row.organisation,
            written_at=row.Number.created_at,
            visibility=_VISIBILITY[row.Number.state],
            confidential=True,
        )
        for row in queries.described(ids)
    }


def hide(number_id: int, *, reason_code: str, at: datetime) -> None:
    """It stays stopped. While that can be undone the number can still be read; then it is gone."""
    numbers.refuse(number_id, reason_code=reason_code, at=at)
    patience = settings().moderation_undo_seconds
    if patience:
        defer(FORGET, after=timedelta(seconds=patience) + MARGIN, number_id=number_id)
    else:
        numbers.forget(number_id)


@job(FORGET)
def forget(number_id: int) -> None:
    with unit_of_work(Context(platform=("moderator",))):
        numbers.forget(number_id)


def url(number_id: int) -> str:
    return f"/{locale()}/numbers/{number_id}"


def can_view(actor: Actor, number_id: int) -> bool:
    return can_view_number(actor, queries.get_number(number_id))


def asked(number: Number, by: Actor) -> None:
    """Somebody is to look at it: a case in the ordinary queue."""
    draft = SignalDraft(source=Source.RULE, reason=IDENTITY_NUMBER, found=(FindingKind.NIN.value,))
    open_case(KIND, number.id, draft, by=by)


SUBJECT = Subject(
    describe=describe, hide=hide, restore=numbers.take_back, release=numbers.allow, url=url, can_view=can_view
)  # fmt: skip
numbers.on_asked(asked)
