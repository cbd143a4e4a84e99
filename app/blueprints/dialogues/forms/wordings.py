"""What the room's refusals say to people."""

from flask_babel import lazy_gettext as _l

from app.core.errors import words

words(
    {
        "dialogue_is_closed": _l("This dialogue is closed. It can be read, but takes no more input."),
        "dialogue_is_not_finished": _l("This dialogue cannot be closed yet. The page says what must be done first."),
        "competition_is_announced": _l(
            "The competition has been announced, and nothing more is taken here. Ask in the tool of the competition."
        ),
        "input_is_not_open_yet": _l("This dialogue does not take input yet."),
        "input_is_over": _l(
            "The time for input is over: it was %(at)s on the server's clock. What you wrote has not been sent."
        ),
        "not_invited": _l("This dialogue is open to those who meet its criterion. Your organisation is not invited."),
        "dialogue_is_hidden": _l(
            "A moderator has hidden the texts of this dialogue. They cannot be changed while the decision stands, but"
            " you may appeal."
        ),
        "need_is_hidden": _l(
            "A moderator has hidden this need. It cannot be changed while the decision stands, but you may appeal."
        ),
        "dialogue_is_published": _l("This dialogue has been published already."),
        "dialogue_needs_a_need": _l("A dialogue needs at least one need. Change this one instead of removing it."),
        "too_many_needs": _l("A dialogue may have at most %(limit)s needs."),
        "need_is_missing": _l("Describe at least one need."),
        "texts_are_missing": _l("Write a title and a summary."),
        "translation_is_missing": _l("Write the title and the summary in one more language."),
        "dates_are_missing": _l("Say when the dialogue takes input."),
        "deadline_has_passed": _l("The last day for input has passed. Choose a later one."),
        "closes_before_it_opens": _l("The last day cannot be before the first."),
        "closes_in_the_past": _l("The last day has passed already. To end the dialogue now, close it."),
    }
)
