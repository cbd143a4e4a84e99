from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.notifications.rules import mails as rules
from app.blueprints.notifications.terms import Block, MailState

BASE = "https://samhandel.example"


def test_the_first_line_is_the_subject_and_empty_lines_part_paragraphs():
    message = rules.read_message("\n Hei  på deg \n\nEn.\nTo.\n\n\nTre.\n", BASE)
    assert message.subject == "Hei på deg"
    assert message.paragraphs == ("En.\nTo.", "Tre.")
    assert message.url is None


def test_our_own_addresses_become_links_with_the_words_before_them():
    message = rules.read_message(f"S\n\nRead it: {BASE}/nb/x\n\n{BASE}/nb/y", BASE)
    assert message.blocks == (Block("Read it", f"{BASE}/nb/x"), Block(f"{BASE}/nb/y", f"{BASE}/nb/y"))
    assert message.url == f"{BASE}/nb/x"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/x",
        "https://samhandel.example.evil.example/",
        "https://samhandel.example@evil.example/",
        "javascript:x",
    ],
)
def test_nobody_elses_address_becomes_a_link_in_our_mail(url):
    assert rules.read_message(f"S\n\nKlikk: {url}", BASE).url is None


@given(st.text())
def test_any_text_can_be_read_and_a_subject_has_one_line(text):
    message = rules.read_message(text, BASE)
    assert "\n" not in message.subject
    assert "\r" not in message.subject
    assert all(block.text for block in message.blocks)


def test_the_plain_text_has_each_link_on_a_line_of_its_own():
    text = rules.as_text(rules.read_message(f"S\n\nHei.\n\nLes: {BASE}/nb/x", BASE))
    assert text == f"Hei.\n\nLes:\n{BASE}/nb/x\n"
    asked = rules.as_text(rules.read_message(f"S\n\nHva er med?: {BASE}/nb/x", BASE))
    assert asked == f"Hva er med?\n{BASE}/nb/x\n"


def test_waits_double_up_to_an_hour():
    waits = [rules.wait_before_try(n) for n in range(1, 30)]
    assert waits[:3] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(minutes=1)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)


def test_what_opens_doors_is_blanked_and_the_rest_is_kept():
    given_ = {
        "token": "a",
        "reset_url": "b",
        "code": "c",
        "link": "d",
        "name": "Kari",
        "postcode_area": "e",
        "decision_id": 4,
    }
    assert rules.without_secrets(given_) == {
        "token": "", "reset_url": "", "code": "", "link": "", "name": "Kari", "postcode_area": "e", "decision_id": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "params", "may"),
    [
        (MailState.UNCERTAIN, {"token": "a"}, True),
        (MailState.FAILED, {"name": "Kari"}, True),
        (MailState.FAILED, {"token": "a"}, True),
        (MailState.FAILED, {"token": ""}, False),
        (MailState.SENT, {}, False),
        (MailState.QUEUED, {}, False),
        (MailState.HANDING_OVER, {}, False),
    ],
)
def test_a_mail_whose_link_was_blanked_is_not_sent_again_and_one_that_is_on_its_way_neither(state, params, may):
    assert rules.can_go_again(state, params) is may
