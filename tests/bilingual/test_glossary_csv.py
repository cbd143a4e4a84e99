"""The glossary as a file: what goes out comes in unchanged, and every line that comes in is judged."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.bilingual.rules.glossary_content import faults
from app.blueprints.bilingual.rules.glossary_csv import COLUMNS, LineState, decoded, plan, write
from app.blueprints.bilingual.terms.glossary import Domain, Entry, Forbidden
from app.core.errors import Refused
from app.core.forms import clean
from tests.bilingual.test_glossary_rules import SHIPPED
from tests.factories.bilingual_glossary import content, glossary

PLAIN = "en,nb,nn,domain,note\n"


def taken(file, into):
    return plan(clean(decoded(file)), into)


def states(made):
    return [line.state.value for line in made.lines]


def errors(made):
    return [(line.number, line.error.code) for line in made.lines if line.error]


def test_what_goes_out_comes_in_unchanged():
    back = taken(write(SHIPPED.current), SHIPPED)
    assert set(states(back)) == {"unchanged"}
    assert len(back.lines) == len(SHIPPED)


def test_what_goes_out_and_comes_into_an_empty_glossary_is_the_same_again():
    rows = list(csv.DictReader(StringIO(decoded(write(SHIPPED.current))), delimiter=";"))
    bare = StringIO()
    writer = csv.DictWriter(bare, [name for name in COLUMNS if name not in ("id", "version")], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    made = plan(bare.getvalue(), glossary())
    assert [line.content for line in made.lines] == [entry.content for entry in SHIPPED.current]


words = st.text(min_size=1, max_size=20).map(lambda text: " ".join(clean(text).split()))


@given(words, words, st.text(max_size=50).map(clean), words)
def test_whatever_is_written_in_a_concept_survives_the_way_out_and_in(term, synonym, definition, source):
    one = content(term, synonyms={"nb": (synonym,)}, definition={"nn": definition} if definition else {}, source=source)
    if any(faults(one)):
        return
    there = glossary(one)
    assert states(taken(write(there.current), there)) == ["unchanged"]


@pytest.mark.parametrize("cell", ["=1+1", "+47", "-sum", "@cmd", "'=x", "''=x"])
def test_no_cell_goes_out_as_a_formula_and_every_one_comes_in_as_it_was(cell):
    there = glossary(content(definition={"en": cell}, source=cell))
    file = write(there.current)
    row = next(csv.DictReader(StringIO(file.decode("utf-8-sig")), delimiter=";"))
    assert row["source"] == f"'{cell}"
    assert states(taken(file, there)) == ["unchanged"]


def test_excel_and_python_read_the_file():
    file = write(SHIPPED.current)
    assert file.startswith(b"\xef\xbb\xbf")  # Excel takes it for UTF-8
    assert file.split(b"\r\n")[0].count(b";") == len(COLUMNS) - 1
    assert len(list(csv.DictReader(StringIO(file.decode("utf-8-sig")), delimiter=";"))) == len(SHIPPED)


def test_the_plain_form_is_understood_with_its_synonyms_in_the_note():
    text = (
        PLAIN + 'buyer,kjøper,kjøpar,procurement,"alt_en=purchaser; alt_nb=innkjøper; alt_nn=innkjøpar; the person"\n'
    )
    (line,) = plan(text, glossary()).lines
    assert line.state is LineState.ADDED
    assert [line.content.words[lang].synonyms for lang in ("en", "nb", "nn")] == [
        ("purchaser",), ("innkjøper",), ("innkjøpar",),
    ]  # fmt: skip
    assert line.content.definition == {"en": "the person"}


def test_columns_that_are_not_there_leave_what_they_are_about_as_it_is():
    there = glossary(
        content("buyer", "kjøper", "kjøpar", forbidden={"nn": (Forbidden("kjøper", "Bokmål"),)}, source="Lova")
    )
    made = plan("en;nb;nn;domain\nBuyer;oppkjøper;kjøpar;ict\n", there)
    (line,) = made.lines
    assert [(c.part, c.lang) for c in line.changes] == [("term", "en"), ("term", "nb")]
    assert line.content.source == "Lova"
    assert line.content.words["nn"].forbidden[0].reason == "Bokmål"


def test_each_line_is_told_what_is_wrong_with_it_by_its_number_in_the_file():
    there = glossary(content("taken", "tatt", "teken"))
    text = (
        "id;version;en;nb;nn;domain;definition_nb\n"
        ';;one;en;ein;ict;"to\nlinjer"\n'
        ";;One;en;ein;ict;\n"
        ";;two;to;;ict;\n"
        ";;three;tre;tre;nowhere;\n"
        "9;;four;fire;fire;ict;\n"
        "1;7;taken;tatt;teken;ict;\n"
        ";;five;fem;fem;ict;;and more\n"
    )
    assert errors(plan(text, there)) == [
        (4, "glossary_csv_twice"),
        (5, "glossary_term_missing"),
        (6, "glossary_csv_domain"),
        (7, "glossary_csv_unknown"),
        (8, "glossary_csv_stale"),
        (9, "glossary_csv_cells"),
    ]
    assert plan(text, there).lines[0].state is LineState.ADDED


def test_a_line_cannot_take_another_concepts_name_or_wake_a_withdrawn_one():
    there = glossary(content("one", "en", "ein"), content("two", "to", "to"))
    assert errors(plan("id,en,nb,nn,domain\n2,one,to,to,ict\n", there)) == [(2, "glossary_concept_exists")]
    gone = type(there)([Entry(1, 2, content("one", "en", "ein"), is_withdrawn=True)])
    assert errors(plan("en,nb,nn,domain\none,en,ein,ict\n", gone)) == [(2, "glossary_csv_withdrawn")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "glossary_csv_empty"),
        ("\n\n", "glossary_csv_empty"),
        ("en,nb,domain\na,b,ict\n", "glossary_csv_columns"),
        ("en,en,nb,nn,domain\na,a,b,c,ict\n", "glossary_csv_heads_twice"),
        ('en,nb,nn,domain\n"a,b,c,ict\n', "glossary_csv_broken"),
        ("en,nb,nn,domain\n" + "x" * 200_000 + ",b,c,ict\n", "glossary_csv_broken"),
        ("en,nb,nn,domain\n" + "".join(f"t{n},b,c,ict\n" for n in range(10_000)), "glossary_csv_lines"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_is_refused(text, code):
    with pytest.raises(Refused) as refused:
        plan(text, glossary())
    assert (refused.value.code, refused.value.field) == (code, "file")


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "²", "-1", "1.0", "٣"])
def test_a_number_that_no_concept_has_is_refused_on_its_line(number):
    made = plan(f"id,en,nb,nn,domain\n{number},a,b,c,ict\n", glossary(content("one", "en", "ein")))
    assert errors(made) == [(2, "glossary_csv_unknown")]


def test_a_large_cell_is_refused_on_its_line():
    made = plan(f"en,nb,nn,domain\n{'x' * 5_000},b,c,ict\nok,b,c,ict\n", glossary())
    assert errors(made) == [(2, "glossary_term_too_long")]
    assert len(made.lines[0].name) <= 80


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_as_spreadsheets_save_them_are_read(encoding):
    assert states(taken("en\tnb\tnn\tdomain\r\nbuyer\tkjøper\tkjøpar\tict\r\n".encode(encoding), glossary())) == [
        "added"
    ]


def test_letters_that_cannot_be_read_are_refused_and_not_guessed():
    with pytest.raises(Refused, match="glossary_csv_encoding"):
        decoded("en,nb,nn,domain\nbuyer,kjøper,kjøpar,ict\n".encode("latin-1"))


def test_columns_nobody_knows_are_named():
    assert plan("en,nb,nn,domain,colour\na,b,c,ict,red\n", glossary()).ignored == ("colour",)


def test_domains_may_be_written_with_a_space():
    (line,) = plan("en,nb,nn,domain\na,b,c,Supplier development\n", glossary()).lines
    assert line.content.domain is Domain.SUPPLIER_DEVELOPMENT


def test_the_file_that_the_starter_set_was_made_from_is_still_understood():
    """The plain form of a line of the shipped set finds its concept again."""
    entry = next(one for one in SHIPPED.current if one.term("en") == "contracting authority")
    (line,) = plan(
        PLAIN + "contracting authority,oppdragsgiver,oppdragsgivar,procurement,alt_en=buyer\n", SHIPPED
    ).lines
    assert (line.entry, line.state) == (entry, LineState.UNCHANGED)
