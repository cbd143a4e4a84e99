"""What a machine must not touch: a Markdown text is taken apart for an engine, and put together again from its answer.

What is marks, code, blank lines and indentation never leaves the house. What is read is cut into paragraphs, a list
item, a heading and a quote being one each; in them line breaks, emphasis, links, addresses, mentions, placeholders,
numbers with a unit and protected names stand between tags that an engine carries over untouched. An answer in which
anything of this is lost, doubled, invented or half is `Damaged`. With an engine that changes nothing, every text comes
back as it was. What is not seen here is a word that moved over a mark (Apertium makes "leveres [dette](...)" into
"blir dette [levert](...)"): that is for the person who reads the draft.

Every pattern here reads its text once from left to right: nobody can make it slow on purpose.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from app.adapters.translation import KEEP, KEPT

# The two written forms of Norwegian say the same in about as many words; an answer outside of this is not the text.
SHORTEST, LONGEST = 0.6, 2.5
COUNTED_FROM = 5  # words; below, a word more or less is a large part
LONGEST_TAG = 300

_UNITS = (
    "km|hm|dm|cm|mm|µm|m|mil|kg|hg|mg|g|tonn|kWh|MWh|GWh|TWh|kW|MW|GW|W|kV|V|A|Hz|kHz|MHz|GHz|dB|dBA|bar|kPa|MPa|Pa"
    "|kB|MB|GB|TB|ppm|°C|%|‰|dl|cl|ml|l|NOK|EUR|kr|m²|m³|m2|m3|daa"
)
_KEPT_KINDS = (
    r"(?:(?<![ \t\r])[ \t\r]*\\?)?\n(?:[ \t]*>)*[ \t]*",  # a line break, with the quote marks of the next line
    rf"</?[A-Za-z][^<>\n]{{0,{LONGEST_TAG}}}>",  # a tag, or an address between angles
    r"@\[[^\[\]\n]{1,200}\](?:\([^()\s]*\))?",  # a mention
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)",  # the end of a link, with its address
    r"(?<![\w.+-])(?:https?://|www\.)[^\s<>()\[\]\"*`]*[\w/=&#-]",
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"%\([^()\n]{1,80}\)[-#0 +]?\d*(?:\.\d+)?[a-zA-Z]|%%|%[sdif]\b",
    r"\{\{[^{}\n]{1,80}\}\}|\$?\{[^{}\n]{0,80}\}",
    r"&(?:#\w{1,8}|[A-Za-z]\w{1,30});",
    rf"(?<![\w.,])\d[\d .,\u00a0\u202f]{{0,20}}(?:{_UNITS})(?![\w²³])",
    r"(?<!\w)[^\W_]+(?:_[^\W_]+)+(?!\w)",  # a name from a machine: tilbud_2026_v2
    r"\\[!-/:-@\[-`{-~]",  # a mark that was escaped
    r"[*_~`#@|\\^$\[\]{}<>\u00ad’]+",  # marks; and what an engine has been seen to change
)
_LINK = re.compile("|".join(_KEPT_KINDS[2:8]))
_MARK = re.compile(r"[*_~`#@|\\^$\[\]{}<>\n]")
_FENCE = re.compile(r"(?:(`{3,})[^`\n]*|(~{3,})[^\n]*)\n?$")
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+)*")
_OPENS = re.compile(r"[-*+.)#][ \t]")
_HEADING = re.compile(r"#[ \t]+$")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")  # what else parts lines, as Unicode has it, is part of a line
_LINE_ENDS = re.compile(r"[ \t\r]*\\?\n")
_LINE_BEGINS = re.compile(r"\n[ \t>]*$")
_BACKTICKS = re.compile(r"`+")
_SPAN = re.compile(f"{re.escape(KEEP)}(.*?){re.escape(KEPT)}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_LAST = ".!?…:;,"
_CLOSING = " \t\r\n*_`~)]}»”\"'’"


class Damaged(Exception):
    """The answer cannot be used; `why` names what is wrong with it, in a word, and never what anybody wrote."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`before` it, what is never sent; its `words` as written; its `html` as an engine is given it."""

    before: str
    words: str
    html: str


@dataclass(frozen=True, slots=True)
class Protected:
    """A text taken apart; `after` is what stands behind the last paragraph."""

    paragraphs: tuple[Paragraph, ...]
    after: str

    @property
    def segments(self) -> list[str]:
        """What an engine is given."""
        return [paragraph.html for paragraph in self.paragraphs]


def protect(text: str, names: Iterable[str] = ()) -> Protected:
    """A Markdown text taken apart. `names` stay as they are wherever they stand as words of their own."""
    kept = _pattern(names)
    found: list[Paragraph] = []
    before = ""
    for is_prose, piece in _pieces(text):
        words = piece.rstrip() if is_prose else ""
        html = _masked(words, kept)
        if _WORD.search(_SPAN.sub("", html)):
            found.append(Paragraph(before, words, html))
            before = piece[len(words) :]
        else:
            before += piece
    return Protected(tuple(found), before)


