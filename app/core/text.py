"""Markdown as people write it here, made into safe HTML once, when it is stored; never when it is read.

A small set: paragraphs (a line break is kept), emphasis, links, lists, quotes, code and headings, and names that
are called (@[Name]). No HTML, no images.
Headings are moved two levels down, because they stand inside pages that have their own. What is costly to read on
purpose (deep nesting, thousands of links or brackets) is refused by counting, before it is parsed.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from html import unescape
from typing import Any

import nh3
from flask_babel import lazy_gettext as _l
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from app.core.errors import Refused, words

MOST_CHARACTERS = 100_000
MOST_NESTING = 12
MOST_LINKS = 200
MOST_BRACKETS = 2_000
MOST_MARKS = 20_000  # asterisks, underscores and backticks, of which each may look for its pair

SCHEMES = {"http", "https", "mailto"}
TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3", "h4", "h5", "h6"}
LINK_REL = "nofollow noopener ugc"
HEADING_SHIFT = 2
LOWEST_HEADING = 6

_SPACES = re.compile(r"[ \t]{2,}")
# Control characters, and what overrides or isolates the direction of text so that it reads otherwise than it is.
# Joiners stay (emoji are made of them), as do the plain left-to-right and right-to-left marks.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_QUOTE_MARKS = re.compile(r"^[ \t]*((?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*)+)", re.MULTILINE)
_MARKER = re.compile(r">|[-*+]|\d{1,9}[.)]")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_DEEPEST_INDENT = 60
_PARTS_WORDS = re.compile(r"<(?!/?(?:a|code|em|strong)\b)")  # every tag but those within a line
_LONG_LINE = re.compile(r"^([^\W\d_].{140,}\n)(?=[^\W\d_])", re.MULTILINE)
MENTION = re.compile(r"@\[([^\[\]\n]{1,160})\](?!\()")  # somebody called by name: @[Solveig Eide]
_LONE_ITEM = (
    "bullet_list_open",
    "list_item_open",
    "paragraph_open",
    "inline",
    "paragraph_close",
    "list_item_close",
    "bullet_list_close",
)


words(
    {
        "text_too_long": _l("The text may have at most %(limit)s characters."),
        "text_too_many_links": _l("The text may have at most %(limit)s links."),
        "text_too_many_brackets": _l("The text may have at most %(limit)s brackets."),
        "text_too_many_marks": _l("The text may have at most %(limit)s asterisks, underscores and backticks."),
        "text_too_deep": _l("Lists and quotes may lie at most %(limit)s levels inside each other."),
    }
)


def clean(source: str) -> str:
    """The text without control characters and direction overrides, with Unix line ends."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))


def check(source: str, limit: int = MOST_CHARACTERS) -> None:
    """Refuse, with a code of its own, what is too long or too tangled to be read; linear in the text's length."""
    if len(source) > limit:
        raise Refused("text_too_long", limit=limit)
    if source.count("](") + source.count("<http") + source.count("<mailto") > MOST_LINKS:
        raise Refused("text_too_many_links", limit=MOST_LINKS)
    if source.count("[") + source.count("]") > MOST_BRACKETS or source.count("<") > MOST_BRACKETS:
        raise Refused("text_too_many_brackets", limit=MOST_BRACKETS)
    if sum(source.count(mark) for mark in "*_`") > MOST_MARKS:
        raise Refused("text_too_many_marks", limit=MOST_MARKS)
    if any(_depth(match.group(1)) > MOST_NESTING for match in _QUOTE_MARKS.finditer(source)):
        raise Refused("text_too_deep", limit=MOST_NESTING)


def _depth(marks: str) -> int:
    """How many quotes and lists a line opens. A rule (`* * *`, `-----`) opens none, whatever its length."""
    found = _MARKER.findall(marks)
    return 0 if len(set(found)) == 1 and found[0] in "-*" else len(found)


