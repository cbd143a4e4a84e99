"""What nobody may write in a field of a plan, of evidence or of a review."""

from app.blueprints.screening.services import find_identity_numbers
from app.core.errors import Refused


def refuse_identity_numbers(**texts: str) -> None:
    """`Refused`, at the first field whose text holds a national identity number."""
    for field, text in texts.items():
        if find_identity_numbers(text):
            raise Refused("identity_number_in_evidence", field=field)
