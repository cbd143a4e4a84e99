"""Everything that stands on a case's page, in one statement: a page that moderators open a hundred times a day.

The lists have ends, so that the page costs the same whether the desk has decided a thousand cases or a hundred
thousand. What a sample must not tell (the decision that is judged again) is left out here, not on the page.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import literal_column, select
from sqlalchemy.dialects.postgresql import JSONB

from app.blueprints.moderation.models import Case
from app.blueprints.moderation.queries.opened import (
    AppealSeen,
    DecisionSeen,
    EntrySeen,
    MeasureSeen,
    OpinionSeen,
    ProposalSeen,
    SampleSeen,
    SignalSeen,
    SimilarSeen,
    SnapshotSeen,
)
from app.core.db import db

MOST_SIGNALS = 30
MOST_DECISIONS = 20
MOST_ENTRIES = 40
MOST_ALIKE = 5
LOOKED_THROUGH = 200
"""Among how many of the latest decisions those that are alike are looked for."""
MOST_OF_AUTHOR = 100

# A case about a decision (an appeal, a sample) rests on the case in which it was made. Whatever looks rows up by that
# takes it from a table of its own: behind row-level security a condition with a question in it reads every row.
_WORDS = {
    "<its_basis>": "(SELECT <basis> AS id OFFSET 0) b",
    "<its_cases>": """(SELECT DISTINCT unnest(
    ARRAY[moderation_case.id, CASE WHEN moderation_case.kind = 'appeal' THEN <basis> ELSE moderation_case.id END]) AS id
    OFFSET 0) b""",
    "<basis>": """coalesce(
    (SELECT f.case_id FROM moderation_decision f WHERE f.id = moderation_case.decision_id), moderation_case.id)""",
    "<stands>": """NOT EXISTS
      (SELECT 1 FROM moderation_settlement u WHERE u.decision_id = d.id AND u.how = 'undone')""",
    "<most_signals>": str(MOST_SIGNALS),
    "<most_decisions>": str(MOST_DECISIONS),
    "<most_entries>": str(MOST_ENTRIES),
    "<most_alike>": str(MOST_ALIKE),
    "<looked_through>": str(LOOKED_THROUGH),
    "<most_of_author>": str(MOST_OF_AUTHOR),
}
_PARTS = {
    "signals": """
SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id) FROM (
  SELECT s.id, s.created_at AS at, s.source, s.reason, s.note, p.name AS reporter, o.name AS organisation,
         s.reply_to IS NOT NULL AS wants_answer, s.snapshot_sha256 AS seen
  FROM <its_basis> JOIN moderation_signal s ON s.case_id = b.id
  LEFT JOIN accounts_person p ON p.id = s.reporter_id
  LEFT JOIN accounts_organisation o ON o.id = s.reporter_organisation_id
  ORDER BY s.id DESC LIMIT <most_signals>) x""",
    "counts": """
SELECT jsonb_build_object('signals', count(*), 'organisations', count(DISTINCT s.reporter_organisation_id))
FROM <its_basis> JOIN moderation_signal s ON s.case_id = b.id""",
    "snapshot": """
SELECT to_jsonb(x) FROM (
  SELECT sn.title, sn.body, sn.lang, sn.sha256, coalesce(s.at, sn.created_at) AS at,
         coalesce(sn.sha256 = (SELECT f.snapshot_sha256 FROM moderation_decision f
                               WHERE f.id = moderation_case.decision_id), false) AS was_judged
  FROM <its_basis> JOIN moderation_snapshot sn ON sn.case_id = b.id LEFT JOIN LATERAL (
    SELECT max(g.id) AS newest, max(g.created_at) AS at, bool_or(g.source IN ('report', 'translation')) AS by_people
    FROM moderation_signal g WHERE g.case_id = sn.case_id AND g.snapshot_sha256 = sn.sha256) s ON true
  ORDER BY was_judged DESC, s.by_people DESC NULLS LAST, s.newest DESC NULLS LAST LIMIT 1) x""",
    "decisions": """
SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id) FROM (
  SELECT d.id, d.case_id, d.created_at AS at, d.action, d.reasons, d.reason_versions, d.facts, d.until,
         d.own_ministry, d.statement_language, d.decided_by AS by_id, p.name AS by, q.name AS proposed_by,
         d.final_at, se.how, d.again_id
  FROM <its_cases> JOIN moderation_decision d ON d.case_id = b.id
  JOIN accounts_person p ON p.id = d.decided_by
  LEFT JOIN accounts_person q ON q.id = d.proposed_by
  LEFT JOIN moderation_settlement se ON se.decision_id = d.id
  ORDER BY d.id DESC LIMIT <most_decisions>) x""",
    "proposal": """
SELECT to_jsonb(x) FROM (
  SELECT pr.id, pr.created_at AS at, pr.by_id, p.name AS by, pr.why, pr.draft, pr.was, pr.hidden
  FROM moderation_proposal pr JOIN accounts_person p ON p.id = pr.by_id
  WHERE pr.case_id = moderation_case.id ORDER BY pr.id DESC LIMIT 1) x""",
    "opinions": """
SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id) FROM (
  SELECT l.id, l.created_at AS at, l.question, p.name AS asked_by, l.answer, q.name AS answered_by, l.answered_at
  FROM moderation_legal_opinion l
  JOIN accounts_person p ON p.id = l.asked_by LEFT JOIN accounts_person q ON q.id = l.answered_by
  WHERE l.case_id = moderation_case.id ORDER BY l.id DESC LIMIT 10) x""",
    "appeals": """
SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id) FROM (
  SELECT a.id, a.created_at AS at, a.decision_id, a.case_id, a.lang, a.body, a.outcome, a.answered_at, p.name AS by
  FROM (SELECT unnest(CASE moderation_case.kind WHEN 'appeal' THEN ARRAY[moderation_case.decision_id]
    WHEN 'content' THEN ARRAY(SELECT d.id FROM moderation_decision d WHERE d.case_id = moderation_case.id) END) AS id
    OFFSET 0) b
  JOIN moderation_appeal a ON a.decision_id = b.id JOIN accounts_person p ON p.id = a.author_id) x""",
    "sample": """
SELECT to_jsonb(x) FROM (
  SELECT sa.judged_at AS at, p.name AS by, sa.action, sa.reasons, sa.facts, sa.agrees, d.action AS first_action,
         d.reasons AS first_reasons, d.case_id
  FROM moderation_sample sa
  JOIN accounts_person p ON p.id = sa.judged_by JOIN moderation_decision d ON d.id = sa.decision_id
  WHERE sa.case_id = moderation_case.id) x""",
    "history": """
SELECT jsonb_agg(to_jsonb(x) ORDER BY x.seq) FROM (
  SELECT e.seq, e.at, e.what, e.data, p.name AS by
  FROM <its_cases> JOIN journal_entry e ON e.subject_type = 'moderation_case' AND e.subject_id = b.id
  LEFT JOIN accounts_person p ON p.id = e.by_id
  ORDER BY e.seq DESC LIMIT <most_entries>) x""",
    "similar": """
SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id DESC) FROM (
  SELECT d.id, d.case_id, d.created_at AS at, d.subject_title AS title, d.subject_language AS language, d.action,
         d.reasons, d.facts, d.statement_language
  FROM (SELECT * FROM moderation_decision ORDER BY id DESC LIMIT <looked_through>) d
  JOIN moderation_case k ON k.id = d.case_id
  WHERE d.subject_type = moderation_case.subject_type AND d.id IS DISTINCT FROM moderation_case.decision_id
    AND d.case_id NOT IN (moderation_case.id, <basis>) AND d.action <> 'uphold' AND <stands>
    AND (d.reasons && ARRAY[moderation_case.reason]::varchar[] OR k.reason = moderation_case.reason
         OR k.found && moderation_case.found)
  ORDER BY d.id DESC LIMIT <most_alike>) x""",
    "earlier": """
SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id DESC) FROM (
  SELECT d.id, d.case_id, d.created_at AS at, d.subject_title AS title, d.subject_language AS language, d.action,
         d.reasons, d.facts, d.statement_language
  FROM moderation_decision d
  WHERE d.subject_author_id = moderation_case.subject_author_id AND d.case_id NOT IN (moderation_case.id, <basis>)
    AND d.id IS DISTINCT FROM moderation_case.decision_id AND <stands>
  ORDER BY d.id DESC LIMIT <most_alike>) x""",
    "author": """
