"""How the room words its errors and its choices."""

from flask_babel import lazy_gettext as _l

from app.blueprints.improvement.terms import ActionStatus
from app.blueprints.safety.terms import Basis, Channel, EventKind, Measure, Mechanism, Question, Relation
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
        "hours_below_0": _l("Hours cannot be below 0."),
        "nobody_worked": _l("The hours of the whole month are 0. Write the hours, or say below that nobody worked."),
        "many_hours": _l(
            "This is more than %(usual)s hours in one month for each employee. Look once more at the hours and the "
            "number of employees, and say below if they are right."
        ),
        "days_come_in_pairs": _l("Write both agreed and lost days, or leave both empty."),
        "days_below_0": _l("Days cannot be below 0."),
        "too_many_days": _l("This is more days than a firm can have in one month. Check the number."),
        "more_days_than_people": _l(
            "%(headcount)s people cannot agree to so many days in one month. Check the days and the number of people."
        ),
        "more_lost_than_agreed": _l("More days cannot be lost than were agreed. Check both numbers."),
        "sites_above_the_month": _l(
            "The sites together have more hours than the month. Raise the hours of the month, or lower those of a site."
        ),
        "site_unknown": _l("This site is not one of yours. Choose among the sites that the page shows."),
        "site_is_retired": _l("%(name)s is not in use any more. Take it up again in the list of sites first."),
        "site_is_in_use": _l("%(name)s is in use already."),
        "site_is_there": _l("You already have a site called %(name)s."),
        "site_is_there_retired": _l(
            "You already have a site called %(name)s that is not in use. Take it up again in the list of sites."
        ),
        "site_needs_a_name": _l("Give the site a name."),
        "too_many_sites": _l("A firm can have %(most)s sites in use. Retire one first."),
        "who_was_hurt": _l("Choose whose worker was hurt."),
        "near_miss_hurt_nobody": _l("A near miss hurts nobody. Report it as an injury if somebody was hurt."),
        "lost_days_without_absence": _l(
            "Only an injury with absence has lost days. Choose that kind, or leave the days empty."
        ),
        "day_in_future": _l("This day has not come yet."),
        "time_in_future": _l("This time has not come yet."),
        "lost_days_out_of_range": _l("Write a number from 1 to %(most)s."),
        "site_not_in_use": _l("Choose a site that is in use, or none."),
        "nobody_was_hurt": _l("Nobody was hurt here, so there is no name to write down."),
        "name_kept_no_longer": _l("So long after the event the name is no longer kept. Leave the field empty."),
        "investigation_closed": _l("This investigation is closed. Open it again to change it."),
        "investigation_open": _l("This investigation is open already."),
        "causes_needed": _l("Write the underlying causes before you close the investigation."),
        "nobody_must_be_told": _l("The law asks nobody to be told of this event."),
        "told_before_it_happened": _l("This day comes before the event itself. Check the date."),
        "remark_from_outside": _l("Only the firm's own people make remarks here."),
        "remark_withdrawn": _l("This remark has been withdrawn already."),
        "no_such_year": _l("There is nothing to remark on in this year."),
        "only_near_misses_are_answered": _l("Only near misses are answered."),
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
QUESTION_LABELS = {
    Question.NOBODY_WORKED: _l("Nobody worked this month"),
    Question.MANY_HOURS: _l("I have checked: the hours are right"),
}
MECHANISM_LABELS = {
    Mechanism.FALL_SAME_LEVEL: _l("Fall, slip or trip on the same level"),
    Mechanism.FALL_FROM_HEIGHT: _l("Fall from a height"),
    Mechanism.STRUCK: _l("Struck by something that fell, flew or swung"),
    Mechanism.CUT: _l("Cut or stab"),
    Mechanism.CAUGHT: _l("Caught or crushed between things"),
    Mechanism.STRAIN: _l("Strain: lifting, a wrong movement"),
    Mechanism.VEHICLE: _l("Vehicle or truck"),
    Mechanism.MACHINE: _l("Machine or tool"),
    Mechanism.ELECTRICITY: _l("Electric current"),
    Mechanism.HEAT_OR_FIRE: _l("Heat, fire or explosion"),
    Mechanism.CHEMICAL: _l("Chemical, dust or gas"),
    Mechanism.VIOLENCE: _l("Violence or threats"),
    Mechanism.OTHER: _l("Something else"),
}
MEASURE_LABELS = {Measure.IMMEDIATE: _l("Immediate measure"), Measure.LASTING: _l("Lasting measure")}
CHANNEL_LABELS = {
    Channel.OFFICE: _l("Recorded by the firm"),
    Channel.WORKER: _l("From a worker's own page"),
    Channel.POSTER: _l("From a poster"),
}
STATUS_LABELS = {
    ActionStatus.PLANNED: _l("Planned"),
    ActionStatus.STARTED: _l("Started"),
    ActionStatus.DONE: _l("Done"),
    ActionStatus.EFFECT_SEEN: _l("Effect seen"),
    ActionStatus.DROPPED: _l("Dropped"),
}
