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
        "purpose_is_missing": _l("Say what you will use the answers for."),
        "warning_is_unanswered": _l("Answer each warning about your needs, or change the need."),
        "fairness_is_missing": _l("Go through the fairness check. Each point needs an answer."),
        "criterion_is_missing": _l("Write the criterion that those invited must meet. Everybody can read it."),
        "template_is_not_published": _l("This is a template. Begin a dialogue with it, and publish that."),
        "dialogue_is_not_published": _l("This dialogue is not published, or takes no more input already."),
        "questions_outside_input": _l("The last day for questions must be a day on which input is taken."),
        "languages_are_too_few": _l("Choose at least the dialogue's own language, one Norwegian language and English."),
        "values_out_of_order": _l("The highest value cannot be below the lowest."),
        "no_day_without_a_plan": _l("No competition is planned, so it has no date. Empty this field."),
        "profile_is_not_published": _l("Choose a requirement profile that your organisation has published."),
        "notice_cannot_be_found": _l("Give the notice's number or its address."),
        "notice_is_there": _l("This notice stands here already."),
        "host_is_no_buyer": _l("Only a public buyer that has been verified here can host a dialogue."),
        "host_is_asked": _l("They host this dialogue already, or have been asked."),
        "lead_is_offered": _l("The lead is offered to somebody already. Take that back first."),
        "host_has_answered": _l("This has been answered or taken back meanwhile."),
        "who_leads_stays": _l("The buyer that leads the dialogue cannot leave it."),
        "too_many_hosts": _l("At most %(limit)s buyers can be asked to host a dialogue."),
        "open_stays_open": _l("The dialogue is open to everybody, and that has been published. It stays so."),
        "dialogue_is_open_to_all": _l("Everybody can take part in this dialogue, so nobody has to be invited."),
        "cannot_be_invited": _l("Only verified firms and interest organisations can be invited."),
        "invited_stays_invited": _l("Who has been told that it can take part, can."),
        "too_many_codes": _l("A dialogue may have at most %(limit)s codes."),
        "dialogue_is_no_template": _l("This is no template."),
        "too_many_notices": _l("A dialogue may have at most %(limit)s notices."),
        "competition_stays_announced": _l(
            "Input ended because of this notice, and so it stays. Put in the right one beside it."
        ),
        "dates_are_missing": _l("Say when the dialogue takes input."),
        "deadline_has_passed": _l("The last day for input has passed. Choose a later one."),
        "closes_before_it_opens": _l("The last day cannot be before the first."),
        "closes_in_the_past": _l("The last day has passed already. To end the dialogue now, close it."),
    }
)
