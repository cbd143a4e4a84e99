import pytest

from app.core import i18n
from app.core.language_tags import understood


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("nb", "nb nob nb-NO nb_NO nb_NO.UTF-8 nb-Latn-NO NB no NO no-NO no_NO nor no-bok no-bokmaal nb-x-private"),
        ("nn", "nn nno nn-NO nn_NO nn_NO.UTF-8 nno-NO NN-no no-nyn no-nynorsk no-NO-nynorsk no_NO_NY"),
        ("en", "en eng en-GB en_US en-us EN en-GB-oxendict en_GB.UTF-8@euro"),
    ],
)
def test_a_language_is_understood_however_it_is_spelt(language, spellings):
    assert {spelling: understood(spelling) for spelling in spellings.split()} == dict.fromkeys(
        spellings.split(), language
    )


@pytest.mark.parametrize(
    "tag",
    ["xx", "", " ", "-", "n", "non", "noX", "norsk", "da", "sv-SE", "i-klingon", "sgn-NO", "x-nb", "nb--NO", "nb-",
     "en-GB; DROP", "nb-<b>", "nb-" + "a-" * 5000 + "a", "nb\u202e", "ｎｂ", "*"],
)  # fmt: skip
def test_what_is_no_language_of_ours_is_refused_not_guessed(tag):
    assert understood(tag) is None


@pytest.mark.parametrize("tag", ["no", "nb_NO", "nno", "no-nynorsk", "eng", "en-AU"])
def test_a_browser_and_a_post_mean_the_same_by_a_tag(tag):
    assert i18n.browser_locale(f"xx,{tag};q=0.5") == understood(tag)
