"""The staff page: how old the queue is, who has what, and whether two judge alike."""

import re
from datetime import timedelta

import pytest

from app.core.clock import now
from tests.factories.accounts import person

pytestmark = pytest.mark.usefixtures("db_session")

CASE = """
INSERT INTO moderation_case (kind, subject_type, subject_id, subject_title, subject_language, source, reason, due_at,
                             state, version, claimed_by, claimed_until, closed_at)
VALUES ('content', 'fake', %(thing)s, %(title)s, 'nb', 'report', 'M1', %(due)s, %(state)s, 1, %(by)s, %(until)s, %(closed)s)
RETURNING id
"""
DECISION = """
INSERT INTO moderation_decision (case_id, subject_type, subject_id, subject_title, subject_language, action, reasons,
                                 reason_versions, facts, statement, statement_language, snapshot_sha256, decided_by,
                                 final_at)
VALUES (%(case)s, 'fake', %(case)s, %(title)s, 'nb', %(action)s, %(reasons)s, %(versions)s, 'Fakta.', 'Tekst.', 'nb', '',
        %(by)s, now()) RETURNING id
"""


@pytest.fixture
def history(owner_sql):
    """`case(...)` and `judged(...)` put rows there, as many moderators would over weeks."""
    things = iter(range(1, 10_000))

    def case(due=timedelta(), *, by=None, closed=False, title="Sak"):
        return owner_sql(
            CASE, thing=next(things), title=title, due=now() + due, state="closed" if closed else "waiting",
            by=by.id if by else None, until=now() + timedelta(minutes=9) if by else None, closed=now() if closed else None,
        )[0][0]  # fmt: skip

    def judged(first, second, by, other, title="Sak"):
        of, again = case(closed=True, title=title), case(closed=True)
        reasons = [] if first == "approve" else ["M1"]
        made = owner_sql(
            DECISION, case=of, title=title, action=first, reasons=reasons, versions=[1] * len(reasons), by=by.id
        )[0][0]
        owner_sql("INSERT INTO moderation_settlement (decision_id, how) VALUES (%(made)s, 'stands')", made=made)
        owner_sql(
            "INSERT INTO moderation_sample (decision_id, first_by, case_id, judged_by, judged_at, action, agrees)"
            " VALUES (%(made)s, %(by)s, %(again)s, %(other)s, now(), %(action)s, %(agrees)s)",
            made=made, by=by.id, again=again, other=other.id, action=second, agrees=first == second,
        )  # fmt: skip
        return of

    return case, judged


def test_ages_load_and_agreement_are_counted(sign_in, history):
    case, judged = history
    mona, siri = (person(name, platform=("moderator",)) for name in ("Mona Moderator", "Siri Saksbehandler"))
    for due in (timedelta(days=-2), timedelta(hours=-3), timedelta(hours=-4), timedelta(days=3)):
        case(due)
    case(timedelta(days=4), by=siri)
    # Of ten, seven alike; by chance five (5*6 + 5*4 of 100): kappa (0.7 - 0.5) / 0.5 = 0.40.
    for first, second, times in (
        ("approve", "approve", 4), ("approve", "hide", 1), ("hide", "approve", 2), ("hide", "hide", 3)
    ):  # fmt: skip
        for _ in range(times):
            of = judged(first, second, mona, siri, title="Uenige om denne" if first != second else "Enige")
    assert of

    page = sign_in(mona).get("/en/moderation/staff").text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Late by more than a day 1" in words
    assert "Late by less than a day 2" in words
    assert "Due another day 2" in words
    assert re.search(r"Mona Moderator 0 10 10", words)
    assert re.search(r"Siri Saksbehandler 1 0 0", words)
    assert "70%" in words
    assert "0.40" in words
    assert "Few samples" in words
    assert page.count("Uenige om denne") == 3
    assert "Enige</a>" not in page


def test_the_empty_page_says_so_and_only_moderators_see_it(sign_in, client):
    assert client.get("/nb/moderation/staff").status_code == 401
    assert sign_in(person(platform=("administrator",))).get("/nb/moderation/staff").status_code == 403
    page = sign_in(person(platform=("moderator",))).get("/en/moderation/staff").text
    assert "The queue is empty" in page
    assert "No sample has been judged yet" in page
