"""A real post, decided about, appealed and overturned: its thread reads as if nothing had been decided."""

from datetime import timedelta

import pytest

from app.blueprints.forum.services import files
from app.blueprints.moderation import services
from app.blueprints.moderation.terms.cases import SignalDraft, Source
from app.blueprints.moderation.terms.decisions import NEEDS_REASON, Action, Cut, DecisionDraft
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories import moderation as make
from tests.factories.accounts import actor, member, organisation, person
from tests.factories.attachments import file
from tests.factories.forum import open_forum, post, thread
from tests.factories.versions import checked

# What readers meet: the post, its thread's and its space's counts, and what stands beside it in another language.
STATE = """
SELECT p.state, p.seq, r.body, p.reason, p.hidden_at, t.seq, t.post_count, t.title_hidden,
  to_jsonb(s) - '{changed_at}'::text[],
  (SELECT jsonb_agg(jsonb_build_array(b.lang, b.status, b.body) ORDER BY b.id) FROM bilingual_translation b)
FROM forum_post p JOIN forum_thread t ON t.id = p.thread_id JOIN forum_space s ON s.id = t.space_id
JOIN forum_revision r ON r.post_id = p.id AND r.number = p.revision WHERE p.id = %(id)s
"""


def decide(case_id, moderator, action):
    case = make.find(case_id)
    about = services.describe(case.subject_type, case.subject_id)
    draft = DecisionDraft(
        action=action,
        reasons=(ReasonCode.M1,) if action in NEEDS_REASON else (),
        facts="Et telefonnummer.",
        version=case.version,
        seen_sha256=about.sha256,
        cuts=(Cut("body", 3, 7),) if action is Action.REDACT else (),
        until=today() + timedelta(days=7) if action is Action.SILENCE else None,
    )
    who = actor(moderator)
    with unit_of_work(make.context_of(who)):
        return services.decide(case, draft, by=who).decision


@pytest.mark.parametrize("action", [Action.HIDE, Action.REDACT, Action.RETURN])
def test_overturned_a_post_stands_as_if_nothing_had_been_decided(db_session, owner_sql, sign_in, action):
    firm = organisation()
    author, reader = member(firm, "editor"), person(locale="en", reads=["en"])
    first, second = person(platform=("moderator",)), person(platform=("moderator",))
    opened = thread(open_forum(), firm, author)
    made = post(opened, firm, author, "Ring 41 41 41 41 om dere lurer.")
    checked(made, "en", "Call us if you wonder.")
    before = owner_sql(STATE, id=made.id)
    page = sign_in(reader).get(f"/en/threads/{opened.id}").text
    with unit_of_work():
        case_id = services.open_case("post", made.id, SignalDraft(source=Source.RULE, reason="M1"), by=None)
    decision = decide(case_id, first, action)
    assert owner_sql(STATE, id=made.id) != before
    decide(make.appealed(decision, author).id, second, Action.RESTORE)
    assert owner_sql(STATE, id=made.id) == before
    again = sign_in(reader).get(f"/en/threads/{opened.id}").text
    assert ("Call us if you wonder." in page, "Call us if you wonder." in again) == (True, True)


@pytest.mark.parametrize("way", ["appealed", "restored"])
def test_what_was_withheld_on_a_post_can_be_opened_when_the_post_is_shown_again(db_session, owner_sql, way):
    firm = organisation()
    author, first, second = member(firm, "editor"), person(platform=("moderator",)), person(platform=("moderator",))
    made = post(thread(open_forum(), firm, author), firm, author, "Se lista.")
    number = file(firm, "Liste.pdf").id
    with unit_of_work(acting_for(firm.id)):
        files.hang(made, [number])
    owner_sql("UPDATE forum_attachment SET screened = 'withheld'")
    with unit_of_work():
        case_id = services.open_case("post", made.id, SignalDraft(source=Source.RULE, reason="M1"), by=None)
    decision = decide(case_id, first, Action.HIDE)
    assert owner_sql("SELECT screened FROM forum_attachment") == [("withheld",)]
    decide(make.appealed(decision, author).id if way == "appealed" else case_id, second, Action.RESTORE)
    assert owner_sql("SELECT screened FROM forum_attachment") == [("passed",)]
