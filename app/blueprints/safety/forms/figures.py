"""What each figure is, in plain words: name, meaning, formula, what it leaves out, and where the definition is from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from app.blueprints.safety.terms import Figure

Words = Any  # a lazy string


@dataclass(frozen=True)
class FigureWords:
    """`numerator` and `denominator` head the columns; `source` is who defines it, with the year."""

    name: Words
    meaning: Words
    formula: Words
    numerator: Words
    denominator: Words
    left_out: Words
    source: str


CHECKED_ON = date(2026, 11, 22)
"""When the definitions were last held against their sources."""

INDUSTRY = "Norsk Industri; EBA (2017)"
OSHA = "OSHA 29 CFR 1904 (U.S. Bureau of Labor Statistics)"
SICKNESS = "SSB/NAV: sykefraværsstatistikk"
ESAW = "Eurostat: European Statistics on Accidents at Work (ESAW), summary methodology, 2013"
OWN_RULE = "Samhandel (2026)"

FIGURES: dict[Figure, FigureWords] = {
    Figure.H1: FigureWords(
        _l("H1: injuries with absence (LTIFR)"),
        _l(
            "How often somebody is hurt so badly that they are away from work on a day after the injury, a day off "
            "included. Deaths are counted. Own and hired-in people together."
        ),
        _l("injuries with absence × 1,000,000 / hours worked"),
        _l("Injuries with absence"),
        _l("Hours worked"),
        _l(
            "First aid, medical treatment and restricted work are not counted, nor are people whose hours are not ours."
        ),
        INDUSTRY,
    ),
    Figure.H2: FigureWords(
        _l("H2: all injuries but first aid (TRIFR)"),
        _l(
            "How often somebody is hurt so that more than first aid is needed: medical treatment, restricted work, "
            "absence or death. Own and hired-in people together."
        ),
        _l("recordable injuries × 1,000,000 / hours worked"),
        _l("Recordable injuries"),
        _l("Hours worked"),
        _l("First aid is not counted, nor are people whose hours are not ours."),
        INDUSTRY,
    ),
    Figure.F: FigureWords(
        _l("F: days lost to injury"),
        _l("How many days people are away because of injuries. One long absence decides the whole figure."),
        _l("days lost to injury × 1,000,000 / hours worked"),
        _l("Days lost"),
        _l("Hours worked"),
        _l(
            "There is no interval: days of one absence are not many small accidents. No days are made up for a death, "
            "and an absence whose days are not known yet adds none."
        ),
        INDUSTRY,
    ),
    Figure.SEVERITY: FigureWords(
        _l("Severity: days lost per 1,000 hours"),
        _l("The same days as in F, by a smaller number of hours; and how long an absence is on average."),
        _l("days lost to injury × 1,000 / hours worked"),
        _l("Days lost"),
        _l("Hours worked"),
        _l("There is no interval, for the same reason as with F."),
        INDUSTRY,
    ),
    Figure.TRIR: FigureWords(
        _l("TRIR: recordable injuries per 200,000 hours"),
        _l("The same injuries as in H2, counted as in the USA: for a hundred people in a year. H2 is five times TRIR."),
        _l("recordable injuries × 200,000 / hours worked"),
        _l("Recordable injuries"),
        _l("Hours worked"),
        _l("First aid is not counted, nor are people whose hours are not ours."),
        OSHA,
    ),
    Figure.ABSENCE: FigureWords(
        _l("Sickness absence"),
        _l(
            "How much of the work that was agreed is lost to sickness, self-certified and certified by a doctor. "
            "40 days in an 80 per cent position, half of it sick, are 16 day's-work."
        ),
        _l("day's-work lost to sickness × 100 / day's-work agreed"),
        _l("Day's-work lost"),
        _l("Day's-work agreed"),
        _l("Only months that state both are counted. No diagnosis and no name is kept."),
        SICKNESS,
    ),
    Figure.RATIO: FigureWords(
        _l("Near misses for each recordable injury"),
        _l("How many near misses are told of for each injury. More is not worse: it shows that people speak up."),
        _l("near misses / recordable injuries"),
        _l("Near misses"),
        _l("Recordable injuries"),
        _l("Without injuries there is no ratio, and a dash is shown. Only months with hours are counted."),
        OWN_RULE,
    ),
    Figure.FREQUENCY: FigureWords(
        _l("Near misses for each employee and year"),
        _l("How often people tell of a near miss. It shows reporting, not safety, and should never be a goal alone."),
        _l("near misses / (employees × years)"),
        _l("Near misses"),
        _l("Employees × years"),
        _l("Only months with hours are counted, and there the mean of the months that state the number of people."),
        OWN_RULE,
    ),
    Figure.INCIDENCE: FigureWords(
        _l("Incidence by ESAW: accidents per 100,000 employed"),
        _l("Accidents with more than three full days of absence, the day itself not counted, as Europe counts them."),
        _l("accidents with more than 3 days of absence × 100,000 / (employees × years)"),
        _l("Accidents with more than 3 days"),
        _l("Employees × years"),
        _l("ESAW counts deaths on their own. Only our own employees are counted, as in the number of employees."),
        ESAW,
    ),
}

PERIODS = {
    "12": _l("The last 12 months"),
    "12-before": _l("The 12 months before"),
    "36": _l("The last 36 months"),
    "36-before": _l("The 36 months before"),
}
"""A calendar year is its own name."""
