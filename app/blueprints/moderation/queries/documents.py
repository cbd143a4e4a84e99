"""A case whole, for the document of it: every row that belongs to it, without an end, in one statement.

Row-level security holds here too: a lawyer gets what she was asked about, and not who reported it. Where somebody
without an account wants to hear of the outcome is never part of it. While a sample waits to be judged, its own document
tells nothing of the decision that it is about.
"""

from typing import Any

from sqlalchemy import text

from app.core.db import read

# The case itself, the case in which the decision was made that it is about, and the appeals over its decisions.
_CASES = """
SELECT c.id FROM moderation_case c WHERE c.id = :case
UNION SELECT d.case_id FROM moderation_case c JOIN moderation_decision d ON d.id = c.decision_id
  WHERE c.id = :case AND (c.kind = 'appeal' OR (c.kind = 'sample' AND c.state = 'closed'))
UNION SELECT a.case_id FROM moderation_appeal a JOIN moderation_decision d ON d.id = a.decision_id
  WHERE d.case_id = :case
"""
_DECISIONS = "SELECT d.id FROM moderation_decision d WHERE d.case_id IN (SELECT id FROM cases)"
_PARTS = {
    "cases": """
SELECT c.id, c.kind, c.subject_type, c.subject_id, c.subject_title, c.subject_language, c.source, c.reason, c.severity,
       c.found, c.created_at, c.due_at, c.state, c.closed_at, c.version
FROM moderation_case c WHERE c.id IN (SELECT id FROM cases)""",
    "snapshots": """
SELECT s.id, s.case_id, s.created_at, s.sha256, s.title, s.body, s.lang
FROM moderation_snapshot s WHERE s.case_id IN (SELECT id FROM cases)""",
    "signals": """
SELECT s.id, s.case_id, s.created_at, s.source, s.reason, p.name AS reporter, o.name AS organisation, s.note,
       s.snapshot_sha256
FROM moderation_signal s LEFT JOIN accounts_person p ON p.id = s.reporter_id AND <moderates>
LEFT JOIN accounts_organisation o ON o.id = s.reporter_organisation_id AND <moderates>
WHERE s.case_id IN (SELECT id FROM cases)""",
    "proposals": """
SELECT r.id, r.case_id, r.created_at, p.name AS by, r.why, r.draft, r.hidden
FROM moderation_proposal r JOIN accounts_person p ON p.id = r.by_id WHERE r.case_id IN (SELECT id FROM cases)""",
    "decisions": """
SELECT d.id, d.case_id, d.created_at, d.action, d.reasons, d.reason_versions, d.facts, d.until, d.own_ministry,
       d.seen_by_machine, d.rules_version, p.name AS decided_by, q.name AS proposed_by, d.again_id AS answers,
       d.snapshot_sha256, d.statement_language, d.statement, se.how AS became, se.created_at AS settled_at
FROM moderation_decision d JOIN accounts_person p ON p.id = d.decided_by
LEFT JOIN accounts_person q ON q.id = d.proposed_by LEFT JOIN moderation_settlement se ON se.decision_id = d.id
WHERE d.case_id IN (SELECT id FROM cases)""",
    "appeals": """
SELECT a.id, a.case_id, a.decision_id, a.created_at, p.name AS by, a.lang, a.body, a.outcome, a.answer_id,
       q.name AS answered_by, a.answered_at
FROM moderation_appeal a JOIN accounts_person p ON p.id = a.author_id
LEFT JOIN accounts_person q ON q.id = a.answered_by
WHERE a.decision_id IN (<decisions>)""",
    "opinions": """
SELECT l.id, l.case_id, l.created_at, p.name AS asked_by, l.question, q.name AS answered_by, l.answer, l.answered_at
FROM moderation_legal_opinion l JOIN accounts_person p ON p.id = l.asked_by
LEFT JOIN accounts_person q ON q.id = l.answered_by WHERE l.case_id IN (SELECT id FROM cases)""",
    "samples": """
SELECT s.id, s.case_id, s.decision_id, s.created_at, s.action, s.reasons, s.facts, s.agrees, p.name AS judged_by,
       s.judged_at
FROM moderation_sample s LEFT JOIN accounts_person p ON p.id = s.judged_by
WHERE s.decision_id IN (<decisions>) AND s.judged_at IS NOT NULL""",
    "measures": """
SELECT m.id, m.decision_id, m.created_at, m.kind, m.until, m.lifted_at
FROM moderation_measure m WHERE m.decision_id IN (<decisions>)""",
    "entries": """
SELECT e.seq AS id, e.at, e.what, e.subject_type, e.subject_id, p.name AS by, e.data,
       encode(e.previous, 'hex') AS previous, encode(e.hash, 'hex') AS hash
FROM journal_entry e LEFT JOIN accounts_person p
  ON p.id = e.by_id AND (e.what <> 'moderation.signal_raised' OR <moderates>)
WHERE (e.subject_type = 'moderation_case' AND e.subject_id IN (SELECT id FROM cases))
   OR (e.subject_type = 'moderation_decision' AND e.subject_id IN (<decisions>))""",
}
_MODERATES = "(SELECT 'moderator' = ANY (app_platform()::text[]))"
_LISTED = ", ".join(
    f"(SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.id), '[]') FROM ({part}) x) AS {name}"  # noqa: S608 - our own words
    for name, part in _PARTS.items()
)
_LISTED = _LISTED.replace("<decisions>", _DECISIONS).replace("<moderates>", _MODERATES)
_WHOLE = text(f"WITH cases AS MATERIALIZED ({_CASES}) SELECT {_LISTED}")


def whole(case_id: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of the case by kind, oldest first, moments as ISO writes them."""
    return dict(read(_WHOLE, {"case": case_id}).mappings().one())
