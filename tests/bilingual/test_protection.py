"""What a machine must not touch comes back untouched, or the answer is not taken."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.translation import KEEP, KEPT
from app.blueprints.bilingual.rules.protection import Damaged, protect, restore

NAMES = ("Statens vegvesen", "Helse Vest")
BITS = (
    *"*_`#@|\\^$[]{}<>~&;%().!?:,'’\"-+=/ \t\n\r\u00ad\u00a0\u2028é😀0123",
    "```", "~~~", "\n\n", "> ", "- ", "1. ", "# ", "  \n", "https://x.example/a_b?c=d.", "a@b.example", "@[Kari Berg]",
    "%(navn)s", "{x}", "{{x}}", "${x}", "10 km", "Hvilke", "ikke", "[se](http://x.example)", "<b>", "&nbsp;", "`kode`",
    "tilbud_2026_v2", "Statens vegvesen", KEEP, KEPT,
)  # fmt: skip


def sent(text, names=()):
    """What an engine could change: everything that it is given and that is not kept."""
    return re.sub(f"{KEEP}.*?{KEPT}", "·", "\n".join(protect(text, names).segments), flags=re.DOTALL)


@given(st.one_of(st.text(), st.lists(st.sampled_from(BITS), max_size=40).map("".join)))
@settings(max_examples=400)
def test_an_engine_that_changes_nothing_changes_no_character(text):
    protected = protect(text, NAMES)
    assert restore(protected, protected.segments) == text


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        (kept, f"Hvilke krav gjelder {kept} ikke da?")
        for kept in (
            "%(antall)s", "%(n)d", "%s", "{antall}", "{{ antall }}", "${antall}", "{}", "https://samhandel.example/nb/ikke?x=1&y=2",
            "post@ikke.example", "@[Kari Berg]", "`ikke røre`", "``ikke ` røre``", "20 km", "1 000 000 NOK", "12,5 %", "<b>", "&nbsp;",
            "tilbud_ikke_2026", "Statens vegvesen", "<https://ikke.example>",
        )
    ],
)  # fmt: skip
def test_no_engine_ever_sees(kept, text):
    assert sent(text, NAMES) == "Hvilke krav gjelder · ikke da?"


def test_marks_stay_in_the_house_and_paragraphs_go_one_by_one():
    text = (
        '# Hvilke krav\n\nVi spør om *frister*\nog om [pris](https://x.example/ikke "ikke").\n\n- ett\n- to\n  linjer\n3. tre\n\n'
        "> sitat\n> går videre\n>> i sitat\n\n```py\nikke = 1\n\nikke\n```\n---\n2026\n~~~\nikke\n```\n"
    )  # fmt: skip
    assert sent(text).split("\n") == [
        "Hvilke krav", "Vi spør om ·frister·og om ·pris·.", "ett", "to·linjer", "tre", "sitat·går videre", "i sitat",
    ]  # fmt: skip


def test_a_name_is_protected_as_a_word_of_its_own_and_with_its_genitive():
    assert sent("Helse Vests krav, Helse Vestland, Helse Vest.", NAMES) == "· krav, Helse Vestland, ·."


ASKED = 'Hei @[Kari Berg], **hvilke** 3 krav har dere til [levering](https://x.example) innen %(dato)s?\n\nVi må vite det før 12. mai.\nSkriv til oss, "takk"!'


def answered(**changes):
    protected = protect(ASKED)
    first, second = protected.segments
    return restore(protected, [changes.get("first", lambda text: text)(first), changes.get("second", lambda text: text)(second)])  # fmt: skip


def test_an_answer_in_other_words_is_taken():
    assert answered(first=lambda text: text.replace("hvilke", "kva").replace("har dere", "har de")) == ASKED.replace(
        "hvilke", "kva"
    ).replace("har dere", "har de")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("first", lambda text: text.replace("%(dato)s", "%(date)s")),
        ("first", lambda text: text.replace(f"{KEEP}%(dato)s{KEPT}", "")),
        ("first", lambda text: text.replace(f"{KEEP}%(dato)s{KEPT}", f"{KEEP}%(dato)s{KEPT}" * 2)),
        ("first", lambda text: text.replace("https://x.example", "https://y.example")),
        ("first", lambda text: text.replace(KEPT, "", 1)),
        ("first", lambda text: text.replace("Hei", "Hei @[Ola Vik]")),
        ("first", lambda text: text.replace("Hei", "Hei <script>")),
        ("first", lambda text: text.replace("Hei", "Hei [her](https://y.example)")),
        ("first", lambda text: text.replace("Hei", "Hei https://y.example")),
        ("first", lambda text: text.replace("Hei", "Hei %(navn)s")),
        ("first", lambda text: text.replace("Hei", "# Hei")),
        ("first", lambda text: text.replace("Hei", "Hei\n\nder")),
        ("first", lambda text: text.replace("3", "8")),
        ("first", lambda text: text[: text.index(f"{KEEP}%(dato)s") + len(f"{KEEP}%(dato)s{KEPT}")]),
        ("second", lambda text: text.removesuffix('"!') + '"'),
        ("second", lambda text: f"{re.search(f'{KEEP}.*?{KEPT}', text, re.DOTALL)[0]}Vi 12. takk!"),
        ("second", lambda text: text.replace("Skriv", "Skriv " * 40)),
        ("second", lambda text: ""),
    ],
)
def test_an_answer_that_lost_changed_or_invented_something_is_refused(part, change):
    with pytest.raises(Damaged):
        answered(**{part: change})


def test_a_paragraph_too_few_or_too_many_is_refused():
    protected = protect(ASKED)
    for texts in (protected.segments[:1], [*protected.segments, "Meir"], []):
        with pytest.raises(Damaged):
            restore(protected, texts)


def test_the_space_that_a_merged_word_leaves_does_not_stand_at_the_beginning_of_a_line():
    protected = protect("> dette er for\n> eksempel bra")
    (segment,) = protected.segments
    merged = segment.replace("for", "til dømes", 1).replace("eksempel", "")
    assert restore(protected, [merged]) == "> dette er til dømes\n> bra"


@pytest.mark.parametrize(
    "tangled",
    ["1 " * 10_000, " " * 20_000, "`" * 20_000, "` `` " * 4_000, "<a" * 10_000, "](a" * 7_000, "@[a](" * 4_000, "a." * 10_000,
     "https://." * 2_000, "." * 20_000, "> " * 10_000, "- " * 10_000, "*a" * 10_000, "%(" * 10_000, "a_" * 10_000, "\n" * 20_000],
)  # fmt: skip
def test_a_text_that_is_tangled_on_purpose_comes_back_whole(tangled):
    """A pattern that looks again from every place would hold this up for all to see; and nothing of it may be lost."""
    protected = protect(f"{tangled} ord")
    assert restore(protected, protected.segments) == f"{tangled} ord"
