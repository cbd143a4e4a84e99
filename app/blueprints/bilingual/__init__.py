"""What people write, in nb, nn and en: the language it is in, its checked translations, machine drafts, the glossary.

Knows no post and no dialogue: a room above registers a kind of thing that has words (`services.sources.register`), and
asks one function (`rules.presenting.present`) what a reader is shown of it.
"""

from flask import Blueprint

bp = Blueprint("bilingual", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.bilingual import notices, views  # noqa: E402, F401
