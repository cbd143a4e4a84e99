"""How points, reviews and duties read to people."""

from flask_babel import lazy_gettext as _l

from app.blueprints.internal_control.terms import Applies, DutyState, PointState, Shown, Signing, SizeSource
from app.core import errors

errors.words(
    {
        "point_unknown": _l("There are eight points, and this is none of them."),
        "point_needs_writing": _l(
            "This point must be in writing. Choose a document that counts today: a file that has passed the virus"
            " check, or a link. Until you have one, say that it is partly in place."
        ),
        "point_evidence_unknown": _l("This evidence has been withdrawn, or is not yours. Choose another one."),
        "review_year_unlikely": _l("Write a year from 2000 to this year."),
        "review_in_the_future": _l("The review cannot be held in the future. Write it down when you have held it."),
        "review_held_in_another_year": _l("A year is reviewed in the year itself or the year after."),
        "review_of_that_year_is_here": _l("The review of %(year)s is here already. Open it and change it."),
        "review_stands": _l("Both sides have signed. The review stands as it is."),
        "review_signed_already": _l("Your side has signed this review already."),
        "review_needs_two_people": _l("Two different people sign: one for the firm and one for the staff."),
        "review_refusal_needs_reason": _l("Say why you do not sign."),
        "duty_unknown": _l("There is no such duty now. Go back and see the list."),
        "headcount_unlikely": _l("Write a whole number from 0 to 100 000."),
        "industry_unknown": _l("Write codes such as 43 or 43.21, at most ten, with a comma between."),
    }
)

STATE_WORDS = {
    PointState.NOT_STARTED: _l("Not begun"),
    PointState.PARTLY: _l("Partly in place"),
    PointState.IN_PLACE: _l("In place"),
}
SHOWN_WORDS = {
    Shown.NOT_STARTED: _l("Not begun"),
    Shown.PARTLY: _l("Partly in place"),
    Shown.IN_PLACE: _l("In place"),
    Shown.EXPIRED: _l("The evidence no longer counts"),
}
# No red: a firm that says honestly what is missing is not to be shamed for it.
SHOWN_COLORS = {
    Shown.NOT_STARTED: "neutral",
    Shown.PARTLY: "info",
    Shown.IN_PLACE: "success",
    Shown.EXPIRED: "warning",
}
SIGNING_WORDS = {
    Signing.NOBODY: _l("Not signed yet"),
    Signing.FIRM: _l("Signed for the firm; waits for the safety representative"),
    Signing.STAFF: _l("Signed for the staff; waits for the owner"),
    Signing.BOTH: _l("Signed by both sides"),
    Signing.NOBODY_ELSE: _l("Signed by the firm only"),
}
SIGNING_COLORS = {
    Signing.NOBODY: "neutral",
    Signing.FIRM: "info",
    Signing.STAFF: "info",
    Signing.BOTH: "success",
    Signing.NOBODY_ELSE: "success",
}
APPLIES_WORDS = {
    Applies.REQUIRED: _l("Applies to you"),
    Applies.AGREEMENT: _l("Applies, unless you agree on something else in writing"),
    Applies.ON_REQUEST: _l("Applies when either side asks for it"),
    Applies.BY_RISK: _l("Applies when the risk demands it"),
    Applies.UNKNOWN: _l("Not known: say how many you are and what you do"),
}
DUTY_WORDS = {
    DutyState.IN_PLACE: _l("In place"),
    DutyState.PLANNED: _l("Planned"),
    DutyState.MISSING: _l("Missing"),
}
DUTY_COLORS = {DutyState.IN_PLACE: "success", DutyState.PLANNED: "info", DutyState.MISSING: "neutral"}
SIZE_WORDS = {
    SizeSource.FIRM: _l("as you have said here"),
    SizeSource.REPORTED: _l("as you last reported with your hours"),
    SizeSource.REGISTER: _l("as the register of organisations says"),
    SizeSource.NOBODY: _l("nobody has said"),
}
