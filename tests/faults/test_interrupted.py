"""What happens between opening a form and sending it: a session that ends, a right that is taken away, the same form again."""

import re
import threading
from contextvars import Context as ContextVars
from datetime import timedelta

import pyotp
import pytest

from app.blueprints.accounts.models import Person
from app.blueprints.accounts.rules.codes import STEP
from app.blueprints.accounts.services import second_factor
from app.blueprints.accounts.services.passwords import hash_password
from app.core.clock import now, today
from app.core.db import commit, db
from tests.factories.accounts import PASSWORD, session_token
from tests.faults.forms import fields_of, parse
from tests.faults.test_every_form import Faults, Shown, every, plausible, post, secret

SECRET = pyotp.random_base32()
OPEN = {
    "accounts.sign_in",
    "accounts.sign_up",
    "accounts.forgotten_password",
    "accounts.reset_password",
    "accounts.confirm_address",
    "safety.report_near_miss",  # whoever stands at the poster: nobody is signed in there
    "notifications.unsubscribe_now",  # the address in the mail is what opens it
    "moderation.report_openly",  # without an account, whoever is signed in
}


def in_app(world, work):
    def run():
        with world.app.app_context():
            return work()

    return ContextVars().run(run)


def fresh_session(world, reader):
    """A new session of the reader: a client, and the row's number."""
    person_id = world.people[reader].id
    world.tokens[reader] = in_app(world, lambda: session_token(db.session.get(Person, person_id)))


@pytest.fixture(autouse=True)
def sessions(world):
    for reader in world.tokens:
        fresh_session(world, reader)


@pytest.mark.parametrize(
    "how", ["ended_at = now()", "expires_at = now() - interval '1 second'", "seen_at = now() - interval '9 hours'"]
)
def test_whatever_was_typed_when_the_session_was_over_is_carried_by_the_sign_in_page(world, forms, sql, how):
    sql(f"UPDATE accounts_session SET {how}")
    before, faults = sql.state(), Faults()
    for lang, endpoint, form in every(forms):
        if endpoint in OPEN or form.reader == "anonymous":
            continue
        sent = plausible(form)
        answer = post(world, form, lang, sent)
        faults.check(answer, lang, endpoint)
        shown = Shown(answer.text).found
        for one in form.fields:
            if not secret(one) and sent[one.name] and sent[one.name] not in shown.get(f"kept.{one.name}", []):
                faults.append(f"{endpoint} {one.name} is not carried")
        if answer.status_code != 401:
            faults.append(f"{endpoint}: {answer.status_code}")
    assert not faults, "\n".join(faults)
    assert sql.state() == before


LONG = "Vi såg det sjølve: <b>34 %</b> svinn, čálli. " * 400


@pytest.fixture(scope="module")
def with_password(world, sql):
    """The people can sign in as people do; those with power have their second factor."""

    def prepare():
        for reader in ("supplier_a", "buyer_a", "moderator_a"):
            person = db.session.get(Person, world.people[reader].id)
            person.password_hash = hash_password(PASSWORD)
            if reader != "supplier_a":
                second_factor.set_up(person, secret=SECRET)
        commit()

    in_app(world, prepare)
    sql("UPDATE moderation_case SET claimed_by = NULL, claimed_until = NULL WHERE state <> 'closed'")
    return world


def form_of(page, action_like):
    """Of the forms in a page, the one that leads to an address: its address and what it would send."""
    for node in parse(page).iter("form"):
        if action_like in (node.get("action") or ""):
            return node.get("action"), {one.name: one.value for one in fields_of(node)}
    raise AssertionError(f"no form to {action_like}")


