"""One's own declaration; and who has declared, for the buyer that leads."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.impartiality import bp, policies
from app.blueprints.impartiality.forms.declarations import RuleOutForm, declaration_form
from app.blueprints.impartiality.forms.wordings import ASKED, STANCES, WHYS
from app.blueprints.impartiality.models import Declaration
from app.blueprints.impartiality.queries import declarations as queries
from app.blueprints.impartiality.queries.likely import likely, names_of_organisations
from app.blueprints.impartiality.queries.standing import standing
from app.blueprints.impartiality.services import declarations as services
from app.blueprints.impartiality.terms import TieKind
from app.blueprints.parity.queries import participants, participants_version
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.errors import Conflict, Refused
from app.core.pages import cut
from app.core.render import render

MOST_LOOKED_THROUGH = 300
"""So many names are looked through at a time; of more, one declares for the next part afterwards."""


@bp.route("/dialogues/<int:dialogue_id>/declaration", methods=["GET", "POST"])
@guard(policies.can_declare, conceal=True, dialogue=signed_in_first(dialogue_shown))
def declare(dialogue: Any) -> ResponseReturnValue:
    who = actor()
    how = standing(dialogue.id, who)
    mine = queries.current(dialogue.id, who.person_id)
    new = participants(dialogue.id, after=how.declared_for or 0, limit=MOST_LOOKED_THROUGH)
    ties = likely(dialogue.id, who.person_id, name=who.name, domain=who.mail_domain)
    form = declaration_form(ties, new[-1].number if new else how.version)
    if form.validate_on_submit():
        try:
            services.declare(dialogue, form.draft(), by=who)
            flash(_("Your declaration is noted."), "success")
            return redirect(url_for(".declare", dialogue_id=dialogue.id), 303)
        except Refused as error:
            form.take(error)
    return render(
        "impartiality/declaration.html", dialogue=dialogue, how=how, mine=mine, new=new, form=form,
        stances=STANCES, more=max(0, how.version - (new[-1].number if new else how.version)),
    ), form.status  # fmt: skip


@bp.get("/dialogues/<int:dialogue_id>/declarations")
@guard(policies.can_see_declarations, conceal=True, dialogue=dialogue_shown)
def show_declarations(dialogue: Any) -> ResponseReturnValue:
    rows = queries.people(dialogue.id, dialogue.host_ids, asked_number("after"))
    page = cut(list(rows), lambda row: row.person_id)
    named = names_of_organisations([tie["organisation_id"] for row in page.rows for tie in row.ties or ()])
    return render(
        "impartiality/declarations.html", dialogue=dialogue, people=page.rows, after=page.after, named=named,
        version=participants_version(dialogue.id), refusals=queries.refusals(dialogue.id), stances=STANCES, whys=WHYS,
        asked={kind.value: ASKED[kind] for kind in TieKind},
    )  # fmt: skip


@bp.route("/dialogues/<int:dialogue_id>/declarations/<int:declaration_id>/rule-out", methods=["GET", "POST"])
@guard(
    policies.can_rule_on,
    conceal=True,
    dialogue=signed_in_first(dialogue_shown),
    declaration=queries.get_declaration,
)
def rule_out(dialogue: Any, declaration: Declaration) -> ResponseReturnValue:
    if not declaration.current or declaration.ruled_out_at:
        raise Conflict("declaration_is_replaced")
    form = RuleOutForm()
    if form.validate_on_submit():
        try:
            services.rule_out(declaration, form.why.data or "", by=actor(), organisation_id=dialogue.organisation_id)
            flash(_("It is noted, and what is confidential is shut to the person from now on."), "success")
            return redirect(url_for(".show_declarations", dialogue_id=dialogue.id), 303)
        except Refused as error:
            form.take(error)
    return render(
        "impartiality/rule_out.html", dialogue=dialogue, declaration=declaration, form=form,
        person=name_of(declaration.person_id),
    ), form.status  # fmt: skip
