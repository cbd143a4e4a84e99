"""What this room's refusals say to people."""

from flask_babel import lazy_gettext as _l

from app.core.errors import words

words(
    {
        "reads_nothing": _l("Choose at least one language."),
        "sign_in_failed": _l(
            "The address or the password is wrong."
            " If you have just signed up, first open the link in the mail that we sent you."
        ),
        "throttled": _l("Too many tries. Wait %(minutes)s min, then try again."),
        "password_too_short": _l(
            "The password must have at least 12 characters. A few words in a row are easy to remember."
        ),
        "password_too_long": _l("The password can have at most 256 characters."),
        "password_repeats": _l(
            "This password repeats itself, or follows the keys of the keyboard. Choose one that is harder to guess."
        ),
        "password_common": _l(
            "This password is among the first that a stranger would try. Choose one that is harder to guess."
        ),
        "password_personal": _l(
            "This password is made of your name, your address or the name of this service."
            " Choose one that is harder to guess."
        ),
        "password_wrong": _l("This is not your password."),
        "code_wrong": _l("This code is not right. Look at the app again: it shows a new code every 30 seconds."),
        "code_used": _l("This code has been used already. Wait for the next one."),
        "address_taken": _l("This address already has an account."),
        "second_factor_is_on": _l("You already sign in with a code."),
        "second_factor_not_prepared": _l("You have not set up an app for codes yet."),
        "second_factor_is_compulsory": _l(
            "You act for a public buyer, or for the site itself. For that a code is needed at every sign-in."
        ),
        "only_in_demo": _l("This is only possible in a demo."),
        "role_not_held": _l("The person does not have this role."),
        "link_damaged": _l("The link is not complete. It was cut short or changed on the way."),
        "link_unknown": _l("We do not know this link. Perhaps a newer one has been sent to you."),
        "link_elsewhere": _l("This link is made for something else."),
        "link_expired": _l("This link is too old."),
        "link_used": _l("This link has been used already."),
    }
)
