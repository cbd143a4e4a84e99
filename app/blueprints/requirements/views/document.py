"""Profile and plan as a document to hand over: on paper, or saved as a PDF, in the language of its address."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement.services import describe_subjects
from app.blueprints.requirements import bp, policies, queries, services
from app.blueprints.requirements.models import Share
from app.blueprints.requirements.terms import PlannedLine
from app.blueprints.requirements.views.shares_profile import shown
from app.blueprints.requirements.views.shares_received import gone, is_live
from app.core.access import actor, guard
from app.core.clock import today
from app.core.i18n import LOCALES, locale
from app.core.render import render


@bp.get("/organisations/<int:organisation_id>/profile/document")
@guard(policies.can_view_document, conceal=True, organisation=get_organisation)
def profile_document(organisation: Organisation) -> ResponseReturnValue:
    """The firm's own: where it stands today, and its plan."""
    prepared = services.prepare(organisation.id)
    plan = queries.plan_lines(organisation.id)
    return render(
        "requirements/document_profile.html",
        organisation=organisation,
        plan=plan,
        subjects=_subjects(organisation.id, plan),
        others=_others("requirements.profile_document", organisation_id=organisation.id),
        **shown(
            services.read_profile(prepared.levels, prepared.content, today()),
            firm_id=organisation.id,
        ),
    )


@bp.get("/organisations/<int:organisation_id>/shared-with-us/<int:share_id>/document")
@guard(policies.can_read_shared, conceal=True, organisation=get_organisation, share=queries.get_share)
def shared_document(organisation: Organisation, share: Share) -> ResponseReturnValue:
    """What is shared, as a document. It says on its first page what it may be used for, and until when."""
    share, content = queries.read_shared(share.id)
    if content is None or not is_live(share):
        return gone(organisation, share)
    services.note_opening(share, by=actor())
    day = services.day_of(share.kind, content.content, today())
    return render(
        "requirements/document_shared.html",
        organisation=organisation,
        share=share,
        others=_others("requirements.shared_document", organisation_id=organisation.id, share_id=share.id),
        **shown(services.read_profile(content.levels, content.content, day), firm_id=share.organisation_id),
    )


def _subjects(organisation_id: int, plan: Sequence[PlannedLine]) -> dict[str, str]:
    """What each action is about, in the reader's language."""
    subjects = {line.subject for line in plan if line.subject}
    return (
        {code: about.label for code, about in describe_subjects(organisation_id, subjects).items()} if subjects else {}
    )


def _others(endpoint: str, **values: Any) -> list[tuple[str, str]]:
    """The same document in the other languages: (code, address)."""
    return [(code, url_for(endpoint, lang=code, **values)) for code in LOCALES if code != locale()]
