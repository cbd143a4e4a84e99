"""One action makes the report: who took part, what they were told and when, and what evens it out."""

from datetime import date, datetime
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.terms.presenting import READ_ALIKE
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.involvement.models import Report
from app.blueprints.involvement.queries import assessments, parties
from app.blueprints.involvement.queries import received as contributions
from app.blueprints.involvement.queries import reports as queries
from app.blueprints.involvement.rules.canonical import HOW, canonical, fingerprint
from app.blueprints.involvement.rules.time_limits import Proposal, propose
from app.blueprints.involvement.terms.reports import SCHEMA
from app.blueprints.involvement.terms.wording import HEADINGS, value
from app.blueprints.journal.services import record
from app.blueprints.parity.queries import participants, standing, who_got_what_when
from app.core.clock import local, now
from app.core.db import db


def make_report(dialogue_id: int, lang: str, *, by: Actor | None) -> Report:
    """The report in one language (nb, nn, en) as it is at this moment, kept with its hash. A new one each time."""
    number = queries.next_number(dialogue_id)
    content = gather(dialogue_id, lang, number)
    text = canonical(content)
    made = Report(
        dialogue_id=dialogue_id,
        number=number,
        lang=lang,
        sha256=fingerprint(text),
        head=_head(content),
        body=text,
        made_by=by.person_id if by else None,
    )
    db.session.add(made)
    record("involvement.report_made", subject=made, by=by, dialogue_id=dialogue_id, sha256=made.sha256, lang=lang)
    return made


def proposal(counted: Any) -> Proposal | None:
    """How long the time limit for tenders should be, from the kept numbers of the ledger: none of its items is read."""
    if counted is None or counted.last_published_at is None:
        return None
    return propose(local(counted.last_published_at).date(), counted.head_start_days)


def gather(dialogue_id: int, lang: str, number: int) -> dict[str, Any]:
    """All of it, as plain data: codes with what they are called in `lang`, times with their zone."""
    dialogue = dialogue_shown(dialogue_id)
    counted = standing(dialogue_id)
    limit = proposal(counted)
    return {
        "schema": SCHEMA,
        "canonical": HOW,
        "title": HEADINGS["title"].in_(lang),
        "language": lang,
        "number": number,
        "made_at": _moment(now()),
        "dialogue": _dialogue(dialogue, lang),
        "hosts": [
            {"name": row.name, "number": row.number, "leads": row.id == dialogue.organisation_id}
            for row in queries.hosts_of(dialogue)
        ],
        "participants": _participants(dialogue_id, lang),
        "others": _others(dialogue_id, lang),
        "declarations": _declarations(dialogue_id, lang),
        "information": [_item(row, lang) for row in who_got_what_when(dialogue_id)],
        "ledger": {
            name: getattr(counted, name) if counted else 0 for name in ("told", "published", "exempted", "red")
        },
        "questions": queries.questions_in_numbers(dialogue_id),
        "received": [_received(row, lang) for row in contributions.received(dialogue_id)],
        "assessments": _assessments(dialogue_id, lang),
        "time_limit": {
            "last_published_on": limit.last_published_on.isoformat(),
            "longest_head_start_days": limit.extra_days,
            "shortest_days": limit.shortest_days,
            "earliest": limit.earliest.isoformat(),
            "source": limit.source,
        } if limit else None,
        "outcome": _outcome(dialogue_id, lang),
    }  # fmt: skip


def _dialogue(dialogue: Any, lang: str) -> dict[str, Any]:
    other = dialogue.other_lang == lang and dialogue.lang != lang
    return {
        "id": dialogue.id,
        "title": dialogue.other_title if other else dialogue.title,
        "title_language": lang if other else dialogue.lang,
        "original_title": dialogue.title,
        "original_language": dialogue.lang,
        "purpose": dialogue.purpose,
        "scope": dialogue.scope,
        "state": dialogue.state.value,
        "state_words": value("state", dialogue.state.value, lang),
        "published_at": _moment(dialogue.published_at),
        "opens_on": _day(dialogue.opens_on),
        "closes_on": _day(dialogue.closes_on),
        "announced_at": _moment(dialogue.announced_at),
        "closed_at": _moment(dialogue.closed_at),
        "notices": [
            {
                "kind": row.kind.value, "place": value("place", row.place.value, lang), "number": row.number,
                "url": row.url, "published_on": _day(row.published_on),
            }
            for row in queries.notices_of(dialogue.id)
        ],
    }  # fmt: skip


