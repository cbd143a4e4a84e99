"""What a person chooses about mail to her."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice

from app.blueprints.notifications.rules.rhythms import time_zones
from app.blueprints.notifications.terms import Preference, Rhythm
from app.core.versioned import VersionedForm

RHYTHMS = {
    Rhythm.IMMEDIATE: _l("At once, one mail for each thing that happens"),
    Rhythm.DAILY: _l("Once a day, one mail with what is new"),
    Rhythm.WEEKLY: _l("Once a week, one mail with what is new"),
    Rhythm.NEVER: _l("Never. I read it here"),
}
WEEKDAYS = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)  # fmt: skip


def number(typed: Any) -> int | None:
    return int(typed) if str(typed).isascii() and str(typed).isdecimal() and len(str(typed)) < 3 else None


class PreferenceForm(VersionedForm):
    """Choices that are on no list of ours are refused."""

    rhythm = RadioField(
        _l("How often do you want mail about what you follow?"),
        choices=[SelectChoice(rhythm.value, words) for rhythm, words in RHYTHMS.items()],
    )
    weekday = SelectField(_l("Which day?"), coerce=number, choices=[SelectChoice(*day) for day in enumerate(WEEKDAYS)])
    hour = SelectField(
        _l("From what hour?"), coerce=number, choices=[SelectChoice(hour, f"{hour:02d}:00") for hour in range(24)]
    )
    time_zone = SelectField(_l("Which time zone are you in?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [self.time_zone.data] if self.time_zone.data and not self.is_submitted() else []
        names = dict.fromkeys([*time_zones(), *chosen])  # one that is no longer on the list stays as it was
        self.time_zone.choices = [SelectChoice(name, name.replace("_", " ")) for name in names]

    def draft(self) -> Preference:
        return Preference(
            rhythm=Rhythm(self.rhythm.data),
            time_zone=self.time_zone.data,
            hour=self.hour.data,
            weekday=self.weekday.data,
            version=self.version.data,
        )
