"""What somebody told outside the service, its publication, and exemptions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.blueprints.parity.forms.wordings import CHANNELS
from app.blueprints.parity.services.by_hand import HandDraft
from app.blueprints.parity.terms import Channel
from app.core import written
from app.core.clock import OSLO
from app.core.fields import CheckboxesField
from app.core.forms import Limit, OnceForm
from app.core.i18n import NAMES
from app.core.versioned import VersionedForm

MOST_NUMBERS = 2_000


class HandForm(OnceForm):
    title = written.line(_l("What was it about, in one line?"))
    words = written.paragraph(_l("What did you tell?"))
    lang = written.language(_l("Which language do you write in?"))
    channel = written.OptionsField(
        _l("How did you tell it?"),
        [InputRequired(written.NEEDED)],
        choices=[SelectChoice(code.value, label) for code, label in CHANNELS.items() if code is not Channel.SITE],
    )
    told_on = written.day(_l("Which day?"))
    told_time = TimeField(_l("At what time?"), [InputRequired(written.NEEDED)], format=["%H:%M", "%H.%M"])
    firms = CheckboxesField(_l("Who was told, of those who take part?"))
    numbers = TextAreaField(_l("Organisation numbers of others who were told"), [Optional(), Limit(MOST_NUMBERS)])

    def draft(self) -> HandDraft:
        assert self.told_on.data is not None  # noqa: S101 - the form has been validated
        assert self.told_time.data is not None  # noqa: S101
        lines = (self.numbers.data or "").replace(",", "\n").replace(";", "\n").splitlines()
        return HandDraft(
            title=self.title.data or "",
            words=self.words.data or "",
            lang=self.lang.data,
            channel=Channel(self.channel.data),
            at=datetime.combine(self.told_on.data, self.told_time.data, OSLO),
            organisation_ids=tuple(int(number) for number in self.firms.data or []),
            numbers=tuple(dict.fromkeys(number for typed in lines if (number := "".join(typed.split())))),
        )


def hand_form(participants: Sequence[Any], lang: str) -> HandForm:
    form = HandForm(lang=lang)
    form.firms.choices = [SelectChoice(str(row.organisation_id), row.name) for row in participants]
    return form


class ExemptForm(OnceForm):
    reason = written.paragraph(_l("Why does not everybody get to know this?"), 2_000)


class DeclineForm(OnceForm):
    answer = written.optional_paragraph(_l("What should be done instead?"), 2_000)


class PublishForm(VersionedForm):
    """A title and a text for each language of the dialogue; made by `publish_form`."""

    def words(self, languages: Sequence[str]) -> dict[str, dict[str, str]]:
        return {
            code: {"title": self[f"title_{code}"].data or "", "text": self[f"text_{code}"].data or ""}
            for code in languages
        }


def publish_form(item: Any, languages: Sequence[str]) -> PublishForm:
    """With what was told in the language in which it was written down."""

    class InTheseLanguages(PublishForm):
        pass

    values: dict[str, str] = {}
    for code in languages:
        setattr(InTheseLanguages, f"title_{code}", written.line(_l("Title in %(language)s", language=NAMES[code])))
        setattr(InTheseLanguages, f"text_{code}", written.paragraph(_l("Text in %(language)s", language=NAMES[code])))
        said = item.words.get(code, {})
        values |= {f"title_{code}": said.get("title", ""), f"text_{code}": said.get("text", "")}
    return InTheseLanguages(version=item.version, **values)
