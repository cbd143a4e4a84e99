"""Protected input: texts that were taken from the public and handed to the buyer who hosts the space.

The buyer's people read what was handed to them, and an author's organisation what was handed over of its own. The lanes
for protected input may take these pages over: they ask `queries.referrals` and nothing else.
"""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.moderation import bp, policies
from app.blueprints.moderation.models import ProtectedInput
from app.blueprints.moderation.queries import referrals
from app.blueprints.moderation.services.referrals import pass_doors
from app.core.access import guard, signed_in_first
from app.core.addresses import asked_number
from app.core.render import render


@bp.get("/organisations/<int:organisation_id>/protected-input")
@guard(policies.can_list_protected_input, conceal=True, organisation=signed_in_first(get_organisation))
def list_protected_input(organisation: Organisation) -> ResponseReturnValue:
    after = asked_number("after")
    page = referrals.protected_inputs(organisation.id, after)
    here: dict[str, Any] = {"organisation_id": organisation.id}
    return render(
        "moderation/protected.html",
        organisation=organisation,
        page=page,
        next_url=url_for(".list_protected_input", after=page.after, **here) if page.after else None,
        first_url=url_for(".list_protected_input", **here) if after else None,
    )


@bp.get("/organisations/<int:organisation_id>/protected-input/<int:handed_id>")
@guard(
    policies.can_read_protected_input,
    conceal=True,
    organisation=signed_in_first(get_organisation),
    handed=referrals.get_protected_input,
)
def show_protected_input(organisation: Organisation, handed: ProtectedInput) -> ResponseReturnValue:
    is_host = organisation.id == handed.organisation_id
    if is_host:
        pass_doors(handed)
    return render(
        "moderation/protected_input.html",
        organisation=organisation,
        handed=handed,
        wrote=referrals.who_wrote(handed),
        is_host=is_host,
    )
