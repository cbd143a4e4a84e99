"""What the room's refusals say to people."""

from flask_babel import lazy_gettext as _l

from app.core.errors import words

words(
    {
        "identity_number_in_text": _l(
            "There is a national identity number in the text. Such numbers must not be published here. Take it out and "
            "send again; nothing else of what you wrote is lost."
        ),
        "text_is_empty": _l("Write something that can be read."),
        "not_for_this_organisation": _l("Choose one of your own organisations."),
        "not_a_member_any_more": _l("You no longer act for the organisation that this post was written for."),
        "thread_is_locked": _l("This thread is locked. It can be read, but takes no new posts."),
        "dialogue_is_closed": _l("This dialogue is closed. It can be read, but takes no more input."),
        "dialogue_is_not_open_yet": _l("This dialogue does not take input yet. The first day is shown on its page."),
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
        "post_is_hidden": _l("A moderator has hidden this post, so it cannot be changed."),
        "post_is_withdrawn": _l("This post has been withdrawn."),
        "edit_waits_for_verification": _l(
            "Your organisation is not verified yet, so a published post cannot be changed. "
            "You can withdraw it, or write a new one."
        ),
        "changed_by_another": _l("This was changed by somebody else while you were writing."),
    }
)
