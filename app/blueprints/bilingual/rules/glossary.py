"""The glossary's terms in a text, and whether a translation keeps to them. Pure, and linear in the text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from app.blueprints.bilingual.rules.inflection import bases, last_parts
from app.blueprints.bilingual.terms.glossary import (
    LANGUAGES,
    Domain,
    Entry,
    Findings,
    ForbiddenUse,
    FormKind,
    Hit,
    MissingTerm,
)
from app.core.alphabet import sort_key

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile("«[^«»\n]{1,300}»|“[^“”\n]{1,300}”")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011", "-"))
_KINDS = list(FormKind)
LONGEST_TERM = 12  # words


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of one concept, as the search knows it."""

    concept_id: int
    form: str
    kind: FormKind
    reason: str


@dataclass(slots=True)
class _Node:
    """Where one is after some words of a term: what ends here, and what may follow."""

    ends: list[_Form] = field(default_factory=list)
    follows: dict[str, "_Node"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str  # in small letters
    gap: str  # what stands between this word and the one before, but for space


class Glossary:
    """The whole glossary at one version. `find` and `check` leave out what is withdrawn."""

    def __init__(self, entries: Iterable[Entry], version: int = 0) -> None:
        self.version = version
        self.entries: dict[int, Entry] = {entry.id: entry for entry in entries}
        self._roots: dict[str, _Node] = {}
        self._equivalents: dict[int, dict[str, str]] = {}

    def __len__(self) -> int:
        return len(self.current)

    @cached_property
    def current(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if not entry.is_withdrawn]

    @cached_property
    def _sorted(self) -> dict[str, list[Entry]]:
        return {
            lang: sorted(self.entries.values(), key=lambda entry: (sort_key(entry.term(lang)), entry.id))
            for lang in LANGUAGES
        }

    def listed(
        self, lang: str, *, words: str = "", domain: Domain | None = None, withdrawn: bool = False
    ) -> list[Entry]:
        """In the alphabet of `lang`: those with every one of `words` in some form, in any language, allowed or not."""
        wanted = words.casefold().split()
        return [
            entry
            for entry in self._sorted[lang]
            if entry.is_withdrawn == withdrawn
            and (domain is None or entry.content.domain is domain)
            and (not wanted or all(part in self._searched[entry.id] for part in wanted))
        ]

    @cached_property
    def _searched(self) -> dict[int, str]:
        """Every form of a concept, in small letters, for the search."""
        return {
            entry.id: "\n".join(form.form for lang in LANGUAGES for form in _forms(entry, lang)).casefold()
            for entry in self.entries.values()
        }

    def find(self, text: str, lang: str) -> list[Hit]:
        """Every form that `text` has, from its beginning: the longest at each place, and no two that overlap.

        Where one form stands for several concepts there is a hit for each, on the same place. A form that some concept
        allows is not a forbidden one.
        """
        root = self._root(lang)
        tokens = list(_tokens(text))
        hits: list[Hit] = []
        at = 0
        while at < len(tokens):
            length, ends = self._longest(root, tokens, at, lang)
            if not ends:
                at += 1
                continue
            start, end = tokens[at].start, tokens[at + length - 1].end
            hits.extend(self._hit(form, start, end) for form in _that_count(ends))
            at += length
        return hits

    def check(self, source_text: str, source_lang: str, target_text: str, target_lang: str) -> Findings:
        """The forbidden forms in a translation, and the source's terms whose approved equivalent it lacks.

        What stands in quotation marks is somebody else's word, or a name, and may be any.
        """
        found = self.find(target_text, target_lang)
        quoted = [match.span() for match in _QUOTED.finditer(target_text)]
        forbidden = tuple(
            ForbiddenUse(
                hit.start,
                hit.end,
                target_text[hit.start : hit.end],
                hit.equivalents[target_lang],
                hit.reason,
                hit.concept_id,
            )
            for hit in found
            if hit.kind is FormKind.FORBIDDEN and not _is_within(quoted, hit.start, hit.end)
        )
        there = {hit.concept_id for hit in found}
        missing: dict[int, MissingTerm] = {}
        for (start, end), same in groupby(self.find(source_text, source_lang), key=lambda hit: (hit.start, hit.end)):
            meant = list(same)
            if not there.intersection(hit.concept_id for hit in meant):
                first = meant[0]
                told = MissingTerm(source_text[start:end], first.equivalents[target_lang], first.concept_id)
                missing.setdefault(first.concept_id, told)
        return Findings(forbidden, tuple(missing.values()))

    def _hit(self, form: _Form, start: int, end: int) -> Hit:
        equivalents = self._equivalents.get(form.concept_id)
        if equivalents is None:
            entry = self.entries[form.concept_id]
            equivalents = self._equivalents[form.concept_id] = {lang: entry.term(lang) for lang in LANGUAGES}
        return Hit(start, end, form.concept_id, form.form, form.kind, equivalents, form.reason)

    def _root(self, lang: str) -> _Node:
        """The forms of a language by their words; made when first asked for."""
        if lang not in self._roots:
            root = _Node()
            for entry in self.current:
                for form in _forms(entry, lang):
                    _plant(root, form)
            self._roots[lang] = root
        return self._roots[lang]

    def _longest(self, root: _Node, tokens: list[_Token], at: int, lang: str) -> tuple[int, list[_Form]]:
        """How many words the longest form has that begins at `at`, and the forms that it may be."""
        best: tuple[int, list[_Form]] = (0, [])
        nodes = [(root, True)]  # with whether every word so far stands as in the glossary
        for length in range(1, min(LONGEST_TERM, len(tokens) - at) + 1):
            token = tokens[at + length - 1]
            gaps = [""] if length == 1 else _gaps(token.gap, lang)
            nodes = [
                (node.follows[key], as_it_is and base == token.word)
                for node, as_it_is in nodes
                for gap in gaps
                for base in bases(token.word, lang)
                if (key := gap + " " + base) in node.follows
            ]
            if not nodes:
                break
            if ends := _ends(nodes):
                best = (length, ends)
        if not best[1] and lang != "en":
            return 1, _as_last_part(root, tokens[at].word, lang)
        return best


def _is_within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of these places, which stand in order and apart, has all from `start` to `end` in it."""
    at = bisect_right(spans, (start, end)) - 1
    return at >= 0 and spans[at][0] <= start and end <= spans[at][1]


def _forms(entry: Entry, lang: str) -> Iterator[_Form]:
    wording = entry.content.words[lang]
    yield _Form(entry.id, wording.approved, FormKind.APPROVED, "")
    for synonym in wording.synonyms:
        yield _Form(entry.id, synonym, FormKind.SYNONYM, "")
    for forbidden in wording.forbidden:
        yield _Form(entry.id, forbidden.form, FormKind.FORBIDDEN, forbidden.reason)


def _plant(root: _Node, form: _Form) -> None:
    node = root
    tokens = list(_tokens(form.form))[:LONGEST_TERM]
    for number, token in enumerate(tokens):
        node = node.follows.setdefault(f"{token.gap if number else ''} {token.word}", _Node())
    if tokens:
        node.ends.append(form)


def _tokens(text: str) -> Iterator[_Token]:
    """The words of a text. Between two words of one term there may be space, a line break, and what the term has."""
    before = 0
    for match in _WORD.finditer(text):
        between = text[before : match.start()]
        gap = "\n\n" if between.count("\n") > 1 else between.translate(_DASHES).strip()
        if gap == "-" and between[-1].isspace():
            gap = "- "  # "lønns- og arbeidsvilkår"
        yield _Token(match.start(), match.end(), match.group().casefold(), gap)
        before = match.end()


def _ends(nodes: list[tuple[_Node, bool]]) -> list[_Form]:
    """The forms that end here: those that stand as in the glossary, or else those that have been inflected."""
    exact = [form for node, as_it_is in nodes if as_it_is for form in node.ends]
    return exact or [form for node, _ in nodes for form in node.ends]


def _gaps(gap: str, lang: str) -> list[str]:
    """English writes "supply-chain risk" and "supply chain" alike; in Norwegian the hyphen counts."""
    return ["", "-"] if lang == "en" and gap in ("", "-") else [gap]


def _as_last_part(root: _Node, word: str, lang: str) -> list[_Form]:
    """The forms of one word that may be the last part of this one, as in "tjenesteanskaffelser"; the longest part."""
    best: list[_Form] = []
    longest = 0
    for base in bases(word, lang):
        for part in last_parts(base):
            if len(part) <= longest:
                break
            node = root.follows.get(" " + part)
            if node is not None and node.ends:
                best, longest = node.ends, len(part)
                break
    return best


def _that_count(forms: list[_Form]) -> list[_Form]:
    """One form a concept, and of those only the best kind: what a concept allows is not forbidden by another."""
    of_concept: dict[int, _Form] = {}
    for form in sorted(forms, key=lambda form: (_KINDS.index(form.kind), form.concept_id)):
        of_concept.setdefault(form.concept_id, form)
    kept = list(of_concept.values())
    if kept[0].kind is FormKind.FORBIDDEN:
        return kept[:1]
    return [form for form in kept if form.kind is not FormKind.FORBIDDEN]