def _participants(dialogue_id: int, lang: str) -> list[dict[str, Any]]:
    early = queries.told_early(dialogue_id)
    related: dict[int, list[dict[str, Any]]] = {}
    for row in parties.parties_of(dialogue_id):
        if row.related_to_id is not None:
            related.setdefault(row.related_to_id, []).append(_party(row, lang))
    return [
        {
            "number": row.number,
            "name": row.name,
            "organisation_number": row.organisation_number,
            "ways": list(row.ways),
            "ways_words": [value("how", way, lang) for way in row.ways],
            "joined_at": _moment(row.joined_at),
            "knew_before_everybody": early.get(row.organisation_id, 0),
            "related": related.get(row.organisation_id, []),
        }
        for row in participants(dialogue_id)
    ]


def _others(dialogue_id: int, lang: str) -> list[dict[str, Any]]:
    return [_party(row, lang) for row in parties.parties_of(dialogue_id) if row.related_to_id is None]


def _party(row: Any, lang: str) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "name": row.name,
        "organisation_number": row.number,
        "role": row.role,
        "relation": row.relation.value if row.relation else None,
        "relation_words": value("relation", row.relation.value, lang) if row.relation else None,
        "since": _day(row.since),
    }


def _declarations(dialogue_id: int, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "stance": row.stance.value,
            "stance_words": value("stance", row.stance.value, lang),
            "for_participants": row.participants_version,
            "declared_at": _moment(row.created_at),
            "ruled_out_at": _moment(row.ruled_out_at),
            "ruled_out_why": row.ruled_out_why,
        }
        for row in queries.declarations_of(dialogue_id)
    ]


def _item(row: Any, lang: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind.value,
        "kind_words": value("kind", row.kind.value, lang),
        "title": row.title,
        "language": row.lang,
        "first_told_at": _moment(row.first_told_at),
        "channel": row.channel.value if row.channel else None,
        "channel_words": value("channel", row.channel.value, lang) if row.channel else None,
        "told": [
            {
                "organisation": one["organisation"],
                "organisation_number": one["organisation_number"],
                "at": one["at"],
                "channel": one["channel"],
            }
            for one in row.told or []
        ],
        "published_at": _moment(row.published_at),
        "path": row.path,
        "exempted_at": _moment(row.exempted_at),
        "exempted_why": row.reason,
        "withdrawn_at": _moment(row.withdrawn_at),
    }


def _received(row: Any, lang: str) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "kind_words": value("how", row.kind, lang),
        "organisation": row.organisation,
        "organisation_number": row.organisation_number,
        "at": _moment(row.at),
    }


def _assessments(dialogue_id: int, lang: str) -> list[dict[str, Any]]:
    measures, hearings = assessments.measures_of(dialogue_id), assessments.hearings_of(dialogue_id)
    return [
        {
            "organisation": row.name,
            "organisation_number": row.number,
            "risk": row.risk,
            "measures": [
                {
                    "measure": one.kind.value, "measure_words": value("measure", one.kind.value, lang),
                    "state": one.state.value, "state_words": value("measure_state", one.state.value, lang),
                    "reason": one.reason, "decided_on": _day(one.decided_on),
                }
                for one in measures if one.assessment_id == row.id
            ],
            "hearings": [
                {
                    "asked": one.body, "asked_on": _day(one.asked_on), "until": _day(one.until),
                    "answer": one.answer, "answered_on": _day(one.answered_on),
                }
                for one in hearings if one.assessment_id == row.id
            ],
            "conclusion": row.conclusion.value if row.conclusion else None,
            "conclusion_words": value("conclusion", row.conclusion.value, lang) if row.conclusion else None,
            "residual": row.residual,
            "concluded_on": _day(row.concluded_on),
        }
        for row in assessments.assessments_of(dialogue_id)
    ]  # fmt: skip


def _outcome(dialogue_id: int, lang: str) -> list[dict[str, Any]]:
    """Each theme in the report's language, or what reads alike, or as it was written."""
    texts: dict[int, dict[str, Any]] = {}
    for row in contributions.themes(dialogue_id):
        texts.setdefault(row.id, {})[row.lang] = row
    told = []
    for said in texts.values():
        best = next((said[code] for code in (*READ_ALIKE[lang], *said) if code in said), None)
        if best is not None:
            told.append(
                {
                    "theme": best.title, "language": best.lang, "outcome": best.outcome.value,
                    "outcome_words": value("outcome", best.outcome.value, lang), "reason": best.did,
                    "shows_in": best.shows,
                }
            )  # fmt: skip
    return told


def _head(content: dict[str, Any]) -> dict[str, Any]:
    """What the page shows: of the information only what somebody knew before everybody, or what is not published."""
    items = content["information"]
    early = [item for item in items if item["told"] or (item["first_told_at"] and not item["published_at"])]
    at_once = sum(1 for item in items if item["published_at"] and not item["told"])
    return content | {"information": early, "at_once": at_once}


def _moment(at: datetime | None) -> str | None:
    return local(at).isoformat(timespec="seconds") if at else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
