"""The glossary, which everybody may read: its list, a concept, its versions, and all of it as a file."""

from collections.abc import Iterable
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.bilingual import bp, policies
from app.blueprints.bilingual.forms.glossary import DOMAIN_WORDS, EVENT_WORDS, PART_WORDS
from app.blueprints.bilingual.models.glossary import Concept
from app.blueprints.bilingual.queries import glossary as queries
from app.blueprints.bilingual.rules import glossary_csv
from app.blueprints.bilingual.rules.glossary_content import changes, from_json
from app.blueprints.bilingual.terms.glossary import Change, Domain
from app.core import text
from app.core.access import actor, guard, public
from app.core.addresses import asked_number
from app.core.clock import today
from app.core.diffs import word_diff
from app.core.downloads import disposition
from app.core.i18n import LOCALES, locale
from app.core.render import render

LENGTH = 50
MOST_PRINTED = 2_000
LONGEST_SEARCH = 100
SHOWN_VERSIONS = 10


@bp.get("/glossary")
@public
def list_glossary() -> ResponseReturnValue:
    """The terms in the alphabet of the page's language; in the address: words, domain, withdrawn ones, page."""
    found = queries.glossary()
    may_edit = policies.can_edit_glossary(actor())
    words = " ".join(text.clean(request.args.get("q", "")).split())[:LONGEST_SEARCH]
    domain = next((one for one in Domain if one.value == request.args.get("domain")), None)
    withdrawn = may_edit and request.args.get("state") == "withdrawn"
    entries = found.listed(locale(), words=words, domain=domain, withdrawn=withdrawn)
    all_of_them = request.args.get("show") == "all" and len(entries) <= MOST_PRINTED
    length = max(1, len(entries)) if all_of_them else LENGTH
    pages = max(1, -(-len(entries) // length))
    page = min(max(1, asked_number("page") or 1), pages)
    kept: dict[str, Any] = {
        "q": words,
        "domain": domain.value if domain else "",
        "state": "withdrawn" if withdrawn else "",
    }
    kept = {name: value for name, value in kept.items() if value}
    return render(
        "bilingual/glossary.html",
        entries=entries[(page - 1) * length : page * length],
        total=len(entries),
        whole=len(found),
        version=found.version,
        page=page,
        pages=pages,
        address=url_for(".list_glossary", **kept),
        everything=url_for(".list_glossary", show="all", **kept) if pages > 1 and len(entries) <= MOST_PRINTED else "",
        words=words,
        domain=domain,
        withdrawn=withdrawn,
        may_edit=may_edit,
        language_order=language_order(),
        domain_words=DOMAIN_WORDS,
    )


@bp.get("/glossary.csv")
@public
def download_glossary() -> ResponseReturnValue:
    """Every concept that is not withdrawn. The file is the same in every language of the address."""
    found = queries.glossary()
    response = Response(content_type="text/csv; charset=utf-8")
    response.set_etag(f"glossary-{found.version}")
    response.headers["Cache-Control"] = "public, no-cache"
    response.make_conditional(request)
    if response.status_code == 304:
        return response
    response.set_data(glossary_csv.write(found.current))
    response.headers["Content-Disposition"] = disposition(f"samhandel-glossary-{today():%Y-%m-%d}.csv")
    return response


@bp.get("/glossary/<int:concept_id>")
@guard(policies.can_read_glossary, concept=queries.get_concept)
def show_concept(concept: Concept) -> ResponseReturnValue:
    """A concept in all its languages, with what it has been. Who changed it is told to the ministry's people only."""
    may_edit = policies.can_edit_glossary(actor())
    return render(
        "bilingual/glossary_concept.html",
        concept=concept,
        content=from_json(concept.content),
        may_edit=may_edit,
        language_order=language_order(),
        domain_words=DOMAIN_WORDS,
        **_history(concept, named=may_edit),
    )


def _history(concept: Concept, *, named: bool) -> dict[str, Any]:
    """Versions with what each of them changed, the newest first, and where to go on reading."""
    rows = list(queries.versions(concept.id, before=asked_number("before"), limit=SHOWN_VERSIONS))
    names = names_of({row.by_id for row in rows}) if named else {}
    history = []
    for number, row in enumerate(rows[:SHOWN_VERSIONS]):
        before = rows[number + 1] if number + 1 < len(rows) else None
        differences = changes(from_json(before.content), from_json(row.content)) if before else []
        history.append(
            {
                "number": row.number,
                "at": row.at,
                "what": EVENT_WORDS[row.event],
                "who": names.get(row.by_id or 0),
                "changes": told(differences),
            }
        )
    older = rows[SHOWN_VERSIONS - 1].number if len(rows) > SHOWN_VERSIONS else None
    return {
        "history": history,
        "older": url_for(".show_concept", concept_id=concept.id, before=older) if older else None,
    }


def told(differences: Iterable[Change]) -> list[dict[str, Any]]:
    """Differences as a page shows them, word by word: {what, lang, pieces}."""
    return [
        {
            "what": PART_WORDS[one.part],
            "lang": one.lang,
            "pieces": word_diff(_readable(one.part, one.before), _readable(one.part, one.after)),
        }
        for one in differences
    ]


def _readable(part: str, text: str) -> str:
    return str(DOMAIN_WORDS[Domain(text)]) if part == "domain" else text


def language_order() -> list[str]:
    """The page's language first, then the others as everywhere."""
    return sorted(LOCALES, key=lambda lang: lang != locale())
