"""The pages about the site itself.

Their prose is written whole in each language (`prose/<page>.<language>.html`), not translated sentence by sentence: it
is law and manners, and each language must stand on its own. The frame around it is gettext as everywhere.
"""

from flask import current_app
from flask_babel import lazy_gettext as _l

from app.blueprints.home import LANG, bp
from app.blueprints.home.views.reviews import age_of
from app.core.access import public
from app.core.i18n import locale
from app.core.render import render

PAGES = {
    "privacy": _l("Privacy"),
    "terms": _l("Terms of use"),
    "accessibility": _l("Accessibility statement"),
    "contact": _l("Contact us"),
}


def _show(page: str) -> str:
    settings = current_app.extensions["samhandel_settings"]
    return render(
        "home/prose.html",
        page=page,
        pages=PAGES,
        prose=f"home/prose/{page}.{locale()}.html",
        contact_mail=settings.contact_mail,
        moderation_mail=settings.moderation_mail,
        **age_of(page),
    )


@bp.get(f"{LANG}/privacy")
@public
def privacy() -> str:
    return _show("privacy")


@bp.get(f"{LANG}/terms")
@public
def terms() -> str:
    return _show("terms")


@bp.get(f"{LANG}/accessibility")
@public
def accessibility() -> str:
    return _show("accessibility")


@bp.get(f"{LANG}/contact")
@public
def contact() -> str:
    return _show("contact")
