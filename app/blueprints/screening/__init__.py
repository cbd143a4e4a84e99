"""Screening: what a text, or a document, should not hold, and where in it that is.

Identity numbers stop what somebody writes; account numbers, phones, mail addresses, prices and words that tell of
secrets are pointed out. What is found is a kind and a place, never the value: that is written nowhere and shown nowhere
but in the text itself. Rooms above ask `services`; what is to be done about a finding is for them.
"""

from flask import Blueprint

bp = Blueprint("screening", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.attachments.services import register_name_check  # noqa: E402
from app.blueprints.bilingual.services.text_checks import register_text_check  # noqa: E402
from app.blueprints.screening import views  # noqa: E402, F401
from app.blueprints.screening.forms import stopped  # noqa: E402, F401
from app.blueprints.screening.services import documents, find_identity_numbers  # noqa: E402, F401 - the jobs of one

register_name_check(find_identity_numbers)
register_text_check(find_identity_numbers)
