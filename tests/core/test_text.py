"""Markdown: what comes out can harm nobody, what goes in cannot stop the house, and the words stay as they were written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import text
from app.core.errors import Refused

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example"onmouseover="alert(1))',
    "<javascript:alert(1)>",
    "![x](https://a.example/pixel.png)",
    "![x](javascript:alert(1))",
    "`<script>`",
    "```html\n<script>alert(1)</script>\n```",
    "```<script>\nx\n```",
    '<a href="https://a.example" onclick="x">y</a>',
    "<!-- --><style>*{display:none}</style>",
    "<iframe src=https://a.example></iframe>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[a]: javascript:alert(1)\n\n[a]",
]

SLOW = {
    "brackets": "[" * 2_000,
    "half links": "[a](b " * 199,
    "stars": "*a **a " * 6_000,
    "underscores": "_a " * 20_000,
    "backticks": "".join("`" * i + " " for i in range(190)),
    "ampersands": "&a" * 50_000,
    "backslashes": "\\" * 100_000,
    "newlines": "\n" * 100_000,
    "items": "- a\n" * 25_000,
    "lone items": "- a\n\nb\n\n" * 12_000,
    "headings": "# a\n" * 25_000,
    "quotes": ("> " * 12 + "a\n") * 3_800,
    "quotes in lists": (">- " * 6 + "a\n") * 5_000,
    "deep list": "\n".join("  " * i + "- a" for i in range(400)),
    "parentheses": "[a](" + "(" * 99_996,
    "lazy quote": "> a\n" + "b\n" * 40_000,
    "one word": "a" * 100_000,
    "emoji": "👩‍👩‍👧" * 10_000,
    "prose": ("Ordentleg tekst med æøå og čđŋšŧž. " * 20 + "\n\n") * 130,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_becomes_markup(attack: str) -> None:
    html = text.to_html(attack).lower()
    for forbidden in ("<script", "<img", "<svg", "<iframe", "<style", "<!--", 'href="java', 'href="data', 'href="vb'):
        assert forbidden not in html
    assert 'href="//' not in html
    for tag in html.split("<")[1:]:
        assert " on" not in tag.split(">")[0]


@given(st.text(max_size=300))
def test_any_text_gives_only_the_tags_of_the_list(source: str) -> None:
    try:
        html = text.to_html(source)
    except Refused:
        return
    assert html == text._cleaner().clean(html)


@pytest.mark.parametrize("name", SLOW)
def test_text_that_is_slow_on_purpose_is_read_in_good_time(name: str) -> None:
    source = SLOW[name][:100_000]
    start = time.process_time()
    text.to_html(source)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a" * 100_001, "text_too_long"),
        ("[a](https://b.example) " * 201, "text_too_many_links"),
        ("[" * 2_001, "text_too_many_brackets"),
        ("<" * 2_001, "text_too_many_brackets"),
        ("*a" * 20_001, "text_too_many_marks"),
        (">" * 13 + " a", "text_too_deep"),
        ("1. " * 13 + "a", "text_too_deep"),
    ],
)
def test_what_is_too_tangled_is_refused_before_it_is_parsed(source: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        text.to_html(source)


def test_a_hundred_thousand_characters_are_taken() -> None:
    assert text.to_html("a" * 100_000) == "<p>" + "a" * 100_000 + "</p>"


def test_a_rule_of_many_dashes_is_not_nesting() -> None:
    assert text.to_html("-" * 80) == "<hr>"
    assert text.to_html("* " * 40) == "<hr>"


def test_control_characters_and_direction_overrides_are_removed() -> None:
    assert text.to_html("a\x00b\x07c\u202ed\u2066e\ufeff") == "<p>abcde</p>"
    assert text.to_html("lone \ud800 half") == "<p>lone \ufffd half</p>"


def test_letters_of_every_language_here_and_emoji_stay() -> None:
    words = "Ææ Øø Åå čđŋšŧž ÁČĐŊŠŦŽ ü ß ñ 👩‍👩‍👧 🇳🇴 ✔️"
    assert text.to_html(words) == f"<p>{words}</p>"


def test_a_line_break_is_kept_and_indented_text_is_not_code() -> None:
    assert text.to_html("one\ntwo\n\n    three") == "<p>one<br>\ntwo</p>\n<p>three</p>"


def test_headings_take_their_place_under_those_of_the_page() -> None:
    assert text.to_html("# A\n\n#### B\n\nC\n===") == "<h3>A</h3>\n<h6>B</h6>\n<p>C<br>\n===</p>"
    assert text.to_html("## A\n\n### B") == "<h3>A</h3>\n<h4>B</h4>", "no level of the page is skipped"


def test_a_speech_with_a_dash_is_not_a_list_of_one() -> None:
    assert text.to_html("- Dialogen må bli *bedre*, sa hun.") == "<p>– Dialogen må bli <em>bedre</em>, sa hun.</p>"
    assert text.to_html("- en\n- to") == "<ul>\n<li>en</li>\n<li>to</li>\n</ul>"


def test_a_pasted_paragraph_a_line_becomes_a_paragraph_and_a_short_line_stays_a_line() -> None:
    long = "Ord " * 40 + "slutt."
    assert text.to_html(f"{long}\n{long}\nkort\nkort") == f"<p>{long}</p>\n<p>{long}</p>\n<p>kort<br>\nkort</p>"
    assert text.to_html(f"{long}\n- en\n- to").count("<li>") == 2
    assert text.to_html(f"```\n{long}\n{long}\n```").count("<p>") == 0


def test_links_lead_to_web_and_mail_only_and_ask_not_to_be_followed() -> None:
    assert text.to_html("[a](https://a.example/?b=1&c=2)") == (
        '<p><a href="https://a.example/?b=1&amp;c=2" rel="nofollow noopener ugc">a</a></p>'
    )
    assert 'href="mailto:a@b.example"' in text.to_html("[a](mailto:a@b.example)")
    assert "<a" not in text.to_html("[a](ftp://b.example) [b](/relative) [c](tel:123)")


def test_only_html_that_was_made_here_is_stored_as_safe() -> None:
    column = text.SafeHtml()
    assert column.process_bind_param(text.to_html("a"), None) == "<p>a</p>"
    with pytest.raises(TypeError):
        column.process_bind_param("<script>", None)


def test_an_excerpt_is_words_cut_between_two_of_them() -> None:
    html = text.to_html("# Tittel\n\nFørste *avsnitt* & mer\n\n- en\n- to")
    assert text.plain(html) == "Tittel Første avsnitt & mer en to"
    assert text.plain(text.to_html("Spør @[Verk AS], *takk*!")) == "Spør @Verk AS, takk!", "as it is read on the page"
    assert text.excerpt(html, 20) == "Tittel Første…"
    assert text.excerpt("<p>kort</p>") == "kort"
    assert text.excerpt("<p>" + "x" * 50 + "</p>", 10) == "x" * 10 + "…"
