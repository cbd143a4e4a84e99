"""What the styleguide shows of levels, plans and history: invented, a state of each kind."""

from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from app.core import charts

LEVELS = ["Not started", "Aware", "Basic", "Established", "Measured", "Leading"]
ENDS = ["Not started", "", "", "Established", "", "Leading"]
TODAY = date(2026, 11, 22)
THREE = [
    charts.Three("Health, safety and working environment", 3, 2, 2, 4),
    charts.Three("Quality and delivery", 3, 3, 3, 4),
    charts.Three("Environment and climate", 2, None, None, 3),
    charts.Three("Digital trade and information security", 4, 1, 2, 4),
    charts.Three("Finances and continuity", 0, 0, None, None),
    charts.Three("Ethics", 5, 5, 4, 5),
    charts.Three("Local value and skills", None, None, None, 2),
]
GAPS = [
    charts.Gap("Health, safety and working environment", 2, 3, must=True),
    charts.Gap("Quality and delivery", 5, 3),
    charts.Gap("Environment and climate", 2, 2),
    charts.Gap("Digital trade and information security", 1, 3),
    charts.Gap("Finances and continuity", None, 2, must=True),
]
PLAN = [
    charts.Task("risk", "Write down the risk assessment", date(2026, 8, 10), date(2026, 10, 1), "effect_seen"),
    charts.Task(
        "weld", "Train two welders to ISO 9606-1 and have them tested", date(2026, 9, 15), date(2026, 11, 5),
        "started", ("risk",),
    ),
    charts.Task("ehf", "Send invoices by EHF", date(2026, 10, 1), date(2026, 12, 20), "started"),
    charts.Task("eco", "Eco-Lighthouse certificate", date(2026, 12, 1), date(2027, 4, 15), "planned", ("weld",)),
    charts.Task("audit", "Review from outside", None, date(2027, 5, 20), "planned", ("eco",)),
    charts.Task("crane", "A new crane", date(2026, 9, 1), date(2027, 2, 1), "dropped"),
    charts.Task("copy", "Backup tested", date(2026, 8, 20), date(2026, 9, 20), "done"),
    charts.Task("report", "Report on waste", None, date(2026, 10, 20), "planned", ("ehf",)),
]  # fmt: skip
STATES = {
    "planned": "Planned",
    "started": "Started",
    "done": "Done",
    "effect_seen": "Effect seen",
    "dropped": "Dropped",
}
HISTORY: dict[str, list[charts.Change]] = {
    "claimed": [(date(2025, 3, 1), 2), (date(2026, 2, 10), 3), (date(2026, 9, 1), 4)],
    "evidenced": [
        (date(2025, 4, 1), 1), (date(2025, 11, 15), 2), (date(2026, 3, 1), 3), (date(2026, 10, 3), 2),
    ],
    "endorsed": [(date(2025, 12, 1), 2), (date(2026, 8, 1), None), (date(2026, 9, 15), 3)],
}  # fmt: skip
KINDS = {"claimed": "Claimed", "evidenced": "Evidenced", "endorsed": "Endorsed"}
MONTHS = [
    charts.Month(date(2026, number, 1), planned, finished)
    for number, planned, finished in (
        (1, 1, 0), (2, 2, 1), (3, 0, 2), (4, 3, 1), (5, 1, 1), (6, 4, 2), (7, 0, 0), (8, 1, 2), (9, 2, 2), (10, 3, 1),
        (11, 2, 0),
    )
]  # fmt: skip
EVENTS = [
    {"day": date(2026, 10, 3), "what": "Evidenced: level 3 became 2. The Eco-Lighthouse certificate expired.",
     "kind": "evidenced"},
    {"day": date(2026, 9, 15), "what": "Endorsed: level 3", "who": "Kari Moen, Coastal County Municipality",
     "note": "Seen in use at the yard on 9 September.", "kind": "endorsed"},
    {"day": date(2026, 9, 1), "what": "Claimed: level 3 became 4", "who": "Ingrid Aas", "kind": "claimed"},
    {"day": date(2026, 8, 20), "what": "The plan was shared with Coastal County Municipality", "who": "Ingrid Aas"},
]  # fmt: skip
BETWEEN = [
    charts.Between("4 May 2024", 40),
    charts.Between("7 Aug 2024", 95),
    charts.Between("19 Aug 2024", 12),
    charts.Between("7 Mar 2025", 200),
    charts.Between("7 May 2025", 61),
    charts.Between("Now", 130, is_open=True),
]
BETWEEN_LINES = charts.BetweenLines(56.561, 0.11, 539.184)
STRIPS = [
    charts.Strip("Near misses answered in time", [charts.Part(3, 9), charts.Part(0, 0), charts.Part(8, 11),
                                                  charts.Part(12, 13), charts.Part(10, 10)]),
    charts.Strip("Worker participation", [charts.Part(0, 1), charts.Part(1, 2), charts.Part(1, 1), charts.Part(2, 3),
                                          charts.Part(3, 3)]),
]  # fmt: skip
QUARTERS = ("Q3 25", "Q4 25", "Q1 26", "Q2 26", "Q3 26")
FIRMS = ("Nordfjord Mekaniske AS", "Sula Elektro AS", "Ålesund Havneservice AS", "Førde Bygg og Betong AS")


