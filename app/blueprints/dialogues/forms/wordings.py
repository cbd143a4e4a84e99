"""What the room's refusals say to people."""

from flask_babel import lazy_gettext as _l

from app.core.errors import words

words(
    {
        "dialogue_is_closed": _l("This dialogue is closed. It can be read, but takes no more input."),
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
