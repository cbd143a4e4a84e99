"""Every form of the site, fed with what no form should be fed with.

Field by field, the others holding something plausible: a fault that shows only when all else is right is found too.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote_plus, urlencode

import pytest

from app.core.forms import clean
from tests.conftest import validate
from tests.faults.forms import Field, FoundForm, parse

CANARY = "kanari-vilt-merke"
MARKUP = (
    f"<{CANARY} onclick=alert(1)>\"'></textarea></title><script>{CANARY}</script><img src=x onerror={CANARY}()>"
    "<!-- {{ 7 * 7 }} {% raw %} %(name)s %s {0} ${x} &lt;b&gt; &#x202e; ]]>"
)
TEXTS = {
    "nothing": "",
    "spaces": " \u00a0\u2003\u200b\u3164 ",
    "what_cannot_be_seen": "a\x00b\x01\x08\x0b\x0c\x1b[31m\x7f\x85\x9f\ufeff\U0010ffff\ufdd0 \u202e\u2066abc\u2069\u202c\u200f\u061cc",
    "letters": "Áhkku čállá đuođđi ŋuolvvu šattai ŧ ž ČĐŊŠŦŽ ß ı İ 👩🏽\u200d🚒 🇳🇴 \U0001f600 e"
    + "\u0301" * 300
    + "\ufdfa\U0001d160",
    "markup": MARKUP,
    "code": "'; DROP TABLE accounts_person; -- \\ % _ ../../../etc/passwd\r\nBcc: b@prove.example\r\n\r\n.\r\nc",
}
VALUES = {
    "number": "1" + "0" * 30,
    "negative": "-1",
    "endless": "1e999",
    "not_a_number": "NaN",
    "foreign_digits": "\u0661\u00b2\u0967",
    "underscored": "1_000",
    "no_such_day": "2026-02-30",
    "far_day": "9999-12-31",
    "first_day": "0001-01-01",
    "beyond_days": "99999-01-01",
}
LANGUAGES = ("nb", "nn", "en")
ENGLISH = re.compile(
    "Not a valid|not a valid choice|Invalid |This field is required|could not coerce|must be (at|between)"
)
PLAUSIBLE = {
    "date": "2026-11-02",
    "time": "12:30",
    "number": "3",
    "email": "b@prove.example",
    "password": "kaffe og vaffel 31",
}


def test_the_forms_are_really_found(forms):
    assert sum(bool(form.fields) for form in forms.values()) > 30
    assert {"forum.reply", "safety.new_injury", "moderation.decide", "accounts.sign_up"} <= forms.keys()


def plausible(form: FoundForm) -> dict[str, str]:
    sent = {}
    for one in form.fields:
        if one.choices:
            sent[one.name] = one.value or next((choice for choice in one.choices if choice), "")
        elif one.is_typed:
            sent[one.name] = one.value or PLAUSIBLE.get(one.kind, "12")
        else:
            sent[one.name] = one.value
    return sent


ROW = re.compile(r"(_[A-Z]{3,10}|_[0-9]+|_nb|_nn|_en)+$")  # what tells one row of the same fields from the next


def one_of_each(fields: list[Field]) -> list[Field]:
    """Of rows of the same fields (a dimension each, a language each) the first row."""
    first: dict[str, str] = {}
    return [one for one in fields if first.setdefault(ROW.sub("", one.name), one.name) == one.name]


def typed_fields(form: FoundForm) -> list[Field]:
    return one_of_each([one for one in form.fields if one.is_typed])


def post(world, form: FoundForm, lang: str, values=None, **options):
    action = re.sub(r"^/(nb|nn|en)/", f"/{lang}/", form.action)
    if values is not None:
        options = {"data": urlencode(values), "content_type": "application/x-www-form-urlencoded"} | options
    return world.client(form.reader).post(action, headers={"Accept": "text/html"}, **options)


_valid: set[int] = set()


def judge(answer, lang: str | None, where: str) -> None:
    """No fault of ours, nothing typed became markup, and the page is a whole page of its language."""
    assert answer.status_code < 500, f"{where}: {answer.status_code}"
    if answer.mimetype != "text/html" or answer.status_code in (301, 302, 303, 308):
        return
    page = answer.text
    assert lang is None or f'<html lang="{lang}"' in page, f"{where}: another language"
    assert not ENGLISH.search(page), f"{where}: words of the library"
    shape = hash((lang, re.sub(r'[\d¤]+|value="[^"<>]*"|[A-Za-z0-9_-]{20,}', "", page)))
    if shape in _valid:
        return
    try:
        validate(page)
    except AssertionError as error:
        raise AssertionError(f"{where} {answer.status_code}: {error}") from None
    if CANARY in page:
        for node in parse(page).iter():
            if isinstance(node.tag, str):
                assert CANARY not in node.tag, where
                assert not any(name.startswith("on") for name in node.keys()), where  # noqa: SIM118 - an element, not a dict
                assert node.tag != "script" or CANARY not in (node.text or ""), where
    _valid.add(shape)


class Shown(HTMLParser):
    """What stands in the fields of a page, by name; a read-only text to be copied stands under the empty name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if tag == "textarea":
            self.area = held.get("name") or ""
            self.found.setdefault(self.area, []).append("")
        elif tag == "input":
            self.found.setdefault(held.get("name") or "", []).append(held.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area is not None:
            self.found[self.area][-1] += data


def is_kept(page: str, name: str, typed: str) -> bool:
    shown = Shown(page).found
    return clean(typed) in [
        clean(text) for text in shown.get(name, []) + shown.get(f"kept.{name}", []) + shown.get("", [])
    ]


class Faults(list):
    """Everything that is wrong, not only the first."""

    def check(self, answer, lang, where, *, kept: dict[str, str] | None = None) -> None:
        try:
            judge(answer, lang, where)
            if answer.status_code in (409, 413, 422):
                for name, typed in (kept or {}).items():
                    assert not clean(typed) or is_kept(answer.text, name, typed), (
                        f"{where}: {name} is lost ({answer.status_code})"
                    )
        except AssertionError as error:
            self.append(str(error)[:500])


def every(forms: dict[str, FoundForm]) -> Iterator[tuple[str, str, FoundForm]]:
    for number, (endpoint, form) in enumerate(sorted(forms.items())):
        yield LANGUAGES[number % 3], endpoint, form


def secret(field: Field) -> bool:
    return field.kind == "password" or field.name == "code"


def becomes_a_box(field: Field) -> bool:
    """Words for which a list has one code are shown as that code, ticked."""
    return field.kind == "search"


@pytest.mark.parametrize("kind", [*TEXTS, *VALUES])
def test_every_field_takes_it_or_says_kindly_that_it_does_not(world, forms, nothing_lasts, kind):
    faults, typed = Faults(), (TEXTS | VALUES)[kind]
    for lang, endpoint, form in every(forms):
        right = plausible(form)
        for one in typed_fields(form):
            if one.kind == "textarea" and kind in VALUES:
                continue
            answer = post(world, form, lang, right | {one.name: typed})
            kept = {} if secret(one) or becomes_a_box(one) else {one.name: typed}
            faults.check(answer, lang, f"{endpoint} {one.name}={kind}", kept=kept)
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])


