"""The key facts beside a dialogue, in words."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.codelists.queries import named_of_kinds
from app.blueprints.dialogues.queries.facts import facts_of
from app.blueprints.dialogues.rules.effort import reading_minutes
from app.blueprints.dialogues.terms.process import CodeKind
from app.core.access import actor
from app.core.i18n import locale
from app.core.render import format_number

MILLION = 1_000_000
PLACES = (CodeKind.MUNICIPALITY, CodeKind.COUNTY)
KINDS = frozenset(kind.value for kind in CodeKind)


def facts(dialogue: Any, needs: Iterable[Any]) -> dict[str, Any]:
    """For the page: hosts [(id, name)] with who leads first, places, codes [(kind, label)], notices, value, minutes.

    `found` is all that is known by what it is, what the rooms above have added too.
    """
    rows = facts_of(dialogue.id, [member.organisation_id for member in actor().memberships])
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.what, []).append(row)
    wanted: dict[str, list[str]] = {}
    for row in rows:
        if row.what in KINDS:
            wanted.setdefault(row.what, []).append(row.code)
    labels = named_of_kinds(wanted, locale()) if wanted else {}
    named = [(kind, labels.get(kind, {}).get(code), code) for kind, codes in wanted.items() for code in codes]
    hosts = [(int(row.code), row.words) for row in rows if row.what == "host"]
    return {
        "hosts": sorted(hosts, key=lambda host: host[0] != dialogue.organisation_id),
        "places": [(label, code) for kind, label, code in named if kind in PLACES],
        "codes": [(kind, label, code) for kind, label, code in named if kind not in PLACES],
        "notices": [row for row in rows if row.what == "notice"],
        "value": value_words(dialogue.value_low, dialogue.value_high, dialogue.value_months),
        "minutes": reading_minutes(_signs(dialogue, needs)),
        "found": found,
    }


def _signs(dialogue: Any, needs: Iterable[Any]) -> int:
    texts = [dialogue.summary, dialogue.purpose, dialogue.scope, dialogue.background_html.striptags()]
    for need in needs:
        texts += [need.title, need.affected, need.baseline, need.effect, need.indicator, need.open_for, need.limits]
    return sum(map(len, texts))


def value_words(low: int | None, high: int | None, months: int | None) -> str:
    """ "NOK 85–110 million over 4 years"; nothing where the buyer has said no value."""
    ends = [int(end) for end in (low, high) if end is not None]
    if not ends:
        return ""
    in_millions = min(ends) >= MILLION
    shown = [format_number(round(end / MILLION, 1) if in_millions else end) for end in dict.fromkeys(ends)]
    amount = "–".join(shown)
    said = _("NOK %(amount)s million", amount=amount) if in_millions else _("NOK %(amount)s", amount=amount)
    if months is None:
        return str(said)
    years, rest = divmod(months, 12)
    over = (
        ngettext("over %(num)s month", "over %(num)s months", months)
        if rest
        else ngettext("over %(num)s year", "over %(num)s years", years)
    )
    return f"{said} {over}"
