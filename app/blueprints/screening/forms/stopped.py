"""What is said where an identity number stops a text: the same in every room, with the way to a person."""

from flask_babel import lazy_gettext as _l

from app.core import errors

IDENTITY_NUMBER = _l(
    "There seems to be a national identity number here, so nothing has been stored. Take it out, and write the person's"
    " name or role instead; the rest of what you wrote stands in the form. If the number is something else, such as an"
    " account number or a serial number, ask for somebody to look at it."
)
TO_A_PERSON = ("/numbers", _l("Ask for somebody to look at the number"))

errors.words({"identity_number_in_text": IDENTITY_NUMBER})
errors.ways_on(dict.fromkeys(("identity_number_in_text", "identity_number_in_name"), TO_A_PERSON))  # a file's name
