"""Codes with their names in a reader's language. Each function is one statement, and shows at most what it says."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, String, and_, bindparam, case, func, literal_column, or_, select, tuple_

from app.blueprints.codelists.models import CodeEntry, CodeList
from app.blueprints.codelists.rules import codes as rules
from app.blueprints.codelists.rules.searching import words_of
from app.blueprints.codelists.terms import NAMED_IN, Kind, Label
from app.core.db import db, read

MOST = 50
_SHOWN = (CodeList.kind, CodeEntry.code, CodeEntry.parent, CodeEntry.nb, CodeEntry.nn, CodeEntry.en, CodeList.version)
# The edition in force: of the latest version the one loaded last.
_CURRENT = (
    select(CodeList.id)
    .where(CodeList.kind == bindparam("kind"))
    .order_by(CodeList.version.desc(), CodeList.id.desc())
    .limit(1)
    .scalar_subquery()
)


def _label(row: Row[Any], locale: str) -> Label:
    lang = next((lang for lang in NAMED_IN[locale] if getattr(row, lang)), locale)
    kind = Kind(row.kind)
    return Label(kind, row.code, rules.written(kind, row.code), getattr(row, lang), lang, row.version, row.parent)


_NAMED = (
    select(*_SHOWN)
    .join(CodeEntry, CodeEntry.list_id == CodeList.id)
    .where(tuple_(CodeList.kind, CodeEntry.code).in_(bindparam("pairs", expanding=True)))
    .distinct(CodeList.kind, CodeEntry.code)
    .order_by(CodeList.kind, CodeEntry.code, CodeList.version.desc(), CodeList.id.desc())
)


def named_of_kinds(wanted: Mapping[str, Iterable[str]], locale: str) -> dict[str, dict[str, Label]]:
    """The codes that are known, by kind and code, named for this reader; also those of former editions.

    `wanted`: {"cpv": ["33190000"], "county": ["46"]}. One statement for all kinds; none when nothing is asked for.
    """
    pairs = [(Kind(kind), code) for kind, codes in wanted.items() for code in codes]
    named_codes: dict[str, dict[str, Label]] = {kind: {} for kind in wanted}
    for row in read(_NAMED, {"pairs": pairs}) if pairs else ():
        named_codes[str(Kind(row.kind).value)][row.code] = _label(row, locale)
    return named_codes


def named(kind: str, codes: Iterable[str], locale: str) -> dict[str, Label]:
    """The same for one kind: {code: Label}. What is not in it is a code that nobody knows."""
    return named_of_kinds({kind: list(codes)}, locale)[kind]


def search(kind: str, text: str, locale: str, *, most: int = MOST) -> list[Label]:
    """Codes of the edition in force that fit: a code or its beginning, or all words, in any of the three languages.

    The code itself first, then names that begin so, then the broad before the narrow. Nothing for no words. One more
    than `most` is never fetched: ask for one more to see whether there are.
    """
    words = words_of(text)
    if not words:
        return []
    typed = rules.understand(Kind(kind), text)
    start = rules.prefix(Kind(kind), typed.code) if typed.code else ""
    values: dict[str, Any] = {
        "kind": Kind(kind),
        "code": typed.code or "",
        "start": start,
        "most": most,
    }
    values |= {f"word_{number}": word for number, word in enumerate(words)}
    return [_label(row, locale) for row in read(_search(len(words), bool(start), kind == Kind.INDUSTRY), values)]


@cache
def _search(words: int, by_code: bool, without_sections: bool) -> Select[Any]:  # noqa: FBT001 - keys of a cache
    norwegian, english = (func.split_part(CodeEntry.words, "#", part) for part in (1, 2))
    given = [bindparam(f"word_{number}", type_=String) for number in range(words)]
    fits = and_(*(or_(func.strpos(norwegian, word) > 0, func.strpos(english, " " + word) > 0) for word in given))
    if by_code:
        fits = or_(fits, func.starts_with(CodeEntry.code, bindparam("start")))
    begins_name = or_(func.strpos(norwegian, "|" + given[0]) > 0, func.starts_with(english, " " + given[0]))
    begins_word = func.strpos(norwegian, " " + given[0]) > 0
    query = (
        select(*_SHOWN)
        .join(CodeEntry, CodeEntry.list_id == CodeList.id)
        .where(CodeList.id == _CURRENT, fits)
        .order_by(
            CodeEntry.code != bindparam("code"),
            case((begins_name, 0), (begins_word, 1), else_=2),
            func.length(func.rtrim(CodeEntry.code, "0")),
            CodeEntry.code,
        )
        .limit(bindparam("most"))
    )
    is_no_section = CodeEntry.code.between(literal_column("'0'"), literal_column("'9zz'"))
    return query.where(is_no_section) if without_sections else query


_UNDER = (
    select(*_SHOWN)
    .join(CodeEntry, CodeEntry.list_id == CodeList.id)
    .where(CodeList.id == _CURRENT, CodeEntry.parent.is_not_distinct_from(bindparam("parent")))
    .order_by(CodeEntry.code)
    .limit(bindparam("most"))
)


def under(kind: str, parent: str | None, locale: str, *, most: int = 500) -> list[Label]:
    """The codes right below this one, or those at the top."""
    values = {"kind": Kind(kind), "parent": parent, "most": most}
    return [_label(row, locale) for row in read(_UNDER, values)]


_EVERYTHING = (
    select(*_SHOWN)
    .join(CodeEntry, CodeEntry.list_id == CodeList.id)
    .where(CodeList.id == _CURRENT)
    .order_by(CodeEntry.code)
    .limit(bindparam("most"))
)


def everything(kind: str, locale: str, *, most: int = 40) -> list[Label]:
    """A short list whole, such as the counties, in the order of their numbers."""
    return [_label(row, locale) for row in read(_EVERYTHING, {"kind": Kind(kind), "most": most})]


def parents(kind: str, code: str, locale: str) -> list[Label]:
    """What stands above a code in the edition in force, the widest first; a municipality's county too."""
    above: list[Label] = []
    at, label = Kind(kind), named(kind, [code], locale).get(code)
    while label is not None and label.parent is not None and len(above) < 8:
        at, wanted, version = rules.parent_kind(at), label.parent, label.version
        label = named(at, [wanted], locale).get(wanted)
        if label is not None and at is Kind.INDUSTRY and label.version != version:
            label = None  # a section of the other version: the same letter, and another thing
        if label is not None:
            above.insert(0, label)
    return above


def below(kind: str, code: str) -> list[str]:
    """The codes right below; for what has no common beginning (a section of industries)."""
    query = select(CodeEntry.code).where(CodeEntry.list_id == _CURRENT, CodeEntry.parent == bindparam("parent"))
    return list(db.session.scalars(query, {"kind": Kind(kind), "parent": code}))


def prefixes(kind: str, code: str) -> list[str]:
    """What the codes under this one begin with, itself among them: mostly one beginning and no statement."""
    start = rules.prefix(Kind(kind), code)
    return [start] if start else below(kind, code)


_IN_FORCE = (
    select(CodeList.kind, CodeList.version, CodeList.source, CodeList.codes, CodeList.complete, CodeList.created_at)
    .distinct(CodeList.kind)
    .order_by(CodeList.kind, CodeList.version.desc(), CodeList.id.desc())
)


def in_force() -> Sequence[Row[Any]]:
    """Which edition of each list is searched."""
    return read(_IN_FORCE, {}).all()


_THIS_IN_FORCE = _IN_FORCE.where(CodeList.kind == bindparam("kind"))


def in_force_of(kind: str) -> Row[Any] | None:
    return read(_THIS_IN_FORCE, {"kind": Kind(kind)}).one_or_none()