class Pair(NamedTuple):
    wide: Markup
    narrow: Markup


def _both(draw: Any, ident: str, *args: Any, **words: Any) -> Pair:
    return Pair(draw(ident, *args, **words), draw(f"{ident}-n", *args, narrow=True, **words))


def shown(lang: str) -> dict[str, Any]:
    """The drawings, each wide and narrow, and the figures that stand in their tables."""
    three = charts.ThreeWords("claimed", "evidenced", "endorsed", "goal")
    gaps = charts.GapWords("level", "required", "Must-have", "Levels missing:")
    plan = charts.PlanWords(STATES, "Today", "late")
    title, desc = "Drawn from invented figures", "The table below has the same figures."
    return {
        "level_names": LEVELS,
        "today": TODAY,
        "three": _both(charts.three_levels, "three", title, desc, THREE, ENDS, three),
        "three_rows": THREE,
        "gaps": _both(charts.gaps, "gaps", title, desc, GAPS, ENDS, gaps),
        "gap_rows": [(gap.name, gap.effective, gap.required, "Yes" if gap.must else "No") for gap in GAPS],
        "plan": _both(charts.timeline, "plan", title, desc, PLAN, TODAY, lang, plan),
        "plan_rows": [(task.name, task.start, task.due, task.state, STATES[task.state]) for task in PLAN],
        "history": _both(charts.steps, "history", title, desc, HISTORY, TODAY, lang, KINDS),
        "history_rows": sorted(
            ((day, KINDS[kind], level) for kind, changes in HISTORY.items() for day, level in changes), reverse=True
        ),
        "progress": _both(charts.progress, "progress", title, desc, MONTHS, lang, ("due", "finished")),
        "months": MONTHS,
        "between": _both(
            charts.between_events,
            "between",
            title,
            desc,
            BETWEEN,
            BETWEEN_LINES,
            charts.BetweenWords("Days between injuries", "Half", "Limit", "so far"),
            lang,
        ),
        "between_rows": [(one.label, f"{one.length:g}" + (" so far" if one.is_open else "")) for one in BETWEEN],
        "shares": _both(
            charts.shares_over_time, "shares", title, desc, QUARTERS, STRIPS, "%(part)s of %(whole)s", lang
        ),
        "share_rows": [
            (quarter, *(f"{strip.parts[n].part} of {strip.parts[n].whole}" for strip in STRIPS))
            for n, quarter in enumerate(QUARTERS)
        ],
        "events": EVENTS,
        "firms": FIRMS,
    }
