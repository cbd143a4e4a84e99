"""Whom the demo's firms asked to endorse their level, and what came of it: all that can, good and less good."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.blueprints.accounts.terms import Actor
from app.blueprints.capability import queries, services
from app.blueprints.capability.terms import ReviewDraft, ReviewState, VerdictDraft
from app.cli.demo_content.capability_story import Happening, Told


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A firm asked a reviewer `ago` days ago; answered `after` so many days, if it was. `until` and `seen` are days from now."""

    firm: str
    code: str
    ago: int
    reviewer: str
    by: str
    message: str
    after: int | None = None
    state: ReviewState = ReviewState.ASKED
    level: int | None = None
    until: int | None = None
    seen: int | None = None
    reason: str = ""


REVIEWS = (
    Asked(
        firm="workshop", code="QUA", ago=402, reviewer="council", by="council_lead", after=32, state=ReviewState.ENDORSED, until=-5,
        message="Vi har skrive rutinen for kontroll og klager, og vil vite om han held for ein kunde som ikkje kjenner oss.",
        reason="Rutinen er kort og blir brukt. Jeg ringte to kunder: Begge hadde fått svar på klagen sin innen to dager. "
        "Avvikslisten er ny, derfor godkjenner vi ett år, ikke to.",
    ),
    Asked(
        firm="workshop", code="HSE", ago=49, reviewer="fjordogfjell", by="interest_lead", after=8, state=ReviewState.ENDORSED, seen=-43,
        message="De var innom i fjor. No har vi eit halvt år med nestenulykker som har fått svar. Kom gjerne ein fredag, då er vernerunden.",
        reason="Eg var med på vernerunden og snakka med tre av dei som arbeider der. Alle visste kvar dei melder, og kunne nemne eitt "
        "svar dei hadde fått. Dei innleigde er ikkje med enno, så nivå 4 er eit stykke unna.",
    ),
    Asked(
        firm="workshop", code="LOC", ago=46, reviewer="fjordogfjell", by="interest_lead", after=12, state=ReviewState.ENDORSED_LOWER, level=3,
        message="To lærlingar i tre år, og arbeidstrening kvart år. Held det til nivå 4?",
        reason="Lærlingane og arbeidstreninga er godt dokumenterte, år for år. Nivå 4 spør etter mål for lokale innkjøp, og dei finst "
        "ikkje enno. Set eit mål, og kom att om eit år.",
    ),
    Asked(
        firm="workshop", code="FIN", ago=34, reviewer="council", by="council_lead", after=13, state=ReviewState.RETURNED,
        message="Rekneskapen er god, og forsikringa er på plass.",
        reason="Regnskapet er ryddig. For nivå 3 mangler det noe om hvem som tar over hvis daglig leder blir borte en måned. "
        "En halv side er nok. Forsikringen går dessuten snart ut: legg ved den nye.",
    ),
    Asked(
        firm="workshop", code="TEC", ago=6, reviewer="trust", by="trust_lead",
        message="Vi har levert rekkverk og ramper til to kommunar, og vil vite om dokumentasjonen held for eit sjukehus. "
        "Sertifikatet blir fornya no i månaden.",
    ),
    Asked(
        firm="cleaning", code="ETH", ago=362, reviewer="fjordane", by="fjordane_lead", after=14, state=ReviewState.ENDORSED, until=18,
        message="Vi har gått gjennom lønnen til alle med tillitsvalgt. Dere har selv sett listene i kontrakten.",
        reason="Vi har hatt dei som leverandør i to år og sett lønslistene to gonger utan varsel. Feila dei fann sjølve, retta dei sjølve.",
    ),
    Asked(
        firm="kitchen", code="QUA", ago=57, reviewer="trust", by="trust_lead", after=9, state=ReviewState.ENDORSED, seen=-50,
        message="Et helt år med prøver uten varsel, og presisjon i utkjøringen. Kom gjerne og se kjøkkenet.",
        reason="Vi så produksjonen fra mottak til bil en vanlig tirsdag og fikk alle tallene vi ba om. Prøvene er tatt av et laboratorium "
        "som ikke visste at vi skulle se på dem.",
    ),
    Asked(
        firm="textile", code="ENV", ago=112, reviewer="ministry", by="administrator", after=16, state=ReviewState.ENDORSED,
        message="Tallene går to år tilbake. Vi vil at noen utenfra sier om de holder.",
        reason="Reduksjonen er målt per kilo tøy, altså i selve leveransen, og sertifiseringsorganet har kontrollert tallene.",
    ),
    Asked(
        firm="data", code="INN", ago=120, reviewer="havndal", by="havndal_lead", after=20, state=ReviewState.ENDORSED_LOWER, level=4,
        message="Two wards, thirteen months, falls counted before and after. We claim level 5.",
        reason="Effekten er målt mot det kunden ba om, og kontrollgruppen er grei. Betaling for effekt er foreslått, men ingen har "
        "avtalt det ennå. Det er nivå 4.",
    ),
    Asked(
        firm="compost", code="TEC", ago=80, reviewer="havndal", by="havndal_lead", after=4, state=ReviewState.DECLINED,
        message="Dere kjøper komposten vår til parkene. Kan dere si noe om kvaliteten?",
        reason="Vi forhandler om ny avtale med dere akkurat nå. Spør en som ikke er part i den.",
    ),
    Asked(
        firm="electro", code="QUA", ago=100, reviewer="council", by="council_lead", after=6, state=ReviewState.WITHDRAWN,
        message="Kan de sjå på sluttkontrollen vår? Vi hadde tal for tre kvartal då vi spurde.",
    ),
)  # fmt: skip


def happenings(told: Told) -> Iterator[Happening]:
    for number, asked in enumerate(REVIEWS):
        key = f"review {number}"
        yield Happening(days_ago=asked.ago, hour=12, who=f"{asked.firm}_owner", do=_ask(told, key, asked))
        if asked.after is None:
            continue
        ago = asked.ago - asked.after
        if asked.state is ReviewState.WITHDRAWN:
            yield Happening(days_ago=ago, hour=12, who=f"{asked.firm}_owner", do=_withdraw(told, key))
            continue
        if asked.state is not ReviewState.DECLINED:
            yield Happening(days_ago=ago, hour=10, who=asked.by, do=_declare(told, key))
        yield Happening(days_ago=ago, hour=14, who=asked.by, do=_decide(told, key, asked))


def _ask(told: Told, key: str, asked: Asked) -> Callable[[Actor], None]:
    def ask(actor: Actor) -> None:
        draft = ReviewDraft(reviewer_id=told.number(asked.reviewer), message=asked.message)
        review = services.ask_for_review(told.world.organisations[asked.firm], asked.code, draft, by=actor)
        told.made[key] = review.id

    return ask


def _declare(told: Told, key: str) -> Callable[[Actor], None]:
    return lambda actor: services.declare_no_conflict(queries.get_review(told.made[key]), by=actor)


def _withdraw(told: Told, key: str) -> Callable[[Actor], object]:
    return lambda actor: services.withdraw_review(queries.get_review(told.made[key]), by=actor)


def _decide(told: Told, key: str, asked: Asked) -> Callable[[Actor], None]:
    def decide(actor: Actor) -> None:
        review = queries.get_review(told.made[key])
        draft = VerdictDraft(
            state=asked.state,
            reason=asked.reason,
            level=asked.level,
            seen_on=None if asked.seen is None else told.day(asked.seen),
            expires_on=None if asked.until is None else told.day(asked.until),
            version=review.version,
        )
        services.decide_review(review, draft, by=actor)

    return decide
