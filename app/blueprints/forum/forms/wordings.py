"""What the room's refusals say to people."""

from flask_babel import lazy_gettext as _l

from app.core.errors import words

words(
    {
        "text_is_empty": _l("Write something that can be read."),
        "not_for_this_organisation": _l("Choose one of your own organisations."),
        "not_a_member_any_more": _l("You no longer act for the organisation that this post was written for."),
        "thread_is_locked": _l("This thread is locked. It can be read, but takes no new posts."),
        "post_is_hidden": _l("A moderator has hidden this post, so it cannot be changed."),
        "post_is_withdrawn": _l("This post has been withdrawn."),
        "edit_waits_for_verification": _l(
            "Your organisation is not verified yet, so a published post cannot be changed. "
            "You can withdraw it, or write a new one."
        ),
        "identity_number_in_text": _l(
            "There is a national identity number in the text. Such numbers must not be published here. Take it out and "
            "send again; nothing else of what you wrote is lost."
        ),
        "changed_by_another": _l("This was changed by somebody else while you were writing."),
        "post_is_moved": _l("This post has been moved to another thread."),
        "answered_is_gone": _l(
            "The post that you answer has been taken away meanwhile. Your text is kept. Send it again, and it stands "
            "in the thread as a post of its own."
        ),
        "quoted_is_gone": _l(
            "The post that you quote cannot be read any more. Your text is kept. Send it again without the quote."
        ),
        "quote_is_not_said": _l(
            "A quote can only be made shorter. Take words away, and write … where some are missing; what you want to "
            "say yourself belongs in your text."
        ),
        "quote_too_long": _l("A quote may have at most %(limit)s characters. Keep the words that you answer."),
        "too_many_mentions": _l("A post may call at most %(limit)s people and organisations by name."),
        "too_many_files": _l("A post may have at most %(limit)s files."),
        "too_many_drafts": _l("You have %(limit)s drafts already. Throw some away, and this one can be saved."),
        "draft_changed_elsewhere": _l(
            "This draft has been changed in another window. Both texts are here: choose which one to keep."
        ),
        "space_is_closed": _l("Posts are no longer taken here. Everything can still be read."),
        "space_is_not_open_yet": _l("Posts are not taken here yet. The first day is shown on the page above."),
    }
)
