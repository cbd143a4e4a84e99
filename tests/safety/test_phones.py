"""Whom to call is one touch away."""

import re

import pytest
from markupsafe import Markup

from app.blueprints.safety.views.phones import phones
from tests.factories import safety
from tests.factories.accounts import member, organisation


def numbers(words: str) -> list[tuple[str, str]]:
    """(what is called, what is read) of each link."""
    return re.findall(r'<a class="nowrap" href="tel:([^"]*)">([^<]*)</a>', str(phones(words)))


@pytest.mark.parametrize(
    ("words", "links"),
    [
        ("Ring 73 19 97 00, tast 3.", [("+4773199700", "73 19 97 00")]),
        ("Call at once: 02800, or 112 in an emergency.", [("02800", "02800"), ("112", "112")]),
        ("113", [("113", "113")]),
        ("Section 112-3, 1120 hours, 112 000 hours and 3.112", []),
        ("Arbeidsmiljøloven § 5-2, i kraft fra 01.01.2024, skjema 15 20 25", []),
        ("12 34 56 78 begins with what no number begins with; 73 19 97 00 12 is too long", []),
    ],
)
def test_only_what_is_a_number_to_call_can_be_called(words, links):
    assert numbers(words) == links
    assert re.sub(r"</?a[^>]*>", "", str(phones(words))) == str(Markup.escape(words)), "nothing is lost or added"


def test_what_stands_around_a_number_stays_text():
    assert phones('<script>alert("02800")</script> & 112') == (
        '&lt;script&gt;alert(&#34;<a class="nowrap" href="tel:02800">02800</a>&#34;)&lt;/script&gt; &amp; '
        '<a class="nowrap" href="tel:112">112</a>'
    )


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_those_who_must_be_told_are_called_from_the_page(db_session, sign_in, lang):
    firm = organisation()
    event = safety.injury(firm, serious=True)
    page = sign_in(member(firm, "editor")).get(f"/{lang}/organisations/{firm.id}/safety/events/{event.id}").text
    for number in ("+4773199700", "02800", "112"):
        assert f'href="tel:{number}"' in page