SELECT jsonb_build_object('decided', count(*), 'taken_away', count(*) FILTER (WHERE x.action NOT IN
  ('approve', 'restore', 'uphold'))) FROM (
  SELECT d.action FROM moderation_decision d
  WHERE d.subject_author_id = moderation_case.subject_author_id AND d.case_id NOT IN (moderation_case.id, <basis>)
    AND d.id IS DISTINCT FROM moderation_case.decision_id
  ORDER BY d.id DESC LIMIT <most_of_author>) x""",
    "measures": """
SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id DESC) FROM (
  SELECT m.id, m.kind, m.until AS until_at, m.created_at AS at FROM moderation_measure m
  WHERE m.person_id = moderation_case.subject_author_id AND m.lifted_at IS NULL
    AND m.decision_id IS DISTINCT FROM moderation_case.decision_id
  ORDER BY m.id DESC LIMIT 10) x""",
    "words": """
SELECT jsonb_agg(w.word ORDER BY w.word) FROM screening_word w WHERE w.removed_at IS NULL""",
    "people": """
SELECT jsonb_build_object(
  'author_locale', (SELECT p.locale FROM accounts_person p WHERE p.id = moderation_case.subject_author_id),
  'holder', (SELECT p.name FROM accounts_person p WHERE p.id = moderation_case.claimed_by))""",
}


def _filled(part: str) -> str:
    for word, meaning in _WORDS.items():
        part = part.replace(word, meaning)
    return part


_OPENED = select(
    Case, *(literal_column(f"({_filled(part)})", type_=JSONB).label(f"its_{name}") for name, part in _PARTS.items())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case with its file, as its page shows it.

    `snapshot` is what the latest reader had before her who reported; for an appeal or a sample what was judged, when
    that was kept. `counts` has `signals` and `organisations`; `author` has `decided` and `taken_away`, up to
    `MOST_OF_AUTHOR`. `words` are the ministry's words that tell of secrets, for the marks in the text.
    """

    case: Case
    signals: tuple[SignalSeen, ...]
    counts: dict[str, int]
    snapshot: SnapshotSeen | None
    decisions: tuple[DecisionSeen, ...]
    proposal: ProposalSeen | None
    opinions: tuple[OpinionSeen, ...]
    appeals: tuple[AppealSeen, ...]
    sample: SampleSeen | None
    history: tuple[EntrySeen, ...]
    similar: tuple[SimilarSeen, ...]
    earlier: tuple[SimilarSeen, ...]
    author: dict[str, int]
    measures: tuple[MeasureSeen, ...]
    words: tuple[str, ...]
    author_locale: str
    holder: str


def opened(case_id: int) -> Opened:
    """The case and all that its page shows; NoResultFound when there is none for this reader."""
    row = db.session.execute(_OPENED.where(Case.id == case_id), execution_options={"populate_existing": True}).one()
    return Opened(
        case=row.Case,
        signals=_many(SignalSeen, row.its_signals),
        counts=row.its_counts,
        snapshot=_one(SnapshotSeen, row.its_snapshot),
        decisions=_many(DecisionSeen, row.its_decisions),
        proposal=_one(ProposalSeen, row.its_proposal),
        opinions=_many(OpinionSeen, row.its_opinions),
        appeals=_many(AppealSeen, row.its_appeals),
        sample=_one(SampleSeen, row.its_sample),
        history=_many(EntrySeen, row.its_history),
        similar=_many(SimilarSeen, row.its_similar),
        earlier=_many(SimilarSeen, row.its_earlier),
        author=row.its_author,
        measures=_many(MeasureSeen, row.its_measures),
        words=tuple(row.its_words or ()),
        author_locale=row.its_people["author_locale"] or "nb",
        holder=row.its_people["holder"] or "",
    )


T = TypeVar("T")


def _many(kind: type[T], rows: list[dict[str, Any]] | None) -> tuple[T, ...]:
    return tuple(_made(kind, row) for row in rows or ())


def _one(kind: type[T], row: dict[str, Any] | None) -> T | None:
    return None if row is None else _made(kind, row)


def _made(kind: type[T], row: dict[str, Any]) -> T:
    """JSON has no moments: what is called `at`, or `..._at`, is one."""
    return kind(
        **{
            name: datetime.fromisoformat(value) if value and (name == "at" or name.endswith("_at")) else value
            for name, value in row.items()
        }
    )
