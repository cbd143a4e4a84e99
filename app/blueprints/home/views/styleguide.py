"""Every component in every state, for those who build the site; not in production."""

from flask import abort, current_app

from app.blueprints.home import LANG, bp, examples
from app.blueprints.home.forms import ExampleForm
from app.core.access import public
from app.core.i18n import locale
from app.core.render import render


@bp.get(f"{LANG}/styleguide")
@public
def styleguide() -> str:
    if current_app.extensions["samhandel_settings"].is_production:
        abort(404)
    form = ExampleForm(formdata=None, data=examples.TYPED, meta={"csrf": False})
    form.validate()
    form.form_errors.append(examples.REFUSAL)
    return render("styleguide.html", form=form, **examples.shown(locale()))
