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
        "space_is_closed": _l("Posts are no longer taken here. Everything can still be read."),
        "space_is_not_open_yet": _l("Posts are not taken here yet. The first day is shown on the page above."),
    }
)
