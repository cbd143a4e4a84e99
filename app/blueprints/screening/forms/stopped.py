"""What is said where an identity number stops a text: the same in every room, with the way to a person."""

from flask_babel import lazy_gettext as _l

from app.core import errors

IDENTITY_NUMBER = _l(
    "There seems to be a national identity number here, so nothing has been stored. Take it out, and write the person's"
    " name or role instead; the rest of what you wrote stands in the form. If the number is something else, such as an"
    " account number or a serial number, ask for somebody to look at it."
)
# Where the rooms refuse it: the code is identity_number_in_<where>. A file's name has words of its own.
IN_TEXTS = ("text", "safety", "evidence", "profile", "share", "consent", "method")
IN_NAMES = ("name",)

errors.words({f"identity_number_in_{where}": IDENTITY_NUMBER for where in IN_TEXTS})
errors.ways_on(
    {
        f"identity_number_in_{where}": ("/numbers", _l("Ask for somebody to look at the number"))
        for where in (*IN_TEXTS, *IN_NAMES)
    }
)
