"""How the room words its errors and its choices."""

from flask_babel import lazy_gettext as _l

from app.blueprints.safety.terms import Basis, EventKind, Relation
from app.core.errors import words

words(
    {
        "hours_reported_already": _l(
            "This month has been reported already. Open it in the list of hours to correct it."
        ),
        "month_in_future": _l("This month has not begun yet."),
        "too_long_ago": _l("Check the year: the register begins in %(year)s."),
        "too_many_hours": _l("This is more than %(most)s hours in one month. Check the number."),
        "more_hours_than_people": _l(
            "%(headcount)s people cannot work so many hours in one month. Check the hours and the number of people."
        ),
        "hours_without_people": _l("Somebody worked these hours: the number of people cannot be 0."),
        "who_was_hurt": _l("Choose whose worker was hurt."),
        "near_miss_hurt_nobody": _l("A near miss hurts nobody. Report it as an injury if somebody was hurt."),
        "lost_days_without_absence": _l(
            "Only an injury with absence has lost days. Choose that kind, or leave the days empty."
        ),
        "day_in_future": _l("This day has not come yet."),
        "time_in_future": _l("This time has not come yet."),
        "only_near_misses_are_answered": _l("Only near misses are answered."),
        "identity_number_in_safety": _l(
            "There seems to be a national identity number here. Take it out, so that nobody can be recognised. "
            "The rest of what you wrote is kept."
        ),
    }
)

KIND_LABELS = {
    EventKind.NEAR_MISS: _l("Near miss"),
    EventKind.FIRST_AID: _l("First aid"),
    EventKind.MEDICAL_TREATMENT: _l("Medical treatment"),
    EventKind.RESTRICTED_WORK: _l("Restricted work"),
    EventKind.LOST_TIME: _l("Injury with absence"),
    EventKind.FATALITY: _l("Death"),
}
KIND_CHOICES = {
    EventKind.FIRST_AID: _l("First aid: plaster, rinsing, and back to work"),
    EventKind.MEDICAL_TREATMENT: _l("Medical treatment: a doctor or nurse treated it, no absence"),
    EventKind.RESTRICTED_WORK: _l("Restricted work: at work, but not in the usual job"),
    EventKind.LOST_TIME: _l("Absence: away from work on a day after the injury, a day off included"),
    EventKind.FATALITY: _l("Death"),
}
RELATION_LABELS = {
    Relation.OWN: _l("Our own employee"),
    Relation.HIRED_IN: _l("A hired-in worker"),
    Relation.OTHER: _l("Somebody else: a visitor, or another firm's worker"),
}
BASIS_LABELS = {Basis.MEASURED: _l("Measured: from time sheets or payroll"), Basis.ESTIMATED: _l("Estimated")}