def restore(protected: Protected, translated: Sequence[str]) -> str:
    """The text with an engine's answer in the places of its paragraphs; raises `Damaged`."""
    if len(translated) != len(protected.paragraphs):
        raise Damaged("paragraphs")
    pairs = zip(protected.paragraphs, translated, strict=True)
    return "".join(paragraph.before + _restored(paragraph, answer) for paragraph, answer in pairs) + protected.after


def _restored(paragraph: Paragraph, answer: str) -> str:
    pieces = [unescape(piece) for piece in _SPAN.split(answer)]  # said, kept, said, kept, ... said
    if Counter(pieces[1::2]) != Counter(unescape(kept) for kept in _SPAN.findall(paragraph.html)):
        raise Damaged("kept")
    if any(_MARK.search(piece) for piece in pieces[::2]):
        raise Damaged("marks")
    # Where an engine makes one word of two, the space between them is left over: not at the beginning or end of a line.
    for index in range(1, len(pieces), 2):
        if _LINE_ENDS.match(pieces[index]):
            pieces[index - 1] = pieces[index - 1].rstrip(" ")
        if _LINE_BEGINS.search(pieces[index]):
            pieces[index + 1] = pieces[index + 1].lstrip(" ")
    text = "".join(pieces)
    for why, facts in _THE_SAME.items():
        if facts(text) != facts(paragraph.words):
            raise Damaged(why)
    if not _is_whole(len(_WORD.findall(paragraph.words)), len(_WORD.findall(text))):
        raise Damaged("half")
    return text


def _ending(words: str) -> str:
    """The punctuation that a paragraph ends with, whatever marks and quotes close behind it."""
    open_end = words.rstrip(_CLOSING)
    return open_end[len(open_end.rstrip(_LAST)) :]


_THE_SAME: dict[str, Callable[[str], Any]] = {
    "placeholders": lambda words: Counter(_LINK.findall(words)),
    "numbers": lambda words: Counter(_DIGITS.findall(words)),
    "ending": _ending,
}


def _is_whole(asked: int, answered: int) -> bool:
    if asked < COUNTED_FROM:
        return answered > 0
    return asked * SHORTEST <= answered <= asked * LONGEST


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({name.strip() for name in names} - {""}, key=lambda name: (-len(name), name))
    called = [rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})s?(?!\w)"] if longest_first else []
    return re.compile("|".join([*called, *_KEPT_KINDS]))


def _masked(words: str, kept: re.Pattern[str]) -> str:
    """HTML in which everything that must stay stands between the tags; neighbours share them."""
    html: list[str] = []
    end, nowhere = 0, (len(words), len(words))
    codes = _code_spans(words)
    code = next(codes, nowhere)
    while end < len(words):
        found = kept.search(words, end)
        start, stop = found.span() if found else nowhere
        if code[0] <= start:  # in code, nothing is looked for
            start, stop = code
        html.append(escape(words[end:start], quote=False))
        if start < stop:
            html.append(f"{KEEP}{escape(words[start:stop], quote=False)}{KEPT}")
        end = stop
        while code[0] < end and code != nowhere:  # also code that began inside of something else, say a link's address
            code = next(codes, nowhere)
    return "".join(html).replace(KEPT + KEEP, "")


def _code_spans(words: str) -> Iterator[tuple[int, int]]:
    """From the first backtick to the last of each code span: as many of them close as opened it."""
    runs = [found.span() for found in _BACKTICKS.finditer(words)]
    later: dict[int, list[int]] = {}
    for index in reversed(range(len(runs))):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    free_from = 0
    for index, (start, end) in enumerate(runs):
        same = later[end - start]
        same.pop()
        if index >= free_from and same:
            yield start, runs[same[-1]][1]
            free_from = same[-1] + 1


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """(is it to be read, the text) in order and without a gap: paragraphs, and everything between them."""
    prose, fence = "", ""
    quotes, is_heading = 0, False
    for line in _LINES.findall(text):
        prefix, rest = _parted(line)
        opened = _FENCE.match(rest)
        marks = (opened[1] or opened[2]) if opened else ""
        goes_on = not (
            fence
            or marks
            or _OPENS.search(prefix)
            or is_heading
            or prefix.count(">") != quotes
            or not _WORD.search(rest)
        )
        if prose and goes_on:
            prose += line
            continue
        if prose:
            yield True, prose
            prose = ""
        quotes, is_heading = prefix.count(">"), bool(_HEADING.search(prefix))
        if fence or marks or not _WORD.search(rest):
            yield False, line
            fence = _fence_after(fence, marks, rest)
        else:
            yield False, prefix
            prose = rest
    if prose:
        yield True, prose


def _fence_after(fence: str, marks: str, rest: str) -> str:
    """The marks that the code block we stand in was opened with, after this line; "" outside of one."""
    if not fence:
        return marks
    return "" if marks.startswith(fence) and rest.strip() == marks else fence


def _parted(line: str) -> tuple[str, str]:
    """The marks that a line begins with, and the rest of it."""
    found = _PREFIX.match(line)
    length = found.end() if found else 0
    return line[:length], line[length:]
