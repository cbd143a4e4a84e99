"""What moderators, lawyers and authors write to each other stays for ever: no identity number is kept in it."""

from app.blueprints.screening.services import find_identity_numbers
from app.core.errors import Refused


def refuse_identity_numbers(text: str, *, field: str) -> None:
    """Refused at its field. In a text that is judged, a number stands where it stands; nobody need write it again."""
    if find_identity_numbers(text):
        raise Refused("identity_number_in_text", field=field)
