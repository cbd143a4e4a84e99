"""The front page, and the way to it."""

from werkzeug.wrappers import Response

from app.blueprints.home import LANG, bp, queries
from app.core.access import public
from app.core.i18n import locale, preferred_locale, to_language
from app.core.render import render


@bp.get("/")
@public
def root() -> Response:
    """To the front page in the language of the account, or else of the browser."""
    return to_language(preferred_locale(), "/")


@bp.get(f"{LANG}/")
@public
def front() -> str:
    return render("home/front.html", dialogues=queries.open_dialogues(locale()))
