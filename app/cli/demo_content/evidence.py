"""What the demo's suppliers can show: certificates, routines, records, and their word where there is nothing else."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta

from app.blueprints.accounts.terms import Actor
from app.blueprints.capability.services import put_forward
from app.blueprints.capability.terms import SupportDraft
from app.blueprints.improvement import queries
from app.blueprints.improvement import services as improvement
from app.blueprints.improvement.terms import EvidenceDraft, Source
from app.cli.demo_content import evidence_files as files
from app.cli.demo_content.capability_story import Happening, Told
from app.cli.demo_content.evidence_files import Drawn
from app.cli.demo_content.evidence_paper import Paper
from app.cli.demo_content.evidence_papers import FIRMS
from app.cli.demo_content.people import PEOPLE
from app.cli.demo_content.world import World


def happenings(told: Told) -> Iterator[Happening]:
    """Each piece comes in and is put forward the same day, and a few are taken back."""
    for firm, papers in FIRMS.items():
        who = f"{firm}_owner"
        for paper in papers:
            yield Happening(days_ago=paper.ago, hour=10, who=who, do=coming(told, firm, paper))
            if paper.withdrawn is not None:
                yield Happening(days_ago=paper.withdrawn, who=who, do=_going(told, firm, paper))


def coming(told: Told, firm: str, paper: Paper) -> Callable[[Actor], None]:
    """It comes in, and is put forward for what it shows."""

    def come(actor: Actor) -> None:
        organisation = told.world.organisations[firm]
        draft = draft_of(told, paper)
        if paper.unfinished:
            improvement.begin_evidence(organisation, draft, by=actor)
            return
        file = None
        if drawn := draw(paper, firm, told.world):
            file = improvement.take_in_file(organisation, io.BytesIO(drawn.data), drawn.name, draft=draft, by=actor)
        evidence = improvement.add_evidence(organisation, draft, by=actor, file=file)
        told.evidence[firm, paper.key] = evidence.id
        for code, level, learning in shown(paper):
            support = SupportDraft(evidence_id=evidence.id, level=level, shows_learning=learning)
            put_forward(organisation, code, support, by=actor)

    return come


def _going(told: Told, firm: str, paper: Paper) -> Callable[[Actor], None]:
    def go(actor: Actor) -> None:
        evidence = queries.lock_evidence(told.number(firm), told.evidence[firm, paper.key])
        improvement.withdraw_evidence(evidence, by=actor)

    return go


def shown(paper: Paper) -> Iterator[tuple[str, int, bool]]:
    """(dimension, level, shares learning) of each place where it is put forward."""
    for said in paper.shows.split():
        code, _, level = said.rstrip("!").partition(":")
        yield code, int(level), said.endswith("!")


def draft_of(told: Told, paper: Paper) -> EvidenceDraft:
    statement = " ".join(paper.says) if paper.source is Source.STATEMENT else ""
    first, last, record_from, record_to = (
        None if offset is None else told.day(offset) for offset in (*paper.valid, *paper.records)
    )
    return EvidenceDraft(
        type=paper.type,
        source=paper.source,
        title=paper.title,
        reference=paper.reference,
        issuer=paper.issuer,
        scope=paper.scope,
        statement=statement,
        link=paper.link,
        valid_from=first,
        valid_to=last,
        record_from=record_from,
        record_to=record_to,
        visibility=paper.visibility,
    )


def draw(paper: Paper, firm: str, world: World) -> Drawn | None:
    """The file of what comes as one, in the language of the firm."""
    if paper.source is not Source.FILE or paper.unfinished:
        return None
    lang = PEOPLE[f"{firm}_owner"].locale
    head = paper.issuer or world.organisations[firm].name
    title = paper.title or paper.reference
    if paper.table:
        return files.workbook(paper.name, title, *paper.table)
    if paper.looks == "photo":
        return files.photo(paper.name, lang, head, title, paper.says)
    dates = [f"{day:%d.%m.%Y}" for day in _days(paper, world)]
    says = (*paper.says, " – ".join(dates)) if dates else paper.says
    return files.pdf(paper.name, lang, head, title, says)


def _days(paper: Paper, world: World) -> list[object]:
    return [world.now.date() + timedelta(days=offset) for offset in paper.valid if offset is not None]
