"""What refusals of asking and of the intake say, and how states and signs are called."""

from flask_babel import lazy_gettext as _l

from app.blueprints.questions.terms.questions import QuestionState
from app.core.errors import words

words(
    {
        "question_is_asked": _l("This question has been sent to the buyer and cannot be changed. You can withdraw it."),
        "question_is_empty": _l("Write the question first."),
        "question_may_identify_you": _l(
            "Read what the check found. Change the text, or tick that you send it as it is."
        ),
        "question_cannot_be_withdrawn": _l("This question is published, or withdrawn already."),
        "no_proposal_waits": _l("The buyer's proposal has been answered already, or is withdrawn."),
        "too_many_question_drafts": _l("Your organisation has %(limit)s drafts here. Send or delete some first."),
        "question_is_elsewhere": _l("Somebody has dealt with this question already. The page shows how it stands now."),
        "proposal_without_words": _l("Write the words that you propose."),
        "proposal_changes_nothing": _l("These are the words that stand already. Change them, or accept the question."),
        "no_such_question_to_merge_into": _l(
            "There is no open question with this reference in the dialogue, or it is to be merged itself."
        ),
        "others_are_merged_into_it": _l("Other questions go with this one. Merge it the other way round."),
        "words_of_another_firm": _l(
            "These are another supplier's words. This supplier must not read them before everybody can. Write your own."
        ),
        "return_without_reason": _l("Write why you give the question back. The supplier reads it."),
        "look_without_reason": _l("Write why you must know who asked. The supplier reads it."),
        "questions_are_unanswered": _l("Questions without an answer. Answer them, or give them back with a reason."),
        "try_again": _l("Too many asked at the same moment. Try again."),
    }
)

# What the firm reads, in a word and in a sentence that says what happens next.
OWN_STATES = {
    QuestionState.DRAFT: (_l("Draft"), _l("Only your organisation sees it.")),
    QuestionState.ASKED: (_l("With the buyer"), _l("The buyer reads it under your pseudonym.")),
    QuestionState.PROPOSED: (
        _l("The buyer asks you something"),
        _l("The buyer proposes other words. Nothing is changed before you say yes."),
    ),
    QuestionState.RETURNED: (_l("Given back"), _l("The buyer says why. Write it anew, or let it be.")),
    QuestionState.ACCEPTED: (
        _l("Will be answered"),
        _l("The answer is published to everybody at the same moment, you too."),
    ),
    QuestionState.MERGED: (
        _l("Will be answered together with another"),
        _l("The answer is published to everybody at the same moment, you too."),
    ),
    QuestionState.WITHDRAWN: (_l("Withdrawn"), _l("You took it back. It is not answered.")),
    QuestionState.PUBLISHED: (_l("Answered"), _l("Question and answer can be read by everybody.")),
}
# What the buyer reads.
TAKEN_STATES = {
    QuestionState.ASKED: _l("New"),
    QuestionState.PROPOSED: _l("Waits for the supplier's yes"),
    QuestionState.RETURNED: _l("Given back"),
    QuestionState.ACCEPTED: _l("To be answered"),
    QuestionState.MERGED: _l("Goes with another question"),
    QuestionState.WITHDRAWN: _l("Withdrawn by the supplier"),
    QuestionState.PUBLISHED: _l("Answered and published"),
}
COLOURS = {
    QuestionState.DRAFT: "neutral",
    QuestionState.ASKED: "info",
    QuestionState.PROPOSED: "warning",
    QuestionState.RETURNED: "warning",
    QuestionState.ACCEPTED: "info",
    QuestionState.MERGED: "info",
    QuestionState.WITHDRAWN: "neutral",
    QuestionState.PUBLISHED: "success",
}
# What the check found: a word for it, and what to do.
SIGNS = {
    "own_name": (_l("Your firm's name"), _l("Write “we” or “a supplier”.")),
    "organisation_number": (_l("An organisation number"), _l("Take it out. The question can do without.")),
    "person_name": (_l("The name of somebody in your firm"), _l("Take the name out.")),
    "mail_or_web": (_l("An address on the net"), _l("Take it out. The answer comes here, to everybody.")),
    "phone": (_l("A phone number"), _l("Take it out. Nobody calls you about a question.")),
    "address": (_l("A postal address"), _l("Say which region, if the place matters.")),
    "own_place": (_l("The municipality of your firm"), _l("Few firms are there. Say which region instead.")),
    "own_voice": (_l("Words that say who writes"), _l("Leave out who you are, and any greeting at the end.")),
    "own_product": (_l("What looks like a product of yours"), _l("Say what it does instead of what it is called.")),
    "few_like_you": (
        _l("Something that only one or a few firms can say"),
        _l("Whoever knows the market knows who you are. Ask so that several firms could have asked."),
    ),
    "secret": (
        _l("A word about secrecy"),
        _l("A question is published. Give what must stay secret as confidential input instead."),
    ),
}
