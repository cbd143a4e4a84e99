"""Who is told: a buyer of a consent and its end; both sides of a verification when it ends or is about to."""

from datetime import date
from typing import Any

from app.blueprints.accounts.queries.organisations import editors, get_organisation
from app.blueprints.disclosure.forms import DATUM_LABELS
from app.blueprints.disclosure.terms import Datum
from app.blueprints.notifications.services import notify, register
from app.core.i18n import LOCALES, in_language
from app.core.render import format_date


def tell_of_consent(entry: dict[str, Any]) -> None:
    """Owners and editors of the receiver. What is disclosed itself is never in a mail."""
    _tell_receiver(entry, "disclosure/consent_given", until=entry["data"]["until"])


def tell_of_withdrawal(entry: dict[str, Any]) -> None:
    _tell_receiver(entry, "disclosure/consent_withdrawn")


def _tell_receiver(entry: dict[str, Any], kind: str, **more: Any) -> None:
    receiver_id, firm_id = entry["data"]["receiver"], entry["organisation_id"]
    params = {
        "firm": get_organisation(firm_id).name,
        "firm_id": firm_id,
        "receiver": get_organisation(receiver_id).name,
        "receiver_id": receiver_id,
        **more,
    }
    for person_id in editors(receiver_id):
        notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=True)


def tell_of_ended(entry: dict[str, Any]) -> None:
    """In the inbox, to both sides: that it ended, never what the figure was or has become."""
    _tell_both(entry, "disclosure/verification_ended", mail=False)


def tell_of_expiring(entry: dict[str, Any]) -> None:
    _tell_both(entry, "disclosure/verification_expiring", mail=True, last_day=_day(entry["data"]["expires_on"]))


def _tell_both(entry: dict[str, Any], kind: str, *, mail: bool, **more: Any) -> None:
    firm_id, checker_id = entry["organisation_id"], entry["data"]["by_organisation"]
    said = {
        "firm": get_organisation(firm_id).name,
        "firm_id": firm_id,
        "checker": get_organisation(checker_id).name,
        "year": entry["data"]["year"],
        "figure": _figure(entry["data"]["datum"]),
        "level": entry["data"]["level"],
        **more,
    }
    told: set[int] = set()
    for reader_id in (firm_id, checker_id):
        for person_id in editors(reader_id):
            if person_id not in told:
                told.add(person_id)
                params = said | {"reader_id": reader_id}
                notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=mail)


def _figure(datum: str) -> dict[str, str]:
    """What the figure is called, for each language that the notice may be read in."""
    named = {}
    for language in LOCALES:
        with in_language(language):
            named[language] = str(DATUM_LABELS[Datum(datum)])
    return named


def _day(iso: str) -> dict[str, str]:
    return {language: format_date(date.fromisoformat(iso), locale=language) for language in LOCALES}


register("disclosure.consent_given", tell_of_consent)
register("disclosure.consent_withdrawn", tell_of_withdrawal)
register("disclosure.verification_ended", tell_of_ended)
register("disclosure.verification_expiring", tell_of_expiring)
