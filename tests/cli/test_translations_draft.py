"""`make i18n DRAFT=nn`: a machine drafts what Nynorsk lacks, and nobody takes a draft for a translation."""

import gettext
import subprocess
import sys

import pytest
from babel.messages import Catalog

from app.adapters.translation import Result
from app.cli import translations
from tests.adapters.engines import real  # noqa: F401 - a fixture

DAYS = ("%(num)s day", "%(num)s days")
BOKMAAL = {
    "What now?": "Hvilke opplysninger mangler?",
    "%(navn)s asks": "%(navn)s spør hvorfor.",
    DAYS: ("%(num)s uke", "%(num)s uker"),
    'See <a href="%(url)s">how</a>': 'Se <a href="%(url)s">hvordan</a>',
    "Send": "Send inn",
    "No Bokmål": "",
}  # fmt: skip


@pytest.fixture
def strings():
    strings = Catalog()
    for source in BOKMAAL:
        strings.add(source, flags=["python-format"] if "%" in str(source) else [])
    return strings


@pytest.fixture
def nynorsk(tmp_path, monkeypatch, strings):
    """Where Nynorsk is; of Bokmål a person has written all but one, of Nynorsk one."""
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    bokmaal = translations.update("nb", strings)
    for source, text in BOKMAAL.items():
        bokmaal.get(source).string = text or ""
    translations.save("nb", bokmaal)
    catalogue = translations.update("nn", strings)
    catalogue.get("Send").string = "Send inn det"
    translations.save("nn", catalogue)
    return tmp_path / "nn" / "LC_MESSAGES" / "messages.po"


class Engine:
    name = "Prøvemotor"
    longest = 20_000

    def __init__(self, answer):
        self.answer = answer

    def pairs(self):
        return frozenset({("nb", "nn")})

    def translate(self, paragraphs, source, target):
        return Result(tuple(map(self.answer, paragraphs)), self.name, "1")


def test_what_is_missing_is_drafted_by_the_real_engine_with_every_placeholder_and_form(nynorsk, real):  # noqa: F811
    assert translations.draft("nn", translations.read("nn"), real) == 4
    drafted = translations.read("nn")
    for source, text in {
        "What now?": "Kva opplysningar manglar?",
        "%(navn)s asks": "%(navn)s spør kvifor.",
        DAYS: ("%(num)s veke", "%(num)s veker"),
        'See <a href="%(url)s">how</a>': 'Sjå <a href="%(url)s">korleis</a>',
    }.items():
        assert drafted.get(source).string == text
        assert drafted.get(source).fuzzy
    assert drafted.get("No Bokmål").string == ""
    assert drafted.get("Send").string == "Send inn det"
    assert not drafted.get("Send").fuzzy


def test_a_draft_stays_one_however_often_strings_are_collected_and_is_told_of(nynorsk, strings, capsys):
    translations.draft("nn", translations.read("nn"), Engine(lambda text: text))
    before = nynorsk.read_bytes()
    again = translations.update("nn", strings)
    assert nynorsk.read_bytes() == before
    assert sum(fault.startswith("nn: fuzzy") for fault in translations.faults("nn", again)) == 4
    assert translations.draft("nn", again, Engine(lambda text: "Noko anna")) == 0


def test_a_draft_is_not_shipped_before_a_person_has_read_it(nynorsk, strings):
    translations.draft("nn", translations.read("nn"), Engine(lambda text: text))

    def shipped():
        compiled = nynorsk.with_suffix(".mo")
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "compile", "-i", nynorsk, "-o", compiled]
        subprocess.run(command, check=True)
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)

    assert shipped().gettext("What now?") == "What now?"
    assert shipped().gettext("Send") == "Send inn det"
    read = translations.read("nn")
    read.get("What now?").flags.discard("fuzzy")
    translations.save("nn", read)
    assert shipped().gettext("What now?") == "Hvilke opplysninger mangler?"


@pytest.mark.parametrize("answer", [lambda text: text.replace("num", "tal").replace("navn", "namn"), lambda text: ""])
def test_what_comes_back_with_another_placeholder_or_empty_is_left_empty(nynorsk, answer):
    translations.draft("nn", translations.read("nn"), Engine(answer))
    left = translations.read("nn")
    assert left.get("%(navn)s asks").string == ""
    assert not left.get("%(navn)s asks").fuzzy
    assert not any(left.get(DAYS).string)


def test_bokmaal_that_is_a_draft_itself_is_drafted_from_no_more(nynorsk):
    bokmaal = translations.read("nb")
    bokmaal.get("What now?").flags.add("fuzzy")
    translations.save("nb", bokmaal)
    assert "What now?" not in {wish.message.id for wish in translations.wishes(translations.read("nn"), bokmaal)}
