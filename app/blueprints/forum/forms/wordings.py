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
        "edit_waits_for_moderator": _l(
            "What is written here just now is read by a moderator first, so a published post cannot be changed. "
            "You can withdraw it, or write a new one."
        ),
        "nothing_is_removed": _l(
            "A redaction must take words out of the text that is there. Mark the words, and send again."
        ),
        "title_is_the_first_posts": _l("The title belongs to the first post of the thread. Redact it there."),
        "changed_by_another": _l("This was changed by somebody else while you were writing."),
        "only_what_is_seen_is_moved": _l("Only a post that everybody can see is moved, and it stands here no more."),
        "opening_post_stays": _l(
            "The first post of a thread stays with it. Move the whole thread instead, or the answers one by one."
        ),
        "not_a_thread_of_this_space": _l("There is no thread with this number here. Choose one from the same place."),
        "already_in_this_thread": _l("The post stands in this thread already. Choose another."),
        "already_in_this_space": _l("The thread stands there already. Choose another place."),
        "no_such_space": _l("This place takes no threads any more. Choose another."),
        "thread_waits": _l("The thread waits for a moderator, and can be pinned when it is published."),
        "too_many_pinned": _l("At most %(limit)s threads stand first. Let go of one of them before you pin another."),
        "only_what_is_seen_is_an_answer": _l("Only a post that everybody can see can stand as the answer."),
        "answer_is_the_hosts_own": _l("Only a post by those who host the conversation can stand as their answer."),
        "support_waits_for_verification": _l(
            "Your organisation is not verified yet. When it is, you can say that you share what others have written."
        ),
        "own_post_is_not_supported": _l("This is your own organisation's post: that you share it goes without saying."),
        "only_what_is_seen_is_supported": _l(
            "This post cannot be read any more, so nobody can say that they share it."
        ),
        "post_is_moved": _l("This post has been moved to another thread."),
        "language_unknown": _l("Choose Bokmål, Nynorsk or English."),
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
        "too_many_mentions_today": _l(
            "You can call at most %(limit)s people and organisations by name in a day. Take the names out, and your "
            "text can be published."
        ),
        "too_many_files": _l("A post may have at most %(limit)s files."),
        "too_many_drafts": _l("You have %(limit)s drafts already. Throw some away, and this one can be saved."),
        "draft_changed_elsewhere": _l(
            "This draft has been changed in another window. Both texts are here: choose which one to keep."
        ),
        "space_is_closed": _l("Posts are no longer taken here. Everything can still be read."),
        "space_is_not_open_yet": _l("Posts are not taken here yet. The first day is shown on the page above."),
    }
)
