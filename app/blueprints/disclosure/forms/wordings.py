"""How what is disclosed reads: on the buyer's pages, in its workbook, and in the firm's preview, from one place."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.disclosure.terms import SHARES, Datum, DatumShown, Level, Opened, Why, YearShown
from app.core.errors import words

words(
    {
        "consent_without_purpose": _l("Say in a few words what they may use it for."),
        "consent_until_past": _l("Choose a day that has not passed."),
        "consent_until_far": _l("Choose a day within %(months)s months. After that you can agree anew."),
        "consent_receiver_unknown": _l(
            "Only a buyer or an interest organisation that has been verified here can see a firm's figures for safety."
        ),
        "consent_given_already": _l("They see your figures already. Withdraw what you agreed to first, to change it."),
        "consent_is_over": _l("This consent has ended: the firm's figures can no longer be seen."),
        "disclosed_changed_meanwhile": _l(
            "The figures have changed since you looked at them. Look once more, then send again."
        ),
        "withdrawn_while_read": _l(
            "A firm has just taken back its consent, so that nothing is shown. Go back and open the page again."
        ),
        "level_of_another": _l("This level is not yours to give."),
        "only_buyers_check": _l("Only a buyer checks a firm's figures itself. You can record a certificate."),
        "nobody_checks_itself": _l(
            "Nobody checks its own figures. Ask a buyer that may see them, or put a document forward."
        ),
        "nothing_to_verify": _l(
            "There is nothing to verify here yet: the year is not over, or the figure is not given."
        ),
        "verified_without_method": _l("Say how it was checked: what you looked at, and where."),
        "certificate_without_body": _l("Write the name of the accredited body."),
        "certificate_without_reference": _l("Write the certificate's number, and what it covers."),
        "certificate_is_over": _l("Write the certificate's last day. It must not have passed."),
        "certificate_too_long": _l("A certificate holds for at most %(years)s years. Check the date."),
        "document_needed": _l(
            "Choose a document with a file that has been scanned and is in date. Add it under Evidence first."
        ),
    }
)

NO_BREAK = "\N{NO-BREAK SPACE}"

DATUM_LABELS = {
    Datum.ACTIONS: _l("Safety actions done on time, with their effect checked"),
    Datum.NEAR_MISSES: _l("Near misses answered within 14 days"),
    Datum.TRAINING: _l("Safety training that is in date"),
    Datum.POINTS: _l("Points of internal control with evidence"),
    Datum.PARTICIPATION: _l("Yearly review signed by the safety representative"),
    Datum.INJURIES: _l("Injuries, as a band"),
    Datum.SICKNESS: _l("Sickness absence"),
}
SHORT_LABELS = {
    Datum.ACTIONS: _l("Actions"),
    Datum.NEAR_MISSES: _l("Near misses answered"),
    Datum.TRAINING: _l("Training"),
    Datum.POINTS: _l("Internal control"),
    Datum.PARTICIPATION: _l("Review signed"),
    Datum.INJURIES: _l("Injuries"),
    Datum.SICKNESS: _l("Sickness absence"),
}
LEVEL_LABELS = {
    Level.DECLARED: _l("V0: the firm's own word"),
    Level.DOCUMENTED: _l("V1: document put forward"),
    Level.CHECKED: _l("V2: checked by a buyer"),
    Level.CERTIFIED: _l("V3: certified by an accredited body"),
}
LEVEL_WORDS = {
    Level.DECLARED: _l("The firm says so. Nobody else has looked."),
    Level.DOCUMENTED: _l("The firm has put a document of its own behind it, and says what the document shows."),
    Level.CHECKED: _l("A buyer has looked at what lies behind it. Who, when and how stands beside the figure."),
    Level.CERTIFIED: _l(
        "An accredited body has certified it. The certificate and its last day stand beside the figure."
    ),
}
OPENED_LABELS = {
    Opened.PAGE: _l("Your page"),
    Opened.PORTFOLIO: _l("The list of suppliers"),
    Opened.EXPORT: _l("Downloaded as a workbook"),
}
WHY_LABELS = {
    Why.NOT_OVER: _l("Not given before the year is over"),
    Why.HOURS_MISSING: _l("Not given: hours are not reported for all twelve months"),
    Why.DAYS_MISSING: _l("Not given: days agreed and lost are not reported for all twelve months"),
    Why.FEW_PEOPLE: _l("Not given for fewer than ten people"),
}
POOL_WHY_LABELS = {
    "few_firms": _l("Fewer than five firms had reported a whole year."),
    "few_injuries": _l("They had 0 to 4 injuries between them, and a total would say too much of each."),
    "one_dominates": _l("One firm had more than 60 per cent of the hours, so that the figure would have been its own."),
}


def value_words(shown: DatumShown) -> str:
    """A datum in words: "3 of 4", "Yes", "0–4", "5 %", or why it is not given."""
    value = shown.value
    if shown.datum in SHARES:
        if value[1]:
            return str(_("%(part)s of %(whole)s", part=value[0], whole=value[1])).replace(" ", NO_BREAK)
        return str(_("None fell due") if shown.datum in (Datum.ACTIONS, Datum.NEAR_MISSES) else _("None written down"))
    if shown.datum is Datum.PARTICIPATION:
        return str(_("Yes") if value else _("No"))
    if "why" in value:
        return str(WHY_LABELS[Why(value["why"])])
    if shown.datum is Datum.INJURIES:
        return str(value["band"]).replace("-", "–")
    return f"{value['percent']}{NO_BREAK}%"


def mix_words(year: YearShown) -> str:
    """How many of the year's data stand on each level that any stands on: "2 V2, 1 V1, 4 V0"."""
    return ", ".join(f"{number}{NO_BREAK}V{int(level)}" for level, number in year.mix.items() if number)
