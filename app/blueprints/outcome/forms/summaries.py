"""The summary in all the languages of the dialogue."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.outcome.models import Summary
from app.blueprints.outcome.terms import SummaryDraft
from app.core import written
from app.core.i18n import NAMES
from app.core.versioned import VersionedForm


class SummaryForm(VersionedForm):
    """One text a language; saved as far as it is written."""

    languages: tuple[str, ...] = ()

    def fields(self) -> list[tuple[str, Any]]:
        return [(lang, self[f"body_{lang}"]) for lang in self.languages]

    def draft(self) -> SummaryDraft:
        return SummaryDraft(bodies={lang: field.data or "" for lang, field in self.fields()}, version=self.version.data)


for _lang in NAMES:
    setattr(SummaryForm, f"body_{_lang}", written.optional_paragraph(_l("Summing-up"), written.LONGEST))


def summary_form(summary: Summary | None, languages: Sequence[str]) -> SummaryForm:
    bodies = summary.bodies if summary else {}
    values: dict[str, Any] = {f"body_{lang}": body for lang, body in bodies.items()}
    form = SummaryForm(version=summary.version if summary else 0, **values)
    form.languages = tuple(languages)
    for lang, field in form.fields():
        field.label.text = _("Summary in %(language)s", language=NAMES[lang])
    return form
