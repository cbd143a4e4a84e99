"""Words and figures for the styleguide: invented, in the languages that people here write."""

from datetime import date, timedelta
from typing import Any

from app.blueprints.bilingual.rules.presenting import shown as shown_version
from app.blueprints.bilingual.terms.presenting import Origin, Shown, Source, Version
from app.blueprints.home import drawings
from app.core import charts
from app.core.clock import today

REFUSAL = "The month is closed for changes"
TYPED = {
    "firm": "Nordfjord Mekaniske AS",
    "hours": None,
    "area": "46",
    "story": "Rekkverket ga etter. " * 16,
    "secret": "kort",
}
LEVELS = ["Not started", "", "", "Established", "", "Leading"]
DIMENSIONS = [
    charts.Level("Kvalitetsstyring", 3, 4),
    charts.Level("HMS og arbeidsmiljø", 4, 5),
    charts.Level("Digital dokumentasjon", 0, 3),
    charts.Level("Miljøledelse", 2, 4),
    charts.Level("Anbudskompetanse", 3, 3),
    charts.Level("Kapasitet og likviditet", None, 4),
]
RATES = [
    charts.Point("Q3 24", 10.2, 6.4, 15.4),
    charts.Point("Q4 24", 10.2, 6.4, 15.3),
    charts.Point("Q1 25", 9.1, 5.7, 13.8),
    charts.Point("Q2 25", 9.0, 5.6, 13.6),
    charts.Point("Q3 25", None, None, None),
    charts.Point("Q4 25", 8.9, 5.6, 13.4),
    charts.Point("Q1 26", 7.0, 4.2, 10.9),
    charts.Point("Q2 26", 6.2, 3.7, 9.8),
    charts.Point("Q3 26", 4.9, 2.8, 8.0),
    charts.Point("Q4 26", 4.1, 2.2, 7.0),
]
PHASES = [
    ("Need announced", "14 Oct", "done"),
    ("Written questions", "closed 20 Nov", "done"),
    ("Conference and one-to-one", "3–11 Dec", "current"),
    ("Summary published", "by 15 Jan", "coming"),
    ("Tender on Doffin", "planned for April", "coming"),
]
WRITTEN = Source(lang="nn", revision=4, substantive=2)
BUYER, CHECKED_ON = "Coastal County Municipality", date(2026, 11, 12)
TRANSLATIONS = [
    Version(id=1, lang="en", origin=origin, source_revision=revision, checked_by=by, checked_on=CHECKED_ON)
    for origin, revision, by in (
        (Origin.CHECKED, 4, BUYER), (Origin.CHECKED, 3, BUYER), (Origin.CHECKED, 1, ""), (Origin.MACHINE, 4, ""),
    )
]  # fmt: skip
ORIGINS = [
    (Shown("nn", Origin.ORIGINAL), "nn"),
    *((shown_version(WRITTEN, translation), "nn") for translation in TRANSLATIONS),
]
COLOURS = ("neutral", "info", "success", "warning", "danger", "accent", "brand1", "brand2")


def shown(lang: str) -> dict[str, Any]:
    """All that `styleguide.html` draws."""
    title, desc = "Levels now and goal", "The largest gap is digital documentation: level 0 now, goal 3."
    falls = "The rate falls from 10.2 to 4.1, and lies below the sector's 8.3."
    unit, sector = "Injuries per million hours", (8.3, "Sector")
    return {
        "colours": COLOURS,
        "origins": ORIGINS,
        "steps": PHASES,
        "levels": [(level.name, level.now, level.goal) for level in DIMENSIONS],
        "rates": [(p.label, p.value, None if p.low is None else f"{p.low}–{p.high}") for p in reversed(RATES)],
        "dots": charts.dotplot("dots", title, desc, DIMENSIONS, LEVELS, lang, now="now", goal="goal"),
        "dots_narrow": charts.dotplot_narrow("dots-n", title, desc, DIMENSIONS, LEVELS, lang, now="now", goal="goal"),
        "line": charts.line_band("line", "Injury rate", falls, RATES, sector, unit=unit, lang=lang),
        "line_narrow": charts.line_band(
            "line-n", "Injury rate", falls, RATES, sector, unit=unit, lang=lang, narrow=True
        ),
        "bar": charts.bar("bar", "4 of 10 done", 0.4),
        "soon": today() + timedelta(days=11),
        "day": date(2026, 12, 3),
        **drawings.shown(lang),
    }
