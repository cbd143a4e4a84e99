"""A theme in all the languages of the dialogue, and what came of it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from app.blueprints.outcome.models import Theme
from app.blueprints.outcome.terms import Outcome, ThemeDraft, ThemeWords
from app.core import written
from app.core.forms import Form, OnceForm
from app.core.i18n import NAMES
from app.core.versioned import VersionedForm

OUTCOMES = {
    Outcome.CHANGED: _l("We have changed something"),
    Outcome.NOT_CHANGED: _l("We have not changed anything"),
    Outcome.LATER: _l("We take it up later"),
}
PARTS = ("title", "said", "did", "shows")


class NewThemeForm(OnceForm):
    """A theme begins with a title; the rest can wait."""

    title = written.line(_l("Title of the new theme"))


class PublishForm(Form):
    """A button: which themes are ready is looked up anew when it is pressed."""


class ThemeForm(VersionedForm):
    """Four fields a language. What is not written yet may stay empty until it is published."""

    need_id = written.ChoiceField(_l("Which need is it about?"), [Optional()], choices=[])
    outcome = written.OptionsField(
        _l("What did you do?"),
        [Optional()],
        choices=[SelectChoice("", _l("Not decided yet")), *(SelectChoice(k.value, w) for k, w in OUTCOMES.items())],
    )
    languages: tuple[str, ...] = ()

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Fields by language, the theme's own first."""
        return [(lang, [self[f"{part}_{lang}"] for part in PARTS]) for lang in self.languages]

    def draft(self) -> ThemeDraft:
        return ThemeDraft(
            need_id=int(self.need_id.data) if self.need_id.data else None,
            outcome=Outcome(self.outcome.data) if self.outcome.data else None,
            words={
                lang: ThemeWords(**{part: field.data or "" for part, field in zip(PARTS, fields, strict=True)})
                for lang, fields in self.groups()
            },
            version=self.version.data,
        )


for _lang in NAMES:
    setattr(ThemeForm, f"title_{_lang}", written.optional_line(_l("Title")))
    setattr(ThemeForm, f"said_{_lang}", written.optional_paragraph(_l("You said")))
    setattr(ThemeForm, f"did_{_lang}", written.optional_paragraph(_l("We did, and why")))
    setattr(ThemeForm, f"shows_{_lang}", written.optional_paragraph(_l("Where it shows"), written.SUMMARY))


def theme_form(theme: Theme, languages: Sequence[str], needs: Sequence[Any]) -> ThemeForm:
    """The theme as it is stored, or as it was sent. `needs`: rows of the dialogue's needs."""
    values: dict[str, Any] = {
        f"{part}_{lang}": getattr(words, part) for lang, words in theme.words().items() for part in PARTS
    }
    form = ThemeForm(
        need_id=str(theme.need_id or ""), outcome=theme.outcome.value if theme.outcome else "",
        version=theme.version, **values,
    )  # fmt: skip
    form.need_id.choices = [
        SelectChoice("", _("The dialogue as a whole")),
        *(SelectChoice(str(need.id), need.title) for need in needs),
    ]
    form.languages = (theme.lang, *(lang for lang in languages if lang != theme.lang))
    return form
