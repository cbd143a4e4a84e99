"""What the room's refusals say to people."""

from flask_babel import lazy_gettext as _l

from app.core.errors import words

words(
    {
        "dialogue_not_published": _l("Publish the dialogue first. Then you can write notes of meetings in it."),
        "note_is_published": _l(
            "This note is published, and stays as it is. If something was wrong, write a new note."
        ),
        "note_is_finished": _l("This note is finished already: the firms that took part can read their parts."),
        "note_is_not_finished": _l("Finish the note first, so that the firms can read their parts."),
        "note_tells_nothing": _l("This note says that nothing new was told. There is nothing to publish."),
        "note_lacks_language": _l(
            "What was told must be there in all the languages of the dialogue before everybody can read it."
        ),
        "meeting_is_to_come": _l("A note is of a meeting that has been held. Check the day and the time."),
        "nobody_took_part": _l("Say which firm took part."),
        "firm_not_here": _l(
            "We do not find this firm. Write its organisation number, nine digits. If it is not registered here, ask it"
            " to register, which is free; until then, write what it was told in the ledger by hand."
        ),
        "firm_is_host": _l("This organisation hosts the dialogue. Write here only who you met."),
        "firm_twice": _l("This firm is there twice. Write everybody who came for it on one line."),
        "firm_was_told_already": _l(
            "The note is finished, and this firm has been told what it says. It cannot be taken away again."
        ),
        "firm_has_passages": _l("You have written down what this firm said. Remove that first."),
        "firm_did_not_take_part": _l("This firm did not take part in the meeting."),
        "told_cannot_be_untold": _l("What was told stands in the ledger, and cannot be made untold."),
        "confidence_needs_reason": _l("Say why this should be kept in confidence."),
        "passage_is_the_firms": _l("The firm has put this in its own words. Only the firm can change it."),
        "too_many_passages": _l("A note takes at most %(limit)s passages from one firm."),
        "notes_not_finished": _l("Notes of meetings or calls that are not finished"),
        "notes_not_published": _l("Notes that say what was told to some, and that not everybody can read"),
    }
)
