"""What buyers asked the demo's firms for, and how each question ended; one waits, and is late."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement import queries, services
from app.blueprints.improvement.terms import RequestDraft, RequestState
from app.cli.demo_content.capability_story import Happening, Told


@dataclass(frozen=True, kw_only=True)
class Question:
    """Asked `ago` days ago, wanted by `due` days from now. How it ended `after` so many days, if the firm or asker did it."""

    asker: str
    by: str
    firm: str
    type: str
    ago: int
    due: int
    reason: str
    wish: str = ""
    after: int | None = None
    ended: RequestState | None = None
    paper: str = ""
    answer: str = ""
    opened: tuple[tuple[int, str], ...] = ()  # by whom the answer was opened, and how many days ago


ANSWERED, DECLINED, WITHDRAWN = RequestState.ANSWERED, RequestState.DECLINED, RequestState.WITHDRAWN

REQUESTS = (
    Question(
        asker="trust", by="trust_editor", firm="workshop", type="registration", ago=36, due=-20,
        reason="Vi samler det vi trenger for å invitere til befaring på tre sengeposter.",
    ),
    Question(
        asker="trust", by="trust_lead", firm="workshop", type="risk_assessment", ago=30, due=-4,
        wish="Helst den for arbeid hos kunde.",
        reason="Monteringen skjer på sengeposter i drift. Vi vil se hvordan dere vurderer risiko når pasienter er i nærheten.",
    ),
    Question(
        asker="fjordane", by="fjordane_lead", firm="workshop", type="iso_9001", ago=45, due=-10, after=3, ended=DECLINED,
        reason="Vi lagar ei liste over dei som kan levere rekkverk til sju bygg.",
        answer="Vi er ikkje ISO-sertifiserte, og blir det ikkje i år. Avvikslista og rutinen vår får de gjerne sjå: spør etter dei.",
    ),
    Question(
        asker="fjordane", by="fjordane_lead", firm="workshop", type="routine", ago=40, due=-15, after=1, ended=ANSWERED, paper="routine",
        reason="De nemnde rutinen for kontroll. Vi vil sjå korleis de fangar opp feil før levering.",
        answer="Her er han. Éi side, og han heng på veggen.", opened=((38, "fjordane_lead"), (12, "fjordane_lead")),
    ),
    Question(
        asker="trust", by="trust_editor", firm="kitchen", type="test_report", ago=27, due=-5,
        reason="Grunnlag for dialogen om matsvinn: hva som er målt hos dem som lager maten i dag.",
        opened=((27, "trust_editor"), (21, "trust_lead"), (9, "trust_editor")),
    ),
    Question(
        asker="havndal", by="havndal_lead", firm="cleaning", type="wage_conditions", ago=29, due=-8, after=6, ended=ANSWERED, paper="wages",
        reason="Kommunen følger opp lønns- og arbeidsvilkår hos alle som har renhold for oss.",
        answer="Navnene er tatt bort. Tillitsvalgt har sett det samme.", opened=((22, "havndal_lead"),),
    ),
    Question(
        asker="havndal", by="havndal_lead", firm="textile", type="nordic_swan", ago=33, due=10, after=4, ended=WITHDRAWN,
        reason="Vurderer miljømerkede tekstiler til to sykehjem.",
    ),
    Question(
        asker="fjordane", by="fjordane_lead", firm="electro", type="risk_assessment", ago=9, due=14,
        reason="Lys og tavler i sju bygg skal skiftast medan bygga er i bruk.",
    ),
    Question(
        asker="havndal", by="havndal_lead", firm="data", type="iso_27001", ago=16, due=12,
        reason="Sensorer på soverom er personopplysninger. Vi må vite hvordan dere vokter dem.", opened=((16, "havndal_lead"),),
    ),
)  # fmt: skip


def happenings(told: Told) -> Iterator[Happening]:
    for number, question in enumerate(REQUESTS):
        key = f"request {number}"
        yield Happening(days_ago=question.ago, hour=9, who=question.by, do=_ask(told, key, question))
        if question.after is not None:
            who = question.by if question.ended is WITHDRAWN else f"{question.firm}_owner"
            yield Happening(days_ago=question.ago - question.after, hour=13, who=who, do=_end(told, key, question))
        for ago, who in question.opened:
            yield Happening(days_ago=ago, hour=14, who=who, do=_open(told, key, question))


def _ask(told: Told, key: str, question: Question) -> Callable[[Actor], None]:
    def ask(actor: Actor) -> None:
        draft = RequestDraft(
            organisation_id=told.number(question.firm),
            type=question.type,
            wish=question.wish,
            reason=question.reason,
            due_on=told.day(question.due),
        )
        told.made[key] = services.ask_for(told.world.organisations[question.asker], draft, by=actor).id

    return ask


def _end(told: Told, key: str, question: Question) -> Callable[[Actor], None]:
    def end(actor: Actor) -> None:
        request = queries.get_request(told.made[key])
        if question.ended is ANSWERED:
            paper = told.evidence[question.firm, question.paper]
            services.answer_request(request, paper, by=actor, answer=question.answer)
        elif question.ended is DECLINED:
            services.decline_request(request, question.answer, by=actor)
        else:
            services.withdraw_request(request, by=actor)

    return end


def _open(told: Told, key: str, question: Question) -> Callable[[Actor], None]:
    def look(actor: Actor) -> None:
        paper = queries.get_request(told.made[key]).evidence_id or 0
        services.note_opening(queries.get_evidence(paper), receiver_id=told.number(question.asker), by=actor)

    return look
