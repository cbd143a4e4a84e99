"""E-mail addresses, in the one form in which we compare them."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

LONGEST_EMAIL = 254


def normalise_email(text: str) -> str | None:
    """The address in lower case with its domain in ASCII, or None when it is not one address."""
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > LONGEST_EMAIL:
        return None
    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError:
        return None
    address = (found.ascii_email or "").lower()
    return address if 0 < len(address) <= LONGEST_EMAIL else None
