"""The declaration: a question for each tie that the service sees, and one about all the others."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.impartiality.forms.wordings import ASKED
from app.blueprints.impartiality.terms import DeclarationDraft, Stance, Tie, TieKind
from app.core import written
from app.core.fields import VersionField
from app.core.forms import OnceForm
from app.core.render import format_date

ANSWERS = [
    SelectChoice("no", _l("It does not make me partial")),
    SelectChoice("yes", _l("It makes me partial")),
]


class DeclarationForm(OnceForm):
    """Made by `declaration_form`, which adds `tie_<organisation>` and `why_<organisation>` for each likely tie."""

    version = VersionField()
    stance = written.OptionsField(
        _l("Your ties to those who take part"),
        [InputRequired(written.NEEDED)],
        choices=[
            SelectChoice(Stance.NONE.value, _l("I have looked through the list, and have no ties to any of them")),
            SelectChoice(Stance.TIES.value, _l("I have ties that I describe below, and they do not make me partial")),
            SelectChoice(
                Stance.CONFLICT.value, _l("I have ties that make me partial, or that others could believe do")
            ),
        ],
    )
    note = written.optional_paragraph(_l("Describe the ties"), 2_000)
    likely: Sequence[Any] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """A tie that is a fact and not a likeness is not waved away without a word."""
        valid = bool(super().validate(extra_validators))
        for row in self.likely:
            why = self[f"why_{row.organisation_id}"]
            if self[f"tie_{row.organisation_id}"].data == "no" and row.kind != TieKind.NAMESAKE and not why.data:
                why.errors, valid = [_("Say why it does not make you partial.")], False
        return valid

    def draft(self) -> DeclarationDraft:
        ties = tuple(
            Tie(
                organisation_id=row.organisation_id,
                kind=TieKind(row.kind),
                is_conflict=self[f"tie_{row.organisation_id}"].data == "yes",
                note=self[f"why_{row.organisation_id}"].data or "",
            )
            for row in self.likely
        )
        return DeclarationDraft(
            stance=Stance(self.stance.data), ties=ties, note=self.note.data or "", version=self.version.data or 0
        )


def declaration_form(likely: Sequence[Any], version: int) -> DeclarationForm:
    """`version`: the number of the last one of those who are shown on the page."""

    class WithTies(DeclarationForm):
        pass

    for row in likely:
        asked = str(ASKED[TieKind(row.kind)]) % {"organisation": row.organisation, "day": format_date(row.ended_at)}
        field = written.OptionsField(asked, [InputRequired(written.NEEDED)], choices=ANSWERS)
        setattr(WithTies, f"tie_{row.organisation_id}", field)
        setattr(WithTies, f"why_{row.organisation_id}", written.optional_line(_l("Why?"), 500))
    form = WithTies(version=version)
    form.likely = likely
    return form


class RuleOutForm(OnceForm):
    why = written.paragraph(_l("Why do these ties make the person partial?"), 2_000)
