"""Expected languages come from outside: sentences that were written in them, here and in the research."""

import csv
import subprocess
import sys
import unicodedata

import pytest

from app.blueprints.bilingual.rules.detection import LANGUAGES, detect, warning
from config import ROOT

OWN = ROOT / "tests/bilingual/texts/sentences.tsv"
RESEARCH = ROOT.parent / "shared/data/language/langid_posts.tsv"
DECLARED = ("nb", "nn", "en")


def read(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return [(code, text) for code, text in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def written_in(code, count=8):
    return " ".join([text for language, text in read(OWN) if language == code][:count])


def wrong(rows):
    return [(code, found.language, text) for code, text in rows if (found := detect(text)).language != code]


def test_single_sentences_are_told_apart_with_foreign_terms_in_them():
    rows = read(OWN)
    assert len(rows) >= 44
    assert len(wrong(rows)) <= len(rows) * 0.05, wrong(rows)


@pytest.mark.skipif(not RESEARCH.exists(), reason="the research's posts lie beside the repository, not in it")
def test_at_least_95_of_100_posts_of_the_research_are_told_right():
    rows = read(RESEARCH)
    assert len(wrong(rows)) <= len(rows) * 0.05, wrong(rows)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_longer_text_is_told_surely_danish_and_swedish_too(code):
    found = detect(written_in(code))
    assert (found.language, found.mixed) == (code, ())
    assert found.confidence > 0.95


@pytest.mark.parametrize("text", ["Ok", "Takk!", "Ja, gjerne.", "Thanks!", "Godt møte i dag", "See you there"])
def test_a_few_words_are_told_with_little_confidence(text):
    assert detect(text).confidence < 0.7


@pytest.mark.parametrize(
    "text", ["", "  \n", "12 345,50 – 2027!", "https://example.org/the/of/and", "`for i in range`", "请说明"]
)
def test_where_there_is_nothing_to_go_by_no_language_is_named(text):
    assert (detect(text).language, detect(text).confidence) == (None, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Wir bitten um eine Klärung, wer für das Gerüst an den Wochenenden verantwortlich ist, damit alle sicher sind.",
        "Prosimy o wyjaśnienie, kto jest odpowiedzialny za rusztowanie w weekendy i święta w tym roku.",
    ],
)
def test_another_language_altogether_is_not_called_one_of_ours(text):
    assert detect(text).language is None


def test_half_english_and_half_nynorsk_names_both_whoever_comes_first():
    nynorsk, english = written_in("nn", 5), written_in("en", 5)
    for text in (f"{nynorsk}\n\n{english}", f"{english} {nynorsk}"):
        found = detect(text)
        assert set(found.mixed) == {"nn", "en"}
        assert sum(found.shares.values()) == pytest.approx(1, abs=0.01)
        assert 0.35 < found.shares["en"] < 0.65
        assert found.confidence < 0.7
        assert all(warning(declared, text).mixed for declared in DECLARED)


def test_what_is_quoted_is_not_the_authors_language():
    quoted = "".join(f"> {text}\n" for code, text in read(OWN) if code == "en")
    found = detect(quoted + "\n" + written_in("nn", 3))
    assert (found.language, found.mixed) == ("nn", ())


def test_an_english_sentence_in_a_norwegian_post_is_no_second_language():
    assert (
        detect(written_in("nb", 10) + " As the tender says: we can deliver it before the end of the month.").mixed == ()
    )


def test_letters_from_a_mac_count_as_the_same_letters():
    text = written_in("nn")
    assert detect(unicodedata.normalize("NFD", text)) == detect(text)


@pytest.mark.parametrize("code", DECLARED)
def test_who_writes_what_she_declares_is_never_warned(code):
    assert warning(code, written_in(code)) is None
    assert [text for language, text in read(OWN) if language == code and warning(code, text)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_long_text_in_another_language_than_declared_is_asked_about(code):
    text = written_in(code)
    assert {declared: warning(declared, text).language for declared in DECLARED if declared != code} == {
        declared: code for declared in DECLARED if declared != code
    }


def test_a_short_text_is_asked_about_only_when_it_leaves_no_doubt():
    assert warning("nb", "Thanks!") is None
    assert warning("nb", "Godt møte i går, referatet kjem snart.") is None
    assert warning("nb", "When will the results of the survey be published, and what do we do now?").language == "en"


def test_a_few_words_of_the_other_written_form_are_no_reason_to_ask():
    bokmal = written_in("nb", 6)
    assert warning("nb", bokmal + " Ho sa at det ikkje går.") is None


def test_a_long_text_takes_no_more_than_its_sample():
    """Counted, not timed: what is looked at does not grow with the text, whatever the text is made of."""
    looked_at = [detect(piece * (characters // len(piece))).words for characters in (10_000, 100_000) for piece in ("Vi ventar. ", "a-", "> ", "@ ", "` ")]  # fmt: skip
    assert max(looked_at) < 6 * 800
    assert detect("Vi har ikkje tid til dette no. " * 20_000).language == "nn"


def test_the_end_of_a_long_text_is_looked_at_too():
    assert set(detect(written_in("nb") * 10 + "\n" + written_in("en") * 10).mixed) == {"nb", "en"}


def test_warning_never_loads_the_large_model():
    """145 MB in every web process, for texts that are not warned about anyway."""
    code = f"""
import resource
from app.blueprints.bilingual.rules.detection import detect, warning
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
warning("en", "Vi har ikkje tid til dette no, seier dei.")
warning("nn", {written_in("en")!r})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert int(done.stdout) < 60_000  # kB