@pytest.mark.parametrize("length", ["hundred_thousand", "over_every_limit"])
def test_a_text_over_its_limit_is_413_and_kept_and_one_within_is_taken(world, forms, nothing_lasts, length):
    typed = "å" * 100_000 if length == "hundred_thousand" else "ord " * 50_000 + "x"
    faults, taken = Faults(), []
    for lang, endpoint, form in every(forms):
        right = plausible(form)
        for one in typed_fields(form):
            if (
                one.kind not in ("text", "textarea")
                or secret(one)
                or (endpoint in SAME and length == "over_every_limit")
            ):
                continue
            answer = post(world, form, lang, right | {one.name: typed})
            faults.check(answer, lang, f"{endpoint} {one.name}", kept={one.name: typed})
            if answer.status_code in (200, 303):
                taken.append(f"{endpoint} {one.name}")
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])
    assert taken == (TAKE_HUNDRED_THOUSAND if length == "hundred_thousand" else [])


# Forms with the fields of another.
SAME = {
    "dialogues.start_dialogue",
    "dialogues.edit_need",
    "safety.correct_event",
    "safety.correct_hours",
    "improvement.change_action",
}
TAKE_HUNDRED_THOUSAND = [
    "bilingual.edit_translation parts-0", "dialogues.add_document body", "dialogues.edit_texts background",
    "forum.edit_post body", "forum.new_thread body", "forum.reply body", "outcome.edit_summary body_nb",
]  # fmt: skip


