"""What a moderator hides of what is published in a dialogue is gone from every page, the ledger's too; and comes back."""

from app.blueprints.inputs.services import paraphrases
from app.blueprints.inputs.terms.answers import Lane
from app.blueprints.moderation.services.subjects import find_thing, subject
from app.blueprints.parity.services.by_hand import publish_by_hand
from app.blueprints.parity.terms import Channel, Kind
from app.core.clock import now
from app.core.db import db, unit_of_work
from tests.factories import inputs, meetings, outcome
from tests.factories.accounts import actor, member, organisation
from tests.factories.answers import approved, hosts, published
from tests.factories.dialogues import buyer, published_dialogue
from tests.factories.parity import declared, given
from tests.factories.questions import asked_question

PUBLIC, NEUTRAL, MEETING, THEME = "Prisen på stål.", "Flere kan halvere tida.", "Kaimøtet i Florø", "Lenger frist"
SUMMARY, TELEPHONE, ANSWER = "Vi deler opp.", "Svar på telefon om lading", "Ja, i kjelleren."


def only(table: str, condition: str = "true") -> int:
    query = f"SELECT id FROM {table} WHERE {condition}"
    return int(db.session.connection().exec_driver_sql(query).scalar_one())


def test_what_is_hidden_is_on_no_page_and_comes_back_whole(db_session, client) -> None:
    firm, owner = buyer()
    dialogue = published_dialogue(firm)
    supplier = organisation("supplier")
    writer = member(supplier, "editor")
    inputs.questionnaire(dialogue, owner)
    said = inputs.typed(dialogue)
    said[inputs.asked(dialogue, "text")[0].id] = inputs.Typed(text=PUBLIC, lane=Lane.PUBLIC)
    inputs.handed_in(dialogue, supplier, writer, said)
    other = organisation("supplier")
    second = member(other, "editor")
    answer = inputs.answer_in_words(inputs.handed_in(dialogue, other, second), second)
    declared(dialogue, owner)
    proposal = inputs.proposed(dialogue, answer, owner, nb=NEUTRAL)
    with unit_of_work(inputs.working_for(second)):
        paraphrases.approve(dialogue, proposal, proposal.version, by=actor(second))
    with unit_of_work(inputs.working_for(owner)):
        paraphrases.publish_approved(dialogue, by=actor(owner))
    meetings.published_note(dialogue, owner, supplier, title=MEETING)
    outcome.theme(dialogue, owner, title=THEME)
    outcome.save(dialogue, owner, only_theme(owner), words={
        code: outcome.ThemeWords(title=THEME, said="Kort frist.", did="Seks uker.", shows="Kunngjøringen.")
        for code in dialogue.languages
    })  # fmt: skip
    outcome.publish(dialogue, owner)
    outcome.published_summary(dialogue, owner, SUMMARY)
    item = given(dialogue, supplier, kind=Kind.MESSAGE, subject_type="by_hand", subject_id=None, channel=Channel.CALL)
    with unit_of_work(inputs.working_for(owner)):
        words = {code: {"title": TELEPHONE, "text": TELEPHONE} for code in dialogue.languages}
        publish_by_hand(dialogue, item, words, item.version, by=actor(owner))
    who = hosts(dialogue)
    declared(dialogue, *who[1:])
    approved(dialogue, asked_question(dialogue, body="Hvor?"), who, nb=ANSWER)
    published(dialogue, who)

    start = f"/nb/dialogues/{dialogue.id}"
    shown = {
        ("public-answer", only("inputs_published", "answer_id IS NOT NULL")): (PUBLIC, "/input/answers"),
        ("public-answer", only("inputs_published", "answer_id IS NULL")): (NEUTRAL, "/input/answers"),
        ("meeting", only("meetings_entry")): (MEETING, "/meetings"),
        ("theme", only("outcome_theme_entry")): (THEME, "/outcome"),
        ("summary", only("outcome_summary_entry")): (SUMMARY, "/outcome"),
        ("told", only("parity_item", "subject_type = 'by_hand'")): (TELEPHONE, "/told"),
        ("answer", only("questions_entry")): (ANSWER, "/questions"),
    }
    ledger = client.get(f"{start}/told").text
    for (kind, number), (words, page) in shown.items():
        before = client.get(start + page).text
        assert words in before
        if kind != "answer":
            assert f"/report/{kind}/{number}" in before
        assert words in find_thing(kind, number).about.text
        with unit_of_work():
            subject(kind).hide(number, reason_code="M1", at=now())
        for path in (page, "/told", ""):
            assert words not in client.get(start + path).text, (kind, path)
        assert find_thing(kind, number).about.visibility == "hidden"
    assert "Hvor?" not in client.get(f"{start}/told").text
    for (kind, number), (words, page) in shown.items():
        with unit_of_work():
            subject(kind).restore(number)
        assert words in client.get(start + page).text
    assert client.get(f"{start}/told").text == ledger


def only_theme(who) -> int:
    with unit_of_work(outcome.context_of(who)):
        return only("outcome_theme")
