"""The reasons for a decision: dated, versioned, in three languages."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.localized import Localized


class ReasonCode(StrEnum):
    """Why something is taken away or changed. Disagreement and criticism are not among the reasons.

    M1 to M7 as in the ministry's rules for hearing answers, and what a dialogue before a purchase adds to them;
    P1 to P5 are those that only such a dialogue has.
    """

    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    M4 = "M4"
    M5 = "M5"
    M6 = "M6"
    M7 = "M7"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"


class Ground(StrEnum):
    """On what a reason stands."""

    LAW = "law"
    RULES = "rules"
    PROCUREMENT = "procurement"


@dataclass(frozen=True, slots=True)
class ReasonText:
    """One wording of a reason: in force from `valid_from` until a later version of the same code."""

    code: ReasonCode
    version: int
    valid_from: date
    title: Localized
    text: Localized

    @property
    def ground(self) -> Ground:
        return GROUNDS[self.code]


GROUNDS = {
    **dict.fromkeys(
        (ReasonCode.M1, ReasonCode.M2, ReasonCode.M3, ReasonCode.M4, ReasonCode.M5, ReasonCode.P3), Ground.LAW
    ),
    ReasonCode.M6: Ground.RULES,
    **dict.fromkeys((ReasonCode.M7, ReasonCode.P1, ReasonCode.P2, ReasonCode.P4, ReasonCode.P5), Ground.PROCUREMENT),
}


def _reason(code: ReasonCode, version: int, valid_from: date, **words: tuple[str, str]) -> ReasonText:
    titles = Localized({locale: pair[0] for locale, pair in words.items()})
    return ReasonText(code, version, valid_from, titles, Localized({locale: pair[1] for locale, pair in words.items()}))


# Never change a wording that has been in force: add a version with its date, so that old decisions stay what they were.
_FIRST: tuple[ReasonText, ...] = (
    _reason(
        ReasonCode.M1, 1, date(2026, 1, 1),
        nb=("Personopplysninger", "Innlegget inneholder personopplysninger om enkeltpersoner."),
        nn=("Personopplysningar", "Innlegget inneheld personopplysningar om enkeltpersonar."),
        en=("Personal information", "The post contains personal information about individuals."),
    ),
    _reason(
        ReasonCode.M2, 1, date(2026, 1, 1),
        nb=("Hatefullt eller diskriminerende", "Innlegget inneholder hatefulle eller diskriminerende ytringer."),
        nn=("Hatefullt eller diskriminerande", "Innlegget inneheld hatefulle eller diskriminerande ytringar."),
        en=("Hateful or discriminatory", "The post contains hateful or discriminatory statements."),
    ),
    _reason(
        ReasonCode.M3, 1, date(2026, 1, 1),
        nb=("Kan være ærekrenkende", "Innlegget kan være ærekrenkende."),
        nn=("Kan vere ærekrenkjande", "Innlegget kan vere ærekrenkjande."),
        en=("Possibly defamatory", "The post may be defamatory."),
    ),
    _reason(
        ReasonCode.M4, 1, date(2026, 1, 1),
        nb=("Trusler eller annet ulovlig", "Innlegget inneholder trusler eller andre ulovlige ytringer."),
        nn=("Truslar eller anna ulovleg", "Innlegget inneheld truslar eller andre ulovlege ytringar."),
        en=("Threats or otherwise unlawful", "The post contains threats or other unlawful statements."),
    ),
    _reason(
        ReasonCode.M5, 1, date(2026, 1, 1),
        nb=("Forretningshemmeligheter", "Innlegget ser ut til å inneholde en bedrifts forretningshemmeligheter."),
        nn=("Forretningsløyndomar", "Innlegget ser ut til å innehalde forretningsløyndomane til ei bedrift."),
        en=("Trade secrets", "The post seems to contain a firm's trade secrets."),
    ),
    _reason(
        ReasonCode.M6, 1, date(2026, 1, 1),
        nb=("Reklame eller utenfor temaet", "Innlegget er reklame eller gjelder ikke temaet."),
        nn=("Reklame eller utanfor temaet", "Innlegget er reklame eller gjeld ikkje temaet."),
        en=("Advertising or off topic", "The post is advertising or does not concern the topic."),
    ),
    _reason(
        ReasonCode.M7, 1, date(2026, 1, 1),
        nb=(
            "Gjelder en pågående konkurranse",
            "Innlegget gjelder en pågående konkurranse. Spørsmål om den må stilles i konkurranseverktøyet.",
        ),
        nn=(
            "Gjeld ein pågåande konkurranse",
            "Innlegget gjeld ein pågåande konkurranse. Spørsmål om han må stillast i konkurranseverktøyet.",
        ),
        en=(
            "About a running competition",
            "The post concerns a running competition. Questions about it must be asked in the tender tool.",
        ),
    ),
    _reason(
        ReasonCode.P1, 1, date(2026, 11, 1),
        nb=("En konkurrents tilbud", "Innlegget omtaler en navngitt konkurrents tilbud eller priser."),
        nn=("Tilbodet til ein konkurrent", "Innlegget omtaler tilbodet eller prisane til ein namngitt konkurrent."),
        en=("A competitor's offer", "The post discusses the offer or the prices of a named competitor."),
    ),
    _reason(
        ReasonCode.P2, 1, date(2026, 11, 1),
        nb=(
            "Påvirkning etter fristen",
            "Innlegget argumenterer for egen løsning etter at fristen for innspill er gått ut.",
        ),
        nn=(
            "Påverknad etter fristen",
            "Innlegget argumenterer for eiga løysing etter at fristen for innspel har gått ut.",
        ),
        en=("Lobbying after the deadline", "The post argues for a solution of one's own after the deadline for input."),
    ),
    _reason(
        ReasonCode.P3, 1, date(2026, 11, 1),
        nb=("Utgir seg for å være en annen", "Innlegget er skrevet i en annens navn, eller gir inntrykk av det."),
        nn=("Gir seg ut for å vere ein annan", "Innlegget er skrive i namnet til nokon annan, eller ser slik ut."),
        en=("Impersonation", "The post is written in somebody else's name, or gives that impression."),
    ),
    _reason(
        ReasonCode.P4, 1, date(2026, 11, 1),
        nb=("Prisopplysninger", "Innlegget inneholder priser som ikke hører hjemme i en åpen dialog."),
        nn=("Prisopplysningar", "Innlegget inneheld prisar som ikkje høyrer heime i ein open dialog."),
        en=("Price information", "The post contains prices that do not belong in an open dialogue."),
    ),
    _reason(
        ReasonCode.P5, 1, date(2026, 11, 1),
        nb=(
            "Spørsmål som må besvares for alle",
            "Innlegget er et spørsmål til oppdragsgiveren som må besvares likt for alle leverandører.",
        ),
        nn=(
            "Spørsmål som må svarast på for alle",
            "Innlegget er eit spørsmål til oppdragsgivaren som må svarast på likt for alle leverandørar.",
        ),
        en=(
            "A question to be answered to all",
            "The post is a question to the buyer that must be answered to all suppliers alike.",
        ),
    ),
)  # fmt: skip


def _second(code: ReasonCode, **texts: str) -> ReasonText:
    """Version 2: the same reason under the same title, said of any text, since names, needs and evidence came too."""
    first = next(reason for reason in _FIRST if reason.code is code)
    return ReasonText(code, 2, date(2026, 11, 20), first.title, Localized(texts))


REASONS: tuple[ReasonText, ...] = (
    *_FIRST,
    _second(
        ReasonCode.M1,
        nb="Teksten inneholder personopplysninger om enkeltpersoner.",
        nn="Teksten inneheld personopplysningar om enkeltpersonar.",
        en="The text contains personal information about individuals.",
    ),
    _second(
        ReasonCode.M2,
        nb="Teksten inneholder hatefulle eller diskriminerende ytringer.",
        nn="Teksten inneheld hatefulle eller diskriminerande ytringar.",
        en="The text contains hateful or discriminatory statements.",
    ),
    _second(
        ReasonCode.M3,
        nb="Teksten kan være ærekrenkende.",
        nn="Teksten kan vere ærekrenkjande.",
        en="The text may be defamatory.",
    ),
    _second(
        ReasonCode.M4,
        nb="Teksten inneholder trusler eller andre ulovlige ytringer.",
        nn="Teksten inneheld truslar eller andre ulovlege ytringar.",
        en="The text contains threats or other unlawful statements.",
    ),
    _second(
        ReasonCode.M5,
        nb="Teksten ser ut til å inneholde en bedrifts forretningshemmeligheter.",
        nn="Teksten ser ut til å innehalde forretningsløyndomane til ei bedrift.",
        en="The text seems to contain a firm's trade secrets.",
    ),
    _second(
        ReasonCode.M6,
        nb="Teksten er reklame eller gjelder ikke temaet.",
        nn="Teksten er reklame eller gjeld ikkje temaet.",
        en="The text is advertising or does not concern the topic.",
    ),
    _second(
        ReasonCode.M7,
        nb="Teksten gjelder en pågående konkurranse. Spørsmål om konkurransen må stilles i konkurranseverktøyet.",
        nn="Teksten gjeld ein pågåande konkurranse. Spørsmål om konkurransen må stillast i konkurranseverktøyet.",
        en="The text concerns a running competition. Questions about it must be asked in the tender tool.",
    ),
    _second(
        ReasonCode.P1,
        nb="Teksten omtaler en navngitt konkurrents tilbud eller priser.",
        nn="Teksten omtaler tilbodet eller prisane til ein namngitt konkurrent.",
        en="The text discusses the offer or the prices of a named competitor.",
    ),
    _second(
        ReasonCode.P2,
        nb="Teksten argumenterer for egen løsning etter at fristen for innspill er gått ut.",
        nn="Teksten argumenterer for eiga løysing etter at fristen for innspel har gått ut.",
        en="The text argues for the author's own solution after the deadline for input.",
    ),
    _second(
        ReasonCode.P3,
        nb="Teksten er skrevet i en annens navn, eller gir inntrykk av det.",
        nn="Teksten er skriven i namnet til nokon annan, eller gir inntrykk av det.",
        en="The text is written in somebody else's name, or gives that impression.",
    ),
    _second(
        ReasonCode.P4,
        nb="Teksten inneholder priser som ikke hører hjemme i en åpen dialog.",
        nn="Teksten inneheld prisar som ikkje høyrer heime i ein open dialog.",
        en="The text contains prices that do not belong in an open dialogue.",
    ),
    _second(
        ReasonCode.P5,
        nb="Teksten er et spørsmål til oppdragsgiveren som må besvares likt for alle leverandører.",
        nn="Teksten er eit spørsmål til oppdragsgivaren som må svarast på likt for alle leverandørar.",
        en="The text is a question to the buyer that must be answered to all suppliers alike.",
    ),
)
