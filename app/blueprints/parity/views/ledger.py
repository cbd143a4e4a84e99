"""The ledger as a list, and as a matrix of things and suppliers; for the hosts."""

from typing import Any
from urllib.parse import urlencode

from flask import request
from flask.typing import ResponseReturnValue

from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.parity import bp, policies
from app.blueprints.parity.queries import pages, standing
from app.blueprints.parity.rules import cell
from app.blueprints.parity.views.shown import words_for_rows
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.render import render

hosts_read = guard(policies.can_read_ledger, conceal=True, dialogue=dialogue_shown)


@bp.get("/dialogues/<int:dialogue_id>/ledger")
@hosts_read
def show_ledger(dialogue: Any) -> ResponseReturnValue:
    page = pages.items_page(dialogue.id, red=_red(), before=asked_number("before"), after=asked_number("after"))
    return render(
        "parity/ledger.html", dialogue=dialogue, standing=standing(dialogue.id), page=page, red=_red(),
        older=_to(before=page.older), newer=_to(after=page.newer), can_keep=policies.can_keep_ledger(actor(), dialogue),
        **words_for_rows(),
    )  # fmt: skip


@bp.get("/dialogues/<int:dialogue_id>/ledger/matrix")
@hosts_read
def show_matrix(dialogue: Any) -> ResponseReturnValue:
    """Newest things on top, suppliers in the order in which they joined."""
    firms_after = asked_number("suppliers") or 0
    before, after = asked_number("before"), asked_number("after")
    found = pages.matrix(dialogue.id, red=_red(), before=before, after=after, firms_after=firms_after)
    cells = [
        (item, [cell(item, found.told.get((item.id, firm.organisation_id))) for firm in found.firms])
        for item in found.items.rows
    ]
    here = {"before": before, "after": after}
    return render(
        "parity/matrix.html", dialogue=dialogue, standing=standing(dialogue.id), matrix=found, cells=cells, red=_red(),
        older=_to(before=found.items.older, suppliers=firms_after),
        newer=_to(after=found.items.newer, suppliers=firms_after),
        left=_to(suppliers=found.left, **here) if found.left is not None else None,
        right=_to(suppliers=found.right, **here), **words_for_rows(),
    )  # fmt: skip


def _red() -> bool:
    return request.args.get("show") == "red"


def _to(**keys: int | None) -> str | None:
    """The address of the page beside this one, its filter kept; None where there is none (the first key is)."""
    if next(iter(keys.values())) is None:
        return None
    kept = {"show": "red"} if _red() else {}
    return "?" + urlencode(kept | {name: value for name, value in keys.items() if value})
