"""Pages of the room, one module a noun; and the room's place in the main menu."""

from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.accounts.terms import Actor, Kind, Visitor
from app.blueprints.dialogues import policies
from app.blueprints.dialogues.services import moderated, progress  # noqa: F401
from app.blueprints.dialogues.views import (  # noqa: F401
    ages,
    beginning,
    checks,
    desk,
    dialogues,
    documents,
    ending,
    finding,
    hosts,
    leading,
    radar,
    reach,
    tabs,
    warnings,
    wizard,
)
from app.blueprints.forum.services.spaces import register_kind
from app.blueprints.forum.terms.spaces import KindShown, SpaceKind
from app.blueprints.moderation.services import register
from app.core import navigation
from app.core.i18n import locale


def menu_item(who: Actor | Visitor, organisation: object) -> navigation.Item:
    return navigation.Item(_("Market dialogues"), f"/{locale()}/dialogues")


def own_item(who: Actor | Visitor, organisation: Any) -> navigation.Item | None:
    """A buyer has its own dialogues, drafts among them."""
    number = getattr(organisation, "organisation_id", None) or getattr(organisation, "id", None)
    if number not in {fact.organisation_id for fact in who.organisations(Kind.BUYER)}:
        return None
    return navigation.Item(_("Our dialogues"), url_for("dialogues.own_dialogues", organisation_id=number))


def radar_item(who: Actor | Visitor, organisation: object) -> navigation.Item | None:
    """For those who sell, and those who speak for them: what new there is that they could do."""
    if not any(member.kind in policies.MARKET for member in who.memberships):
        return None
    return navigation.Item(_("My radar"), f"/{locale()}/radar")


register(moderated.DIALOGUE, replace(moderated.OF_DIALOGUE, name=_l("dialogue")))
register(moderated.NEED, replace(moderated.OF_NEED, name=_l("need")))
register_kind(SpaceKind.DIALOGUE, KindShown(_l("Market dialogues"), "/dialogues"))
navigation.add(15, own_item)
navigation.add(20, menu_item)
navigation.add(21, radar_item)


def landing(who: Actor | Visitor, language: str) -> str | None:
    """A buyer begins at its own dialogues."""
    mine = who.organisations(Kind.BUYER)
    return url_for("dialogues.own_dialogues", lang=language, organisation_id=mine[0].organisation_id) if mine else None


navigation.add_landing(30, landing)