def code() -> str:
    return pyotp.TOTP(SECRET).generate_otp(int(now().timestamp()) // STEP)


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [
        ("forum.reply", "body"),
        ("dialogues.add_need", "affected"),
        ("safety.new_injury", "what"),
        ("moderation.decide", "facts"),
    ],
)
def test_a_long_text_survives_signing_in_again_and_is_stored_once(with_password, forms, sql, endpoint, name):
    world, form = with_password, forms[endpoint]
    typed = LONG[:3900].strip()
    sent = plausible(form) | RIGHT.get(endpoint, {}) | {name: typed}
    if endpoint == "moderation.decide":
        world.client("moderator_a").post(f"/nn/moderation/cases/{world.values['case_id']}/take")
        case = world.client("moderator_a").get(f"/nn/moderation/cases/{world.values['case_id']}").text
        sent = form_of(case, "/decide")[1] | {
            "action": "approve",
            name: typed,
        }  # what it is about can still be reported
    sql("UPDATE accounts_session SET ended_at = now()")
    client = world.client(form.reader)
    path = re.sub("^/en/", "/nn/", form.action)
    page = client.post(path, data=sent)
    assert page.status_code == 401
    action, hidden = form_of(page.text, "/nn/sign-in")
    email = in_app(world, lambda: db.session.get(Person, world.people[form.reader].id).email)
    page = client.post(action, data=hidden | {"email": email, "password": PASSWORD})
    if form.reader != "supplier_a":
        action, hidden = form_of(page.text, "/nn/second-factor")
        page = client.post(action, data=hidden | {"code": code()})
    action, again = form_of(page.text, path)
    assert again[name] == typed
    stored = client.post(action, data=again)
    assert stored.status_code == 303, re.findall(
        "ds-validation-message[^>]*>([^<]+)|ds-alert[^>]*>(.{200})", stored.text
    )
    assert client.post(action, data=again).status_code in (303, 409)
    table = {
        "forum.reply": "forum_revision",
        "dialogues.add_need": "dialogues_need",
        "safety.new_injury": "safety_event",
        "moderation.decide": "moderation_decision",
    }[endpoint]
    column = {"forum.reply": "body"}.get(endpoint, name)
    assert sql(f"SELECT count(*) FROM {table} WHERE {column} = %s", typed) == [(1,)]


RIGHT = {
    "forum.reply": {"body": "Hei"}, "forum.new_thread": {"title": "Hei", "body": "Hei"}, "safety.new_hours": {"own": "300", "headcount": "9"},
    "safety.new_injury": {"kind": "lost_time", "lost_days": "2", "happened_at": ""}, "dialogues.add_need": {"by_when": "2028-02-29"}, "dialogues.start_dialogue": {"by_when": "2028-02-29"},
    "improvement.new_action": {"due_on": "2028-02-29"}, "improvement.change_action": {"due_on": "2028-02-29"}, "accounts.invite": {"email": "ny@prove.example"},
    "accounts.sign_up": {"name": "Ny Person", "email": "ny.person@prove.example"},
    "improvement.plan_advisers": {"email": "ny.radgiver@prove.example", "until": (today() + timedelta(days=60)).isoformat()},
    "requirements.new_profile": {"title": "Hei", "purpose": "Hei", "language": "nb"},
    "requirements.copy_profile": {"title": "Hei", "purpose": "Hei", "language": "nb"},
    "bilingual.new_concept": {"en": "Kiln", "nb": "Ovn", "nn": "Omn", "source_url": ""}
    | {f"{part}_{code}": "" for part in ("synonyms", "forbidden", "definition") for code in ("en", "nb", "nn")},
    "screening.ask_about_number": {"number": "01819012446"}, "screening.list_words": {"language": "nb", "word": "prøveordet"},
    "moderation.appeal": {"text": "Hei"}, "moderation.report_openly": {"email": ""},
    "dialogues.add_document": {"title": "Hei", "body": "Hei", "source": "", "written_on": ""},
    "dialogues.edit_notices": {"number": "2026-100003", "url": "", "published_on": ""},
    "dialogues.new_radar": {"name": "Hei", "cpv-q": "", "industries-q": "", "municipalities-q": ""},
    "involvement.add_party": {"number": "", "since": "", "kind": "adviser", "related_to": "", "relation": ""},
    "meetings.write_note": {"firm_1": "310000018", "people_1": "Ny Person", "firm_2": "", "people_2": "", "nothing_told": ""},
    "meetings.write_said": {"confidential": "", "reason": ""}, "parity.write_item": {"numbers": ""},
    "internal_control.new_training": {"course": "first_aid", "holders": "Ny Person", "completed_on": "2026-01-05", "expires_on": "", "evidence_id": ""},
}  # fmt: skip
MAKES = (
    "forum.reply", "forum.new_thread", "dialogues.add_need", "dialogues.start_dialogue", "safety.new_hours", "safety.new_injury",
    "safety.new_near_miss", "improvement.new_action", "accounts.invite", "accounts.sign_up", "accounts.found_organisation", "moderation.report",
    "moderation.report_openly", "moderation.appeal", "moderation.write_house_rules", "moderation.write_space_rules",
    "screening.ask_about_number", "screening.list_words",
    "improvement.comment_on_action", "improvement.plan_comments", "improvement.plan_advisers", "requirements.new_profile",
    "requirements.copy_profile", "safety.new_site", "safety.new_poster", "safety.remark_on_event", "safety.remark_on_year",
    "internal_control.new_training", "bilingual.new_concept", "forum.new_forum",
    "dialogues.add_document", "dialogues.copy_dialogue", "dialogues.edit_notices", "dialogues.keep_as_template",
    "dialogues.new_radar", "dialogues.review_dialogue", "home.review_page", "impartiality.declare",
    "involvement.add_party", "involvement.make_report",
    "involvement.weigh_measure", "meetings.write_note", "meetings.write_said", "outcome.add_theme", "parity.write_item",
    "questions.answer_question", "questions.begin_question", "questions.change_published", "questions.tell_unasked",
)  # fmt: skip


