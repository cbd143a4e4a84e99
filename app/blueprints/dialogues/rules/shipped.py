"""Templates that come with the site: a way to run a dialogue, with its phases and first words in three languages.

They are made after how Norwegian buyers have described their own dialogues. Whoever begins with one changes every word.
"""

from dataclasses import dataclass

from app.blueprints.dialogues.terms.process import ProcurementStage
from app.core.localized import Localized


@dataclass(frozen=True, slots=True)
class ShippedPhase:
    """`starts` and `ends` count weeks from the first day for input."""

    name: Localized
    starts: int
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Shipped:
    """`weeks`: how long input is taken."""

    code: str
    name: Localized
    about: Localized
    purpose: Localized
    scope: Localized
    stage: ProcurementStage
    weeks: int
    phases: tuple[ShippedPhase, ...]


def _said(nb: str, nn: str, en: str) -> Localized:
    return Localized(nb=nb, nn=nn, en=en)


_OPENING = _said("Behovet er kunngjort", "Behovet er kunngjort", "Need announced")
_WRITTEN = _said("Skriftlige innspill", "Skriftlege innspel", "Written input")
_SUMMARY = _said("Oppsummering publisert", "Oppsummering publisert", "Summary published")
_MEETINGS = _said("En-til-en-møter", "Ein-til-ein-møte", "One-to-one meetings")
_DECIDED = _said("Vi bestemmer oss", "Vi bestemmer oss", "We decide")
_TENDER = _said("Konkurransen kunngjøres", "Konkurransen blir kunngjord", "Competition announced")

SHIPPED = (
    Shipped(
        code="explore",
        name=_said(
            "Vi vet ikke ennå hva som finnes",
            "Vi veit ikkje enno kva som finst",
            "We do not know yet what exists",
        ),
        about=_said(
            "Et åpent spørsmål tidlig: Problemet er klart, løsningen er det ikke. Åtte uker til skriftlige"
            " innspill.",
            "Eit ope spørsmål tidleg: Problemet er klart, løysinga er det ikkje. Åtte veker til skriftlege"
            " innspel.",
            "An open question early on: the problem is clear, the solution is not. Eight weeks for written"
            " input.",
        ),
        purpose=_said(
            "Svarene avgjør om vi går videre, og om vi i så fall ber om en vare, en tjeneste eller en effekt.",
            "Svara avgjer om vi går vidare, og om vi i så fall ber om ei vare, ei teneste eller ein effekt.",
            "The answers decide whether we go on, and if so whether we ask for goods, a service or an outcome.",
        ),
        scope=_said(
            "Vi vil vite hva som finnes, hva som snart kommer, og hva som hindrer dere i å tilby det. Vi"
            " spør ikke om priser.",
            "Vi vil vite kva som finst, kva som snart kjem, og kva som hindrar dykk i å tilby det. Vi spør"
            " ikkje om prisar.",
            "We want to know what exists, what is coming soon, and what stops you from offering it. We do"
            " not ask for prices.",
        ),
        stage=ProcurementStage.EXPLORING,
        weeks=8,
        phases=(
            ShippedPhase(_OPENING, 0),
            ShippedPhase(_WRITTEN, 1, 8),
            ShippedPhase(_SUMMARY, 11),
            ShippedPhase(_DECIDED, 14),
        ),
    ),
    Shipped(
        code="shape",
        name=_said("Vi former en anskaffelse", "Vi formar ei anskaffing", "We are shaping a purchase"),
        about=_said(
            "Behovet er bestemt, men oppdeling, krav og kontrakt er åpne. Seks uker, med møter etter de"
            " skriftlige innspillene.",
            "Behovet er bestemt, men oppdeling, krav og kontrakt er opne. Seks veker, med møte etter dei"
            " skriftlege innspela.",
            "The need is settled; lots, requirements and contract are open. Six weeks, with meetings after"
            " the written input.",
        ),
        purpose=_said(
            "Svarene avgjør hvordan vi deler opp anskaffelsen, hvilke krav vi stiller, og hva vi lar"
            " markedet foreslå.",
            "Svara avgjer korleis vi deler opp anskaffinga, kva krav vi stiller, og kva vi lèt marknaden"
            " foreslå.",
            "The answers decide how we divide the purchase, what we require, and what we leave to the"
            " market to propose.",
        ),
        scope=_said(
            "Oppdeling, krav, kontraktslengde og risiko. Alle som møter oss, får de samme spørsmålene.",
            "Oppdeling, krav, kontraktslengd og risiko. Alle som møter oss, får dei same spørsmåla.",
            "Lots, requirements, length of contract and risk. Everybody who meets us is asked the same"
            " questions.",
        ),
        stage=ProcurementStage.SHAPING,
        weeks=6,
        phases=(
            ShippedPhase(_OPENING, 0), ShippedPhase(_WRITTEN, 1, 4), ShippedPhase(_MEETINGS, 5, 6),
            ShippedPhase(_SUMMARY, 9),
            ShippedPhase(_TENDER, 16),
        ),
    ),
    Shipped(
        code="draft",
        name=_said(
            "Utkast til konkurransegrunnlag",
            "Utkast til konkurransegrunnlag",
            "Draft tender documents for comment",
        ),
        about=_said(
            "Konkurransegrunnlaget er skrevet, og alle kan si hva som ikke virker. Seks uker til kommentarer.",
            "Konkurransegrunnlaget er skrive, og alle kan seie kva som ikkje verkar. Seks veker til"
            " kommentarar.",
            "The tender documents are written, and everybody can say what does not work. Six weeks for"
            " comments.",
        ),
        purpose=_said(
            "Vi retter det som stenger noen ute uten grunn, før konkurransen kunngjøres. Vi publiserer hva"
            " vi endrer, og hvorfor.",
            "Vi rettar det som stengjer nokon ute utan grunn, før konkurransen blir kunngjord. Vi"
            " publiserer kva vi endrar, og kvifor.",
            "We mend what shuts anybody out without reason before the competition is announced, and publish"
            " what we change and why.",
        ),
        scope=_said(
            "Kravspesifikasjon, tildelingskriterier, frister og kontrakt. Selve behovet er bestemt.",
            "Kravspesifikasjon, tildelingskriterium, fristar og kontrakt. Sjølve behovet er bestemt.",
            "Specification, award criteria, time limits and contract. The need itself is settled.",
        ),
        stage=ProcurementStage.DRAFTING,
        weeks=6,
        phases=(
            ShippedPhase(_said("Utkastet er lagt ut", "Utkastet er lagt ut", "Draft put out"), 0),
            ShippedPhase(_said("Kommentarer", "Kommentarar", "Comments"), 0, 6),
            ShippedPhase(_SUMMARY, 8),
            ShippedPhase(_TENDER, 10),
        ),
    ),
)  # fmt: skip


def shipped(code: str) -> Shipped | None:
    return next((each for each in SHIPPED if each.code == code), None)
