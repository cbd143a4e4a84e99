"""Names in the order of the Norwegian alphabet, without a collation of the database."""

import unicodedata

# æ, ø and å stand last, in that order; aa is read as å. { | } come right after z.
_LAST = str.maketrans({"æ": "z{", "ä": "z{", "ø": "z|", "ö": "z|", "å": "z}"})


def sort_key(name: str) -> str:
    """What a name is sorted by: letters without case and accents, æ ø å after z."""
    folded = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_LAST)
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return " ".join(plain.split())[:300]
