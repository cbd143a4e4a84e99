"""When a space is looked after: hours by weekday, and what is read before others see it."""

import re
from datetime import time
from typing import Any

from babel.dates import get_day_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.blueprints.forum.rules.posts import hours_of
from app.blueprints.forum.terms.spaces import LookingAfterDraft, PreModeration, WhenUnstaffed
from app.core import written
from app.core.i18n import locale
from app.core.opening_hours import WEEKDAYS, Hours, Span
from app.core.versioned import VersionedForm

SITE, OWN = "site", "own"
PREMODERATION_WORDS = {
    PreModeration.OFF: _l("Nothing is read first, except what is written under a pseudonym"),
    PreModeration.NEW: _l("What organisations write that nobody has verified, or that are new here"),
    PreModeration.ALL: _l("Everything"),
}
UNSTAFFED_WORDS = {
    WhenUnstaffed.OPEN: _l("It is published as at other times"),
    WhenUnstaffed.WAIT: _l("It waits until somebody is there"),
}
MOST_TYPED = 60
_CLOCK = re.compile(r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?")


class LookingAfterForm(VersionedForm):
    """The hours of each day as one line: "08.00-16.00", or two with a comma between them; empty for a closed day."""

    premoderation = written.OptionsField(
        _l("What does a moderator read before others see it?"),
        [InputRequired(written.NEEDED)],
        choices=[SelectChoice(code.value, words) for code, words in PREMODERATION_WORDS.items()],
    )
    whose = written.OptionsField(
        _l("When is somebody there?"),
        [InputRequired(written.NEEDED)],
        choices=[
            SelectChoice(SITE, _l("In the opening hours of the whole site")),
            SelectChoice(OWN, _l("In hours of its own, as written below")),
        ],
    )
    mon = written.optional_line("", MOST_TYPED)
    tue = written.optional_line("", MOST_TYPED)
    wed = written.optional_line("", MOST_TYPED)
    thu = written.optional_line("", MOST_TYPED)
    fri = written.optional_line("", MOST_TYPED)
    sat = written.optional_line("", MOST_TYPED)
    sun = written.optional_line("", MOST_TYPED)
    when_unstaffed = written.OptionsField(
        _l("What happens to what is written outside these hours?"),
        [InputRequired(written.NEEDED)],
        choices=[SelectChoice(code.value, words) for code, words in UNSTAFFED_WORDS.items()],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for name in WEEKDAYS:
            if spans_of(self[name].data or "") is None:
                self[name].errors = [_("Write from and to, as in 08.00–16.00. Leave it empty for a closed day.")]
                valid = False
        return valid

    def draft(self) -> LookingAfterDraft:
        days = tuple(spans_of(self[name].data or "") or () for name in WEEKDAYS)
        return LookingAfterDraft(
            premoderation=PreModeration(self.premoderation.data),
            when_unstaffed=WhenUnstaffed(self.when_unstaffed.data),
            hours=Hours(days) if self.whose.data == OWN else None,
            version=self.version.data,
        )


def spans_of(typed: str) -> tuple[Span, ...] | None:
    """The spans that a line says, in order; none for an empty one, None when it cannot be read."""
    pieces = [piece.strip() for piece in typed.replace("–", "-").replace("—", "-").split(",") if piece.strip()]
    try:
        return Hours(((tuple(_span(piece) for piece in pieces)), (), (), (), (), (), ())).days[0]
    except ValueError:
        return None


def _span(piece: str) -> Span:
    begin, end = (_CLOCK.fullmatch(part.strip()) for part in piece.split("-"))
    if begin is None or end is None:
        raise ValueError(piece)
    return _moment(begin), _moment(end)


def _moment(found: re.Match[str]) -> time:
    return time(int(found[1]), int(found[2] or 0))


def looking_after_form(space: Any) -> LookingAfterForm:
    """What holds for the space; in the hours' fields its own, or the site's to begin from."""
    hours = hours_of(space.hours)
    lines = {
        name: ", ".join(f"{begin:%H.%M}-{end:%H.%M}" for begin, end in spans)
        for name, spans in zip(WEEKDAYS, hours.days, strict=True)
    }
    form = LookingAfterForm(
        premoderation=space.premoderation.value,
        whose=SITE if space.hours is None else OWN,
        when_unstaffed=space.when_unstaffed.value,
        version=space.version,
        **lines,
    )
    names = get_day_names("wide", context="stand-alone", locale="en_GB" if locale() == "en" else locale())
    for number, name in enumerate(WEEKDAYS):
        form[name].label.text = names[number][:1].upper() + names[number][1:]
    return form
