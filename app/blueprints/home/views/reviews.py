"""The pages about the site grow old too; somebody looks through them and says that they still hold."""

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.blueprints.home import LANG, bp, policies, services
from app.blueprints.home.forms import PageReviewForm
from app.blueprints.home.terms import WRITTEN
from app.core import panels
from app.core.access import actor, guard
from app.core.errors import Refused
from app.core.i18n import locale
from app.core.render import render

NAMES = {
    "privacy": _l("Privacy"),
    "terms": _l("Terms of use"),
    "accessibility": _l("Accessibility statement"),
    "contact": _l("Contact us"),
    "rules": _l("Rules for good dialogue"),
}


def age_of(page: str) -> dict[str, object]:
    """For the template of such a page: when it was vouched for, and where this reader may do so."""
    may = policies.can_review_pages(actor())
    return {"reviewed_at": services.vouched_for(page), "review_url": f"/{locale()}/review/{page}" if may else None}


@bp.route(f"{LANG}/review/<page>", methods=["GET", "POST"])
@guard(policies.can_review_pages)
def review_page(page: str) -> ResponseReturnValue:
    if page not in WRITTEN:
        abort(404)
    form, address = PageReviewForm(), f"/{locale()}/{page}"
    if form.validate_on_submit():
        try:
            services.review_page(page, form.note.data or "", by=actor())
            flash(_("Noted. The page counts as looked through today."), "success")
            return redirect(address, 303)
        except Refused as error:
            form.take(error)
    return render(
        "home/review.html", form=form, name=NAMES[page], address=address, seen=services.vouched_for(page)
    ), form.status


def banner(page: str) -> Markup:
    """For the page of a room below, which does not know who looks through it."""
    return Markup(render("home/_aged.html", **age_of(page)))  # noqa: S704 - the template escapes


panels.add("public_page", 10, banner)
