import pytest

from app.core import i18n, render


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("no", "nb"),
        ("no,en;q=0.8", "nb"),
        ("no-NO,no;q=0.9,en;q=0.8", "nb"),
        ("nb-NO", "nb"),
        ("nn-NO,nb;q=0.8", "nn"),
        ("en-US,en;q=0.9", "en"),
        ("de,en;q=0.5,nn;q=0.6", "nn"),
        ("en;q=0,nb;q=0.1", "nb"),
        ("de,fr", "nb"),
        ("", "nb"),
        (";;;q=x,,", "nb"),
        ("*" * 5000, "nb"),
    ],
)
def test_a_browser_gets_the_language_it_asks_for_and_no_means_bokmal(header, language):
    assert i18n.browser_locale(header) == language


@pytest.mark.parametrize(
    ("code", "expected"),
    [("nb", "5. mars 2027 kl. 09.14"), ("nn", "5. mars 2027 kl. 09.14"), ("en", "5 March 2027, 09:14")],
)
def test_dates_are_written_as_people_write_them_on_a_clock_in_norway(code, expected):
    from datetime import UTC, datetime

    assert render.format_datetime(datetime(2027, 3, 5, 8, 14, tzinfo=UTC), locale=code) == expected


@pytest.mark.parametrize(
    ("code", "expected"), [("nb", "1\xa0234\xa0567,9"), ("nn", "1\xa0234\xa0567,9"), ("en", "1,234,567.9")]
)
def test_numbers_are_written_as_people_write_them(code, expected):
    assert render.format_number(1234567.891, 1, locale=code) == expected
