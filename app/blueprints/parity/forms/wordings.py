"""What the room's refusals say to people, and the names of kinds and channels."""

from flask_babel import lazy_gettext as _l

from app.blueprints.parity.terms import Channel, Kind, Standing
from app.core.errors import words

words(
    {
        "items_are_red": _l("Things that some were told, and that not everybody can read"),
        "nothing_told_after_the_close": _l(
            "The dialogue is closed. What you tell now belongs in the tool of the competition, where everybody gets it."
        ),
        "item_is_not_red": _l("This is published, exempted, or told to nobody: there is nothing to exempt."),
        "item_is_published": _l("Everybody can read this already."),
        "exemption_is_proposed": _l("Somebody has proposed an exemption already. Another person can approve it."),
        "exemption_is_decided": _l("Nobody is waiting for an answer here: it has been decided already."),
        "exemption_takes_two": _l("You proposed this yourself. An exemption needs another person's approval."),
        "say_why_exempted": _l("Say why not everybody gets to know this."),
        "told_in_the_future": _l("Choose a time that has passed. Write it down when it has been told."),
        "told_to_nobody": _l("Say who was told: choose from the list, or write an organisation number."),
        "told_to_a_host": _l("A buyer that hosts the dialogue is not somebody to whom you tell something."),
        "organisation_is_not_here": _l(
            "No organisation with the number %(number)s is here. Ask it to register, or bring it here first."
        ),
        "published_where_it_stands": _l("This is published where it was written, not here."),
        "language_is_missing": _l("Write it in this language too: everybody gets it at the same moment."),
    }
)

KINDS = {
    Kind.ANSWER: _l("Answer"),
    Kind.NOTE: _l("Note of a meeting or call"),
    Kind.DOCUMENT: _l("Document"),
    Kind.TEXT: _l("Change in the dialogue"),
    Kind.MESSAGE: _l("Told outside the service"),
    Kind.MEETING_MATERIAL: _l("Shown in a meeting"),
    Kind.OTHER: _l("Other"),
}
CHANNELS = {
    Channel.SITE: _l("on this page"),
    Channel.MEETING: _l("in a meeting"),
    Channel.CALL: _l("by telephone"),
    Channel.MAIL: _l("by e-mail"),
    Channel.LETTER: _l("by letter"),
    Channel.EVENT: _l("at an event"),
}
STANDINGS = {
    Standing.WAITING: (_l("Nobody told yet"), "info"),
    Standing.RED: (_l("Not published"), "danger"),
    Standing.EXEMPTED: (_l("Exempted"), "warning"),
    Standing.PUBLISHED: (_l("Published"), "success"),
}