@pytest.mark.parametrize("endpoint", MAKES)
def test_the_same_form_sent_eight_times_at_once_and_once_more_gives_one_result(world, forms, sql, endpoint):
    form = forms[endpoint]
    sent = plausible(form) | RIGHT.get(endpoint, {}) | {"once": f"once-{endpoint}"}
    path = re.sub("^/en/", "/nb/", form.action)
    last = sql("SELECT coalesce(max(seq), 0) FROM journal_entry")[0][0]
    answers = []

    def send():
        answer = world.client(form.reader).post(path, data=sent)
        answers.append((answer.status_code, answer.location))

    threads = [threading.Thread(target=ContextVars().run, args=(send,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    send()
    assert len(answers) == 9
    assert len(set(answers)) == 1, answers
    assert answers[0][0] == 303, answers
    happened = [what for (what,) in sql("SELECT what FROM journal_entry WHERE seq > %s", last)]
    assert len(happened) == len(set(happened)), happened


def test_every_form_that_makes_something_is_among_them(forms):
    once = {endpoint for endpoint, form in forms.items() if any(one.name == "once" for one in form.fields)}
    corrects = {
        "forum.look_after",
        "safety.answer_event",
        "safety.correct_event",
        "safety.correct_hours",
        "improvement.change_action",
        "improvement.finish_action",
        "improvement.see_effect",
        "improvement.change_evidence",
        "improvement.withdraw_evidence",
        "improvement.add_file",
        "improvement.answer_request",
        "improvement.decline_request",
        "capability.answer_dimension",
        "capability.new_dimension",
        "capability.upload_dimensions",
        "capability.import_framework",
        "capability.end_support",
        "capability.withdraw_review",
        "requirements.edit_profile",
        "requirements.publish_profile",
        "requirements.withdraw_profile",
        "requirements.delete_profile",
        "safety.change_name",
        "safety.change_site",
        "safety.count_lost_days",
        "safety.note_told",
        "safety.write_investigation",
        "internal_control.answer_duty",
        "internal_control.change_point",
        "internal_control.change_review",
        "internal_control.correct_training",
        "internal_control.describe_firm",
        "internal_control.end_training",
        "internal_control.renew_training",
        "internal_control.sign_for_firm",
        "bilingual.bring_back_concept",
        "bilingual.change_concept",
        "bilingual.choose_reading",
        "bilingual.show_glossary_file",
        "bilingual.withdraw_concept",
        "bilingual.withdraw_translation",
        "forum.edit_forum",
        "forum.move_post",
        "forum.move_thread",
        "notifications.edit_preference",
        "dialogues.edit_radar",
        "impartiality.rule_out",
        "inputs.add_file",
        "inputs.add_question",  # of a version of the questionnaire
        "inputs.add_section",
        "inputs.edit_effort",
        "inputs.edit_question",
        "inputs.edit_section",
        "inputs.hand_in",
        "inputs.propose",
        "inputs.reply",
        "inputs.withdraw_question",
        "involvement.answer_hearing",
        "involvement.conclude",
        "meetings.change_said",
        "meetings.correct_own_part",
        "meetings.edit_note",
        "meetings.publish_note",
        "outcome.edit_summary",
        "outcome.edit_theme",
        "parity.publish_item",
        "questions.check_question",
        "questions.look_up_asker",
        "questions.propose_change",
        "questions.return_question",
    }
    asks = {
        "accounts.ask_for_verification",
        "accounts.contest_organisation",
        "accounts.join_organisation",
        "bilingual.begin_translation",
        "bilingual.new_glossary_file",
        "bilingual.request_translation",
        "capability.ask_for_review",
        "capability.put_forward",
        "disclosure.document_datum",
        "moderation.legal_question",  # answered once
        "internal_control.new_review",
        "safety.fill_hours",
        "dialogues.share_for_dialogue",
        "involvement.ask_supplier",
        "involvement.begin_assessment",
        "parity.exempt_item",
    }  # one open at a time, or one a month or year
    assert once == set(MAKES) | corrects | asks


LOSSES = {
    "membership_ended": "UPDATE accounts_membership SET ended_at = now() WHERE ended_at IS NULL",
    "role_is_reader": "UPDATE accounts_membership SET role = 'reader'",
    "platform_role_revoked": "DELETE FROM accounts_platform_grant",
    "second_factor_not_passed": "UPDATE accounts_session SET second_factor_at = NULL",
    "account_closed": "UPDATE accounts_person SET closed_at = now()",
}
NEEDS = {
    "supplier_a": {"membership_ended", "role_is_reader", "account_closed"},
    "supplier_b": {"account_closed"},
    "buyer_b": {"membership_ended", "role_is_reader", "second_factor_not_passed", "account_closed"},
    "cohost": {"membership_ended", "role_is_reader", "second_factor_not_passed", "account_closed"},
    "buyer_a": {"membership_ended", "role_is_reader", "second_factor_not_passed", "account_closed"},
    "moderator_a": {"platform_role_revoked", "second_factor_not_passed", "account_closed"},
    "administrator": {"platform_role_revoked", "second_factor_not_passed", "account_closed"},
    "lawyer": {"platform_role_revoked", "second_factor_not_passed", "account_closed"},
}
# What a person may do for herself, whatever becomes of her organisation.
HERS = re.compile(
    r"accounts\.(account|change_address|change_password|close_account|edit_profile|end_other|end_session|confirm|join_|contest_|new_org|found_|prepare|prove|renew|second|sign_out|switch|accept|withdraw_claim)|notifications\.(mark|edit_preference|take_up_again)|moderation\.(report|appeal)|screening\.ask_about_number"
    r"|bilingual\.(choose_reading|request_translation|withdraw_translation)|forum\.(follow_space|follow_thread|read_)"
    r"|dialogues\.(new|edit|remove)_radar"
)


# What every member of a firm may do, whatever her role there.
ANY_MEMBER = re.compile(
    r"improvement\.(comment_on_action|plan_comments|withdraw_comment|renew_calendar|end_calendar)"
    r"|safety\.(my_reports|withdraw_remark)|dialogues\.check_against_dialogue|impartiality\.declare"
)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_right_taken_away_between_opening_and_sending_refuses_and_writes_nothing(world, forms, sql, loss):
    held = {
        t: sql(f"SELECT to_jsonb(r)::text FROM {t} r")
        for t in ("accounts_membership", "accounts_platform_grant", "accounts_person", "accounts_session")
    }
    sql(LOSSES[loss])
    before, faults, tried = sql.state(), Faults(), 0
    try:
        for lang, endpoint, form in every(forms):
            if (
                loss not in NEEDS.get(form.reader, ())
                or endpoint in OPEN
                or (loss != "account_closed" and HERS.match(endpoint))
                or (loss == "role_is_reader" and ANY_MEMBER.match(endpoint))
            ):
                continue
            tried += 1
            sent = plausible(form) | RIGHT.get(endpoint, {}) | {"once": f"lost-{endpoint}-{loss}"}
            answer = post(world, form, lang, sent)
            faults.check(answer, lang, f"{endpoint} {loss}")
            led = answer.status_code in (302, 303) and "/second-factor" in answer.location
            if answer.status_code not in (401, 403, 404, 422) and not led:
                faults.append(f"{endpoint} {loss}: {answer.status_code} {answer.location}")
        after = sql.state()
    finally:
        for table, rows in held.items():
            sql(f"SET session_replication_role = replica; DELETE FROM {table}")
            for (row,) in rows:
                sql(
                    f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)",
                    row,
                )
            sql("RESET session_replication_role")
    assert not faults, "\n".join(faults)
    assert tried > 3
    assert {table for table in before if before[table] != after[table]} == set()
