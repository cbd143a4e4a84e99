"""Moderation: somebody looks, decides on a stated ground, and says so to whom it concerns.

Readers report, rules point, and what comes from organisations not yet verified waits here first. All that concerns
one thing gathers in one case; a moderator takes it in hand for 15 minutes, and decides once. The author is told why in
her own language and how to appeal; the reporter is told how it ended; the journal says who did what. Rooms above
register what can be moderated (`services.register`); nothing is removed, only hidden.

The way of a case, and the module of `services` that knows it (`queries`, `rules`, `forms` and `views` have the same
names; `terms` and `models` have the nouns):

- `subjects`: what can be moderated. Of the rooms below it is `numbers`, `organisation_names` and `translations`, which
  `kinds` registers.
- `reports`, `cases`, `keys`: somebody points at a thing; a case is opened, taken in hand from the queue, and kept.
- `deciding`: the one door for every kind of case. A decision is carried out (`carrying_out`; `measures` against its
  author; `referrals` to a buyer) and written down (`writing`, with the words of `statements`), or handed on to a second
  person (`proposals`).
- `settling`: half a minute later it stands, or it was undone. A share is judged again, blind (`sampling`).
- `appeals`, `answering`: the author complains; what another person's answer does when it stands.
- `lawyers`, `documents`: an opinion on a case; the whole case on paper.
- `rules`, `account`: what everybody can read: the rules with their history, and the public figures.

They call one way (the import contract "The way of a case"): from `deciding` and `settling` down to `cases` and
`subjects`. What a text should not hold is found by `screening`, the room below: it finds and stops, here somebody
decides. Who is told is in `notices`. The page of a case is one statement, `queries.bundle`; `queries.opened` has its
parts.
"""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.core import errors

bp = Blueprint("moderation", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

errors.words(
    {
        "case_already_decided": _l("Another moderator has already decided this case."),
        "case_in_hand": _l("Another moderator is working on this case."),
        "moderator_is_conflicted": _l(
            "You cannot decide this case. Either you, or an organisation you belong to, wrote what it is about, or you"
            " have decided on it before."
        ),
        "action_is_not_possible": _l(
            "That can no longer be decided here. Read the case again, and choose among what it offers now."
        ),
        "reason_is_missing": _l("Choose at least one ground."),
        "reason_is_there_twice": _l("Choose each ground once."),
        "facts_are_missing": _l("Write what in the text the decision is about."),
        "end_is_missing": _l("Choose the last day. It must be after today."),
        "end_is_too_far": _l("The last day can be %(days)s days from today at the most."),
        "cuts_are_missing": _l("Mark the words that are to be removed."),
        "cut_is_outside": _l("What you marked is not within the text. Mark the words again."),
        "cuts_overlap": _l("Some of what you marked overlaps. Mark each passage once."),
        "target_is_missing": _l("Choose where it is to be moved."),
        "subject_was_changed": _l("The text was changed while you read it. Read it again before you decide."),
        "subject_is_gone": _l("It is no longer there: its author has taken it away. Close the case instead."),
        "subject_is_there": _l("It is still there. Decide the case instead of closing it."),
        "another_case_is_open": _l("There is another open case about the same thing. Decide that one."),
        "undo_is_not_yours": _l("Only the moderator who decided can undo it."),
        "undo_is_too_late": _l("It is too late to undo this: the decision stands, and its author is being told."),
        "decided_again_since": _l("Something has been decided on the same thing since, so this cannot be undone."),
        "author_has_answered": _l("The author has sent in the text again, so this cannot be undone."),
    }
)

from app.blueprints.moderation import kinds, notices, views  # noqa: E402, F401
