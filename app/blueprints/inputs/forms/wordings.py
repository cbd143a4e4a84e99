"""What the room's kinds, lanes, states and refusals are called."""

from flask_babel import lazy_gettext as _l

from app.blueprints.inputs.terms.answers import InputState, Lane, ParaphraseState
from app.blueprints.inputs.terms.questionnaires import QuestionKind
from app.core.errors import words

KIND_WORDS = {
    QuestionKind.TEXT: _l("Text"),
    QuestionKind.NUMBER: _l("A number"),
    QuestionKind.CHOICE: _l("One of several"),
    QuestionKind.CHOICES: _l("Several of several"),
    QuestionKind.SCALE: _l("A scale from 1 to 5"),
    QuestionKind.YES_NO: _l("Yes or no"),
    QuestionKind.FILE: _l("A file"),
}
LANE_WORDS = {
    Lane.PUBLIC: _l("Everybody, with our name"),
    Lane.BUYER: _l("Only the buyer"),
    Lane.CONFIDENTIAL: _l("Only the buyer, and it holds something confidential"),
}
LANE_SHORT = {
    Lane.PUBLIC: _l("Public"),
    Lane.BUYER: _l("To the buyer"),
    Lane.CONFIDENTIAL: _l("Confidential in part"),
}
LANE_COLORS = {Lane.PUBLIC: "info", Lane.BUYER: "neutral", Lane.CONFIDENTIAL: "warning"}
STATE_WORDS = {
    InputState.BEGUN: _l("Begun"),
    InputState.HANDED_IN: _l("Handed in"),
    InputState.WITHDRAWN: _l("Taken back"),
}
PARAPHRASE_WORDS = {
    ParaphraseState.PROPOSED: _l("Waits for the firm"),
    ParaphraseState.CHANGED: _l("The firm suggests other words"),
    ParaphraseState.APPROVED: _l("The firm has said yes"),
    ParaphraseState.DECLINED: _l("The firm has said no"),
    ParaphraseState.PUBLISHED: _l("Published"),
    ParaphraseState.OUTDATED: _l("The answer was changed"),
    ParaphraseState.LAPSED: _l("Never answered, and so never published"),
}
PARAPHRASE_COLORS = {
    ParaphraseState.PROPOSED: "warning",
    ParaphraseState.CHANGED: "warning",
    ParaphraseState.APPROVED: "success",
    ParaphraseState.PUBLISHED: "success",
}

FAULT_WORDS = {
    "answer_is_missing": _l("The buyer needs an answer to this."),
    "answer_is_no_number": _l("Write a number, such as 12 or 12,5."),
    "answer_is_no_choice": _l("Choose one from the list."),
    "brackets_do_not_match": _l(
        "The brackets do not match. Put [[ before and ]] after what is confidential, and no brackets inside."
    ),
    "public_answer_has_secrets": _l(
        "A public answer cannot hold confidential passages. Let only the buyer see it, or take the brackets away."
    ),
    "nothing_is_marked": _l("Mark what is confidential: put [[ before it and ]] after it."),
    "reason_is_missing": _l("Say in a few words why this is confidential."),
}
words(
    {
        **FAULT_WORDS,
        "input_is_not_complete": _l("Something is missing or unclear in %(number)s of your answers. Nothing is lost."),
        "nothing_is_answered": _l("Answer at least one question first."),
        "input_is_not_handed_in": _l("These answers are not handed in."),
        "questionnaire_is_begun": _l("This dialogue has a questionnaire already."),
        "too_many_sections": _l("A questionnaire may have at most %(limit)s sections."),
        "too_many_questions": _l("A questionnaire may have at most %(limit)s questions. Fewer are answered better."),
        "question_is_published": _l("There are published questions in this section. Withdraw them instead."),
        "question_is_answered": _l(
            "Somebody has answered, so that this question can no longer be changed. Withdraw it and ask a new one."
        ),
        "withdrawal_needs_a_reason": _l("Say why the question is no longer asked. Everybody can read it."),
        "no_questions": _l("Write at least one question."),
        "no_new_questions": _l("There is nothing new to publish."),
        "language_is_missing": _l("Write it in all the languages of the dialogue: they are published together."),
        "over_the_cap": _l("The questions ask for more hours than your cap. Ask less, or say why it is worth it."),
        "words_are_missing": _l("This field cannot be empty."),
        "too_few_choices": _l("Write at least two choices, each on its own line."),
        "choices_differ": _l("There must be as many choices, in the same order, in each language."),
        "no_such_need": _l("Choose one from the list."),
        "answer_is_public": _l("This answer is public already, or has no text: there is nothing to paraphrase."),
        "repeats_a_secret": _l("This repeats what the firm has marked as confidential: “%(words)s”."),
        "paraphrase_is_answered": _l("This has been answered already."),
        "nothing_is_changed": _l("These are the buyer's own words. Change them, or say yes to them as they are."),
        "nothing_is_approved": _l("No firm has said yes to anything that is not published yet."),
        "approved_paraphrases_wait": _l("Paraphrases that firms have said yes to are not published."),
    }
)
