"""Components that say how a firm stands: words for each state, and never colour or shape alone."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask

DAY = date(2028, 11, 12)


@pytest.fixture
def draw(app: Flask) -> Any:
    """draw("file", "macro", ...): what the macro writes, in English, without line breaks."""

    def written(file: str, macro: str, *args: Any, **named: Any) -> str:
        with app.test_request_context("/en/"):
            module = app.extensions["samhandel_environments"]["en"].get_template(f"components/{file}.html").module
            return " ".join(str(getattr(module, macro)(*args, **named)).split())

    return written


def test_three_numbers_stand_apart_each_with_what_it_rests_on(draw: Any) -> None:
    text = draw("three_numbers", "three_numbers", 4, 2, 3, by="Coastal County Municipality", until=DAY)
    assert text.count("<dt>") == 3
    assert [part.split("<")[0].strip() for part in text.split('class="big">')[1:]] == ["4", "2", "3"]
    assert "Endorsed by Coastal County Municipality, until 12 November 2028" in text


def test_a_number_that_is_not_there_is_told_in_words_and_nought_is_a_number(draw: Any) -> None:
    text = draw("three_numbers", "three_numbers", 0, None, None)
    assert 'class="big">0' in text.replace("> 0", ">0")
    assert "No evidence yet" in text
    assert "Not endorsed" in text


def test_an_endorsement_that_ended_is_not_shown_as_one(draw: Any) -> None:
    text = draw("three_numbers", "three_numbers", 3, 3, None, by="Kystfylket", until=DAY, lapsed=DAY)
    assert "Not endorsed" in text
    assert "The endorsement by Kystfylket ended 12 November 2028" in text
    assert "Endorsed by" not in text


@pytest.mark.parametrize(
    ("days", "words", "colour"),
    [
        (400, None, None), (91, None, None), (90, "Expires in 90 days", "info"), (31, "Expires in 31 days", "info"),
        (30, "Expires in 30 days", "warning"), (1, "Expires in 1 day", "warning"), (0, "Expires today", "warning"),
        (-1, "Expired 12 November 2028", "danger"), (None, None, None),
    ],
)  # fmt: skip
def test_what_expires_says_so_from_ninety_days_before(
    draw: Any, days: int | None, words: str | None, colour: str | None
) -> None:
    text = draw("document_line", "validity_tag", days, DAY)
    assert (f">{words}<" in text and f'data-color="{colour}"' in text) if words else not text


@pytest.mark.parametrize(
    ("scan", "words"),
    [
        ("quarantined", "Waiting for the virus check"), ("infected", "Stopped by the virus check"),
        ("rejected", "The file was turned away"), ("erased", "The file has been erased"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_found_clean_says_so(draw: Any, scan: str, words: str) -> None:
    assert f">{words}<" in draw("document_line", "document_line", "A", "B", scan=scan)
    assert "Checked for viruses" in draw("document_line", "document_line", "A", "B", scan="clean")
    assert "virus" not in draw("document_line", "document_line", "A", "B")


def test_a_title_is_words_and_never_markup(draw: Any) -> None:
    text = draw("document_line", "document_line", "<img src=x>", "<b>", issuer="<i>", scope="<u>", visibility="<s>")
    assert not any(tag in text for tag in ("<img", "<b>", "<i>", "<u>", "<s>"))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("ready", "Ready"),
        ("partly", "Partly ready"),
        ("not_ready", "Not ready"),
        ("no_requirements", "No requirements"),
    ],
)
def test_a_verdict_is_words_with_its_figure_unless_there_is_nothing_to_reach(draw: Any, state: str, words: str) -> None:
    text = draw("verdict", "verdict", state, "0.714")
    assert f"<strong>{words}</strong>" in text
    assert ("Readiness: 0.714" in text) == (state != "no_requirements")


def test_five_strengths_have_five_names_and_as_many_pips(draw: Any) -> None:
    texts = [draw("strength", "strength", number) for number in range(5)]
    assert [text.count('class="on"') for text in texts] == [0, 1, 2, 3, 4]
    assert [text.rsplit("</span>", 2)[1] for text in texts] == [
        "Statement", "Own document", "Third-party document", "Register", "Seen on site",
    ]  # fmt: skip


def test_a_table_of_cards_is_still_a_table_and_labels_each_cell(draw: Any) -> None:
    text = draw("table", "table", "Actions", ("Action", "Owner"), [("Weld", "Ingrid"), ("Audit", None)], stacked=True)
    assert text.count('data-label="Owner"') == 2
    for role, count in (("table", 1), ("rowgroup", 2), ("row", 3), ("columnheader", 2), ("rowheader", 2), ("cell", 2)):
        assert text.count(f'role="{role}"') == count


def test_a_compact_table_marks_what_gives_way_on_a_phone_and_leaves_nothing_out(draw: Any) -> None:
    rows = [("March", "10", "12", "Measured"), ("April", None, "9", "Estimated")]
    text = draw("table", "table", "Hours", ("Month", "Own", "All", "Source"), rows, (1, 2), stacked=True, compact=(1,))
    assert 'class="ds-table stacked compact"' in text
    assert re.findall(r'<td[^>]*class="([^"]*)"', text) == [
        "num nowrap detail", "num nowrap", "num nowrap blank detail", "num nowrap",
    ]  # fmt: skip
    assert all(cell in text for row in rows for cell in row if cell)


def test_filters_are_an_address_and_open_while_any_is_on(draw: Any) -> None:
    fields = [
        {"name": "state", "label": "State", "value": "late", "options": [("", "All"), ("late", "Late")]},
        {"name": "q", "label": "Words", "value": '"<'},
    ]
    text = draw("filters", "filters", "/en/plan", fields, active=1, clear="/en/plan")
    assert 'method="get"' in text
    assert '<option value="late" selected>' in text
    assert 'value="&#34;&lt;"' in text
    assert "<details" in text
    assert " open>" in text.split("<summary")[0]
    assert " open>" not in draw("filters", "filters", "/en/plan", fields)
