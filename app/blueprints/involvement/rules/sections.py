"""The report as headings, sentences and tables, in its own language: what page and document show alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from app.blueprints.involvement.terms.wording import in_words
from app.core.render import format_date, format_datetime

Row = Sequence[str]


class Said(str):
    """What somebody wrote, in `lang`: it may be another language than the report's."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        made = super().__new__(cls, text)
        made.lang = lang
        return made


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences, and a table if it has `rows`; `head` names the columns."""

    heading: str
    said: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def sections(head: dict[str, Any]) -> list[Section]:
    """`head` is the report's data, as `services.reports` makes it."""
    lang = head["language"]
    words = in_words(lang)
    headings, labels, sentences = words["headings"], words["labels"], words["sentences"]

    def columns(*keys: str) -> tuple[str, ...]:
        return tuple(labels[key] for key in keys)

    def table(key: str, names: tuple[str, ...], rows: list[Row], *said: str) -> Section:
        empty = () if rows or said else (labels["none"],)
        return Section(headings[key], (*said, *empty), columns(*names) if rows else (), tuple(rows))

    ledger, limit = head["ledger"], head["time_limit"]
    at_once = sentences["everybody_at_once"] % {"number": head["at_once"]} if head["at_once"] else labels["none"]
    asked = sentences["asked"] % head["questions"] if head["questions"]["asked"] else labels["none"]
    red = (sentences["red"] % {"number": ledger["red"]},) if ledger["red"] else ()
    return [
        Section(headings["dialogue"], (), columns("what", "item"), tuple(_dialogue(head, labels, lang))),
        table("participants", ("name", "number", "how", "since", "knew_first"), [
            (one["name"], one["organisation_number"] or "", ", ".join(one["ways_words"]), _cell(one["joined_at"], lang),
             str(one["knew_before_everybody"]))
            for one in head["participants"]
        ]),
        table("related", ("name", "number", "related_to", "role"), [
            (tie["name"], tie["organisation_number"], f"{tie['relation_words']}: {one['name']}", tie["role"])
            for one in head["participants"] for tie in one["related"]
        ]),
        table("advisers", ("name", "number", "role", "since"), [
            (one["name"], one["organisation_number"], one["role"], _cell(one["since"], lang)) for one in head["others"]
        ]),
        table("declarations", ("person", "stance", "declared"), [
            (one["name"], one["stance_words"], _cell(one["declared_at"], lang)) for one in head["declarations"]
        ]),
        table("early", ("item", "kind", "first_told", "to", "channel", "published"), [
            (Said(one["title"], one["language"]), one["kind_words"], _moment(one["first_told_at"], lang),
             ", ".join(told["organisation"] for told in one["told"]), one["channel_words"] or "",
             _published(one, labels, lang))
            for one in head["information"]
        ], *red),
        Section(headings["at_once"], (at_once,)),
        Section(headings["questions"], (asked,)),
        table("received", ("when", "how", "name", "number"), [
            (_moment(one["at"], lang), one["kind_words"], one["organisation"], one["organisation_number"] or "")
            for one in head["received"]
        ]),
        *_assessments(head, headings, labels, lang),
        Section(headings["time_limit"], (sentences["time_limit"] % {
            "last": _day(limit["last_published_on"], lang), "extra": limit["longest_head_start_days"],
            "shortest": limit["shortest_days"], "source": limit["source"], "earliest": _day(limit["earliest"], lang),
        },) if limit else (labels["none"],)),
        table("outcome", ("theme", "decision", "reason"), [
            (Said(one["theme"], one["language"]), one["outcome_words"], Said(one["reason"], one["language"]))
            for one in head["outcome"]
        ]),
    ]  # fmt: skip


def _dialogue(head: dict[str, Any], labels: dict[str, str], lang: str) -> list[Row]:
    about = head["dialogue"]
    hosts = ", ".join(
        f"{one['name']} ({labels['leads']})" if one["leads"] and len(head["hosts"]) > 1 else one["name"]
        for one in head["hosts"]
    )
    notices = ", ".join(" ".join(part for part in (one["place"], one["number"]) if part) for one in about["notices"])
    time = f"{_day(about['opens_on'], lang)} – {_day(about['closes_on'], lang)}" if about["opens_on"] else ""
    rows = (
        (labels["name"], Said(about["title"], about["title_language"])),
        (in_words(lang)["headings"]["hosts"], hosts),
        (labels["purpose"], Said(about["purpose"], about["original_language"])),
        (labels["scope"], Said(about["scope"], about["original_language"])),
        (labels["state"], about["state_words"]),
        (labels["published"], _day(about["published_at"], lang)),
        (labels["input_time"], time),
        (labels["notices"], notices),
        (labels["announced"], _day(about["announced_at"], lang)),
        (labels["closed"], _day(about["closed_at"], lang)),
    )
    return [row for row in rows if row[1]]


def _assessments(head: dict[str, Any], headings: dict[str, str], labels: dict[str, str], lang: str) -> list[Section]:
    if not head["assessments"]:
        return [Section(headings["assessments"], (labels["none"],))]
    made = []
    for one in head["assessments"]:
        said = [f"{labels['risk']}: {one['risk']}"]
        for hearing in one["hearings"]:
            answer = hearing["answer"] or labels["no_answer"]
            day = _day(hearing["answered_on"] or hearing["until"], lang)
            said.append(f"{labels['hearing']}, {day}: {answer}")
        end = one["conclusion_words"] or labels["not_concluded"]
        said.append(f"{labels['conclusion']}: {end}" + (f". {one['residual']}" if one["residual"] else ""))
        rows = tuple(
            (measure["measure_words"], measure["state_words"], measure["reason"]) for measure in one["measures"]
        )
        columns = tuple(labels[key] for key in ("measure", "decision", "reason")) if rows else ()
        made.append(Section(f"{headings['assessments']}: {one['organisation']}", tuple(said), columns, rows))
    return made


def _published(item: dict[str, Any], labels: dict[str, str], lang: str) -> str:
    if item["published_at"]:
        return _moment(item["published_at"], lang)
    if item["exempted_at"]:
        return f"{labels['exempted']} {_day(item['exempted_at'], lang)}: {item['exempted_why'] or ''}"
    return labels["not_published"]


def _day(written: str | None, lang: str, style: str = "long") -> str:
    if not written:
        return ""
    when = datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    return format_date(when, style, lang)


def _cell(written: str | None, lang: str) -> str:
    """A short day that stays on one line of a narrow column."""
    return _whole(_day(written, lang, "medium"))


def _moment(written: str | None, lang: str) -> str:
    """Day and time, broken between them and nowhere else."""
    if not written:
        return ""
    moment, day = datetime.fromisoformat(written), _day(written, lang, "medium")
    return _whole(day) + " " + _whole(format_datetime(moment, "medium", lang).removeprefix(day).strip(" ,"))


def _whole(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")