@pytest.mark.parametrize("typed", ["no-such-choice", "", "-1", "1" + "0" * 30, "a\x00b", MARKUP, None], ids=repr)
def test_every_choice_and_every_hidden_field_may_be_tampered_with(world, forms, nothing_lasts, typed):
    faults = Faults()
    for lang, endpoint, form in every(forms):
        right = plausible(form)
        for one in one_of_each([f for f in form.fields if not f.is_typed]):
            sent = {name: value for name, value in right.items() if name != one.name or typed is not None}
            if typed is not None:
                sent[one.name] = typed
            kept = {f.name: right[f.name] for f in form.fields if f.is_typed and not secret(f)}
            faults.check(post(world, form, lang, sent), lang, f"{endpoint} {one.name}", kept=kept)
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])


BOUNDARY = "x" * 20
BODIES = {
    "nothing": {"data": b""},
    "json": {"data": json.dumps({"title": {"a": [1, None]}}), "content_type": "application/json"},
    "json_that_is_none": {"data": "{", "content_type": "application/json"},
    "an_unknown_type": {"data": b"\x00\xff<a>", "content_type": "application/x-unheard-of; charset=utf-99"},
    "no_type": {"data": b"title=a", "content_type": ""},
    "multipart_without_boundary": {"data": b"--x", "content_type": "multipart/form-data"},
    "multipart_cut_off": {
        "data": f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="title"\r\n\r\nabc'.encode(),
        "content_type": f"multipart/form-data; boundary={BOUNDARY}",
    },
    "a_thousand_and_more_parts": {
        "data": "".join(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a{n}"\r\n\r\n1\r\n' for n in range(1500)) + f"--{BOUNDARY}--",
        "content_type": f"multipart/form-data; boundary={BOUNDARY}",
    },
    "bytes_that_are_no_text": {"data": b"title=%ff%fe%ed%a0%80&%c3=%28&body=\xff\xfe\x00&what=%u0041&=&&&=a", "content_type": "application/x-www-form-urlencoded"},
    "another_alphabet": {"data": "title=å".encode("latin-1"), "content_type": "application/x-www-form-urlencoded; charset=iso-8859-1"},
}  # fmt: skip


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_of_any_kind_is_answered_by_a_page(world, forms, nothing_lasts, kind):
    faults = Faults()
    for lang, endpoint, form in every(forms):
        faults.check(post(world, form, lang, **BODIES[kind]), lang, f"{endpoint} {kind}")
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])


def test_bytes_that_are_no_text_in_every_field(world, forms, nothing_lasts):
    faults = Faults()
    for lang, endpoint, form in every(forms):
        for bad in ("%ff%fe", "%ed%a0%80a", "%c3"):
            body = "&".join(f"{quote_plus(one.name)}={bad}" for one in form.fields)
            answer = post(world, form, lang, data=body, content_type="application/x-www-form-urlencoded")
            faults.check(answer, lang, f"{endpoint} {bad}")
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])


def test_fields_sent_twice_or_as_files_are_read_as_what_they_are(world, forms, nothing_lasts):
    faults = Faults()
    for lang, endpoint, form in every(forms):
        once, odd = list(plausible(form).items()), [(one.name, "\x00a") for one in form.fields]
        for sent in ([*once, *odd], [*odd, *once], once * 3, [(f"{name}[]", value) for name, value in once]):
            faults.check(post(world, form, lang, sent), lang, f"{endpoint} twice")
        parts = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{one.name}"; filename="a.txt"\r\n\r\nabc\r\n' for one in form.fields
        )  # fmt: skip
        body = {"data": f"{parts}--{BOUNDARY}--", "content_type": f"multipart/form-data; boundary={BOUNDARY}"}
        faults.check(post(world, form, lang, **body), lang, f"{endpoint} as files")
    assert not faults, "\n".join([str(len(faults)), *faults[:12]])