def to_html(source: str, limit: int = MOST_CHARACTERS) -> Markup:
    """Safe HTML of a Markdown text; raises `Refused` when `check` does."""
    text = clean(source)
    check(text, limit)
    text = _INDENT.sub(lambda match: match.group()[:_DEEPEST_INDENT], _part_long_lines(text))
    # Once more at the end: what may not be typed may not come as "&#x202E;" either.
    html = _UNSEEN.sub("", _cleaner().clean(_markdown().render(text)))
    return Markup(html.strip())  # noqa: S704 - cleaned by the allow-list


class SafeHtml(TypeDecorator[Markup]):
    """Column type of HTML that `to_html` made: anything else is refused when it is written, and it needs no `|safe`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is not None and not isinstance(value, Markup):
            raise TypeError("only HTML made by to_html is stored as safe")
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Markup | None:
        return None if value is None else Markup(value)  # noqa: S704 - it was cleaned when it was written


def _part_long_lines(text: str) -> str:
    """Pasted text often has a paragraph a line: after a long line of prose, the next one begins a new paragraph."""
    return text if "```" in text or "~~~" in text else _LONG_LINE.sub(r"\1\n", text)


def plain(html: str) -> str:
    """The words of stored HTML in one line."""
    return " ".join(unescape(_words().clean(_PARTS_WORDS.sub(" <", str(html)))).split())


def as_seen(html: str) -> str:
    """The words of stored HTML as they stand beside each other on the page: what is emphasised in it parts no word.

    Many spaces are one there, and a figure in a circle or above the line is read as that figure.
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", unescape(_words().clean(str(html)))))


def excerpt(html: str, length: int = 200) -> str:
    """The beginning of stored HTML as plain words, cut between two words."""
    words = plain(html)
    if len(words) <= length:
        return words
    cut = words.rfind(" ", length // 2, length)
    return words[: cut if cut > 0 else length].rstrip(" ,;:.–-") + "…"


@cache
def _cleaner() -> Any:
    return nh3.Cleaner(
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
    )


@cache
def _words() -> Any:
    return nh3.Cleaner(tags=set(), attributes={})


@cache
def _markdown() -> MarkdownIt:
    options = {"html": False, "breaks": True, "maxNesting": MOST_NESTING * 4}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    # Indented text is pasted text, not code; a line under a line is not a heading; references at the end are not read.
    parser.disable(["image", "html_block", "html_inline", "code", "lheading", "reference"])
    parser.inline.ruler.before("link", "mention", _mention)
    parser.validateLink = _is_safe_link  # type: ignore[method-assign]
    return parser


def _mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """A name that is called stands out, whoever it is; whether anybody is told is not decided here."""
    found = MENTION.match(state.src, state.pos, state.posMax) if state.src.startswith("@[", state.pos) else None
    if found is None:
        return False
    if not silent:
        state.push("strong_open", "strong", 1)
        state.push("text", "", 0).content = f"@{found.group(1).strip()}"
        state.push("strong_close", "strong", -1)
    state.pos = found.end()
    return True


def _is_safe_link(url: str) -> bool:
    return url.split(":", 1)[0].lower() in SCHEMES and ":" in url


class _Renderer(RendererHTML):
    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        return super().render(_speeches(tokens), options, env)


def _speeches(tokens: Sequence[Token]) -> Sequence[Token]:
    """Headings begin below the page's own; a lone `- ` line is a speech, as in newspapers here, not a list of one."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    top = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - top + 1 + HEADING_SHIFT, LOWEST_HEADING)}"
    for index, token in enumerate(tokens):
        if token.type == "bullet_list_open" and token.markup == "-":
            _make_speech(tokens[index : index + len(_LONE_ITEM)])
    return tokens


def _make_speech(inside: Sequence[Token]) -> None:
    """Turn the tokens of a list of one paragraph into that paragraph."""
    if tuple(token.type for token in inside) != _LONE_ITEM:
        return
    for token in (inside[0], inside[1], inside[5], inside[6]):
        token.hidden, token.tag, token.nesting = True, "p", 0
    inside[2].hidden = inside[4].hidden = False
    if inside[3].children is not None:
        inside[3].children.insert(0, Token("text", "", 0, content="– "))
