"""What may be disclosed of a calendar year: a pure function, and of injuries a function of the band alone.

Source: research note on health and safety, section F, rules 1-5. Nothing here holds hours, a count of injuries, days, a
rate or an interval: hours and any one of these give the count away.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.blueprints.disclosure.terms import FEWEST_PEOPLE, SHARES, Band, Datum, Json, Why
from app.blueprints.safety.terms import Leading, YearFigures

MONTHS = 12
FROM = ((20, Band.MANY), (10, Band.SOME), (5, Band.FEW), (0, Band.FEWEST))
NOTHING = YearFigures()


def content_of(figures: YearFigures, leading: Leading | None, *, review_signed: bool, year: int, today: date) -> Json:
    """The content of a row of `disclosure_year`: one entry a datum, in the order of `Datum`.

    A share is `[part, whole]`, participation a yes or a no; injuries are `{"band": ...}` and sickness
    `{"percent": ...}` or, where they are not given, `{"why": ...}`.
    """
    is_over = year < today.year
    shares = {datum.value: _share(leading, datum) for datum in SHARES}
    return {
        **shares,
        Datum.PARTICIPATION.value: review_signed,
        Datum.INJURIES.value: band_of(figures, is_over=is_over),
        Datum.SICKNESS.value: sickness_of(figures, is_over=is_over),
    }


def band_of(figures: YearFigures, *, is_over: bool) -> Json:
    """The band, of a year that is over and has hours in all of its months; else why there is none."""
    if not is_over:
        return {"why": Why.NOT_OVER.value}
    if figures.months < MONTHS:
        return {"why": Why.HOURS_MISSING.value}
    return {"band": next(band for least, band in FROM if figures.recordables >= least).value}


def sickness_of(figures: YearFigures, *, is_over: bool) -> Json:
    """Whole per cent of the agreed day's-work, for ten people or more; 4.5 is 5."""
    if not is_over:
        return {"why": Why.NOT_OVER.value}
    if figures.months < MONTHS:
        return {"why": Why.HOURS_MISSING.value}
    if not figures.agreed_days or figures.lost_days is None or figures.headcount is None:
        return {"why": Why.DAYS_MISSING.value}
    if figures.headcount < FEWEST_PEOPLE:
        return {"why": Why.FEW_PEOPLE.value}
    exact = Decimal(figures.lost_days) * 100 / Decimal(figures.agreed_days)
    return {"percent": int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))}


def _share(leading: Leading | None, datum: Datum) -> list[int]:
    return list(getattr(leading, datum.value)) if leading else [0, 0]
