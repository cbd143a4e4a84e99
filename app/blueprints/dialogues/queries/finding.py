"""The list of dialogues: what is open first, narrowed by stage, language, kind, CPV, industry and place.

A statement is built once for each set of conditions, with parameters: building one costs as much as running it.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Row,
    Select,
    String,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)

from app.blueprints.dialogues.models import Dialogue, DialogueCode, Need
from app.blueprints.dialogues.queries.dialogues import IS_PUBLISHED, IS_SHOWN, JOINED, LISTED, reading_languages
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.terms.finding import Filters
from app.blueprints.dialogues.terms.process import CodeKind
from app.blueprints.forum.terms.spaces import Stage
from app.core.clock import today
from app.core.db import read
from app.core.pages import LENGTH, cut

EVERYTHING = Filters()
PLACES = (CodeKind.COUNTY, CodeKind.MUNICIPALITY)
# Signs of all that a reader meets, for the time that it takes. Of the rows that are shown only.
SIGNS: ColumnElement[int] = (
    func.length(
        Dialogue.title + Dialogue.summary + Dialogue.purpose + Dialogue.scope + Dialogue.background + Dialogue.criterion
    )
    + select(
        func.coalesce(
            func.sum(
                func.length(
                    Need.title
                    + Need.affected
                    + Need.baseline
                    + Need.effect
                    + Need.indicator
                    + Need.open_for
                    + Need.limits
                )
            ),
            0,
        )
    )
    .where(Need.dialogue_id == Dialogue.id)
    .correlate(Dialogue)
    .scalar_subquery()
).label("signs")


@dataclass(frozen=True, slots=True)
class ListPage:
    """Where to go on in the list: what is open stands first (nearest deadline first), then what has closed."""

    part: str
    closes_on: date
    id: int

    @classmethod
    def parse(cls, text: str | None) -> "ListPage | None":
        """None for no key, and for one that we never gave."""
        try:
            part, day, typed = (text or "").split("_")
            number = int(typed)
            return cls(part, date.fromisoformat(day), number) if part in ("o", "c") and 0 < number < 2**63 else None
        except ValueError:
            return None


def list_dialogues(
    locale: str,
    filters: Filters = EVERYTHING,
    *,
    after: str | None = None,
) -> tuple[list[Row[Any]], str | None]:
    """Published dialogues that fit, in the order of the list, and the key of the next page (None on the last).

    `signs` of a row: letters and spaces of all that stands in it, for `rules.effort`.
    """
    key = ListPage.parse(after)
    if key and key.part == "c" and filters.stage in (Stage.OPEN, Stage.COMING):
        return [], None
    query = _listed(filters.stage, key.part if key else None, filters.shape)
    values = reading_languages(locale) | {"today": today()}
    values |= {name: getattr(filters, name) for name in filters.shape}
    values |= {name: list(values[name]) for name in ("cpv", "industry") if name in values}
    if key:
        values |= {"after_day": key.closes_on, "after_id": key.id}
    rows = read(query, values).all()
    page = cut(list(rows), lambda row: f"{row.part}_{row.closes_on.isoformat()}_{row.id}")
    return page.rows, page.after


@cache
def _listed(stage: Stage | None, part: str | None, shape: tuple[str, ...]) -> Select[Any]:
    """The statement for a filter and a place in the list: what is open, what has closed, or the one after the other."""
    parts = []
    if stage is not Stage.CLOSED and part != "c":
        parts.append(_open_part(stage, after=part == "o", shape=shape))
    if stage in (None, Stage.CLOSED):
        parts.append(_closed_part(after=part == "c", shape=shape))
    # Each part is cut to one page by its own index before they are laid together.
    found = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return (
        select(*LISTED, SIGNS, found.c.part)
        .select_from(JOINED.join(found, found.c.id == Dialogue.id))
        .order_by(found.c.place, found.c.sorting, found.c.id)
        .limit(LENGTH + 1)
    )


def _begins(code: Any, beginnings: str) -> ColumnElement[bool]:
    """Whether the code begins with one of the parameter's."""
    return code.op("^@", is_comparison=True)(func.any(bindparam(beginnings, type_=ARRAY(String))))  # type: ignore[no-any-return]


def _has_code(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(DialogueCode.id).where(DialogueCode.dialogue_id == Dialogue.id, *conditions).correlate(Dialogue).exists()
    )


_PLACE = bindparam("place", type_=String)
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "lang": Dialogue.lang == bindparam("lang"),
    "kind": select(Need.id)
    .where(Need.dialogue_id == Dialogue.id, Need.kind == bindparam("kind"))
    .correlate(Dialogue)
    .exists(),
    "cpv": _has_code(DialogueCode.kind == CodeKind.CPV, _begins(DialogueCode.code, "cpv")),
    "industry": _has_code(DialogueCode.kind == CodeKind.INDUSTRY, _begins(DialogueCode.code, "industry")),
    # In a county are its municipalities, and a municipality hears of what is for its county.
    "place": or_(
        ~_has_code(DialogueCode.kind.in_(PLACES)),
        _has_code(
            DialogueCode.kind.in_(PLACES),
            or_(func.starts_with(DialogueCode.code, _PLACE), func.starts_with(_PLACE, DialogueCode.code)),
        ),
    ),
}
_TODAY = bindparam("today", type_=Dialogue.closes_on.type)
_AFTER_DAY = bindparam("after_day", type_=Dialogue.closes_on.type)
_AFTER_ID: BindParameter[int] = bindparam("after_id")


def _open_part(stage: Stage | None, *, after: bool, shape: tuple[str, ...]) -> Select[Any]:
    """Open or coming: published, and the last day not yet over; the nearest deadline first."""
    query = select(
        Dialogue.id,
        literal("o").label("part"),
        literal(0).label("place"),
        (Dialogue.closes_on - _TODAY).label("sorting"),
    ).where(IS_PUBLISHED, Dialogue.closes_on >= _TODAY)
    if stage is Stage.OPEN:
        query = query.where(Dialogue.opens_on <= _TODAY)
    elif stage is Stage.COMING:
        query = query.where(Dialogue.opens_on > _TODAY)
    query = query.where(*(_CONDITIONS[name] for name in shape))
    if after:
        later = or_(Dialogue.closes_on > _AFTER_DAY, Dialogue.id > _AFTER_ID)
        query = query.where(Dialogue.closes_on >= _AFTER_DAY, later)
    return query.order_by(Dialogue.closes_on, Dialogue.id).limit(LENGTH + 1)


def _closed_part(*, after: bool, shape: tuple[str, ...]) -> Select[Any]:
    """Closed, or past the last day; what closed latest first. Closing early moves the last day, so one index serves."""
    query = select(
        Dialogue.id,
        literal("c").label("part"),
        literal(1).label("place"),
        (_TODAY - Dialogue.closes_on).label("sorting"),
    ).where(
        IS_SHOWN,
        Dialogue.closes_on <= _TODAY,
        or_(Dialogue.state != DialogueState.PUBLISHED, Dialogue.closes_on < _TODAY),
    )
    query = query.where(*(_CONDITIONS[name] for name in shape))
    if after:
        later = or_(Dialogue.closes_on < _AFTER_DAY, Dialogue.id > _AFTER_ID)
        query = query.where(Dialogue.closes_on <= _AFTER_DAY, later)
    return query.order_by(Dialogue.closes_on.desc(), Dialogue.id).limit(LENGTH + 1)
