"""Against the real Apertium; and, for what a real one seldom does, against scripts that hang, die and answer half.

The Nynorsk is what the language notes hold for right, written before this adapter was.
"""

import time
from pathlib import Path

import pytest

from app.adapters.apertium import LONGEST, Apertium, engine
from app.adapters.translation import KEEP, KEPT, Rejected, TimedOut, TooLong, Unavailable, Unsupported
from tests.adapters.engines import fake, real, settings_with  # noqa: F401 - fixtures

BOTH = {
    "Oppdragsgiveren inviterer til markedsdialog før konkurransen kunngjøres.": "Oppdragsgivaren inviterer til marknadsdialog før konkurransen blir kunngjord.",
    "Departementet vil ikke gi noen leverandør en urimelig fordel gjennom dialogen.": "Departementet vil ikkje gi nokon leverandør ein urimeleg fordel gjennom dialogen.",
    "Leverandørutviklingsprogrammet skal styrke samarbeidet mellom kjøpere og leverandører.": "Leverandørutviklingsprogrammet skal styrkje samarbeidet mellom kjøparar og leverandørar.",
    "Hvilke sikkerhetstiltak bør være på plass før arbeidet på høyspenningsanlegget starter?": "Kva tryggingstiltak bør vere på plass før arbeidet på høgspenningsanlegget startar?",
    "Oversettelsen er maskinell og har ikke blitt kontrollert av et menneske.": "Omsetjinga er maskinell og har ikkje blitt kontrollert av eit menneske.",
}


def test_bokmaal_becomes_nynorsk_as_this_site_writes_it(real):  # noqa: F811
    answer = real.translate(list(BOTH), "nb", "nn")
    assert answer.texts == tuple(BOTH.values())
    assert answer.engine == "Apertium"
    assert answer.engine_version[0].isdigit()
    assert answer.unknown_words == ()


def test_nynorsk_becomes_bokmaal(real):  # noqa: F811
    (text,) = real.translate(["Korleis skal verksemda levere tilbodet før fristen går ut?"], "nn", "nb").texts
    assert text == "Hvordan skal virksomheten levere tilbudet før fristen går ut?"


def test_a_last_full_stop_stays_and_none_is_added(real):  # noqa: F811
    asked = ["Side 3.", "Side 3", "Ikke?", "Ikke nå …", "1. Hvorfor"]
    assert real.translate(asked, "nb", "nn").texts == ("Side 3.", "Side 3", "Ikkje?", "Ikkje no …", "1. Kvifor")


def test_unknown_words_are_told_of_and_not_marked_and_asterisks_of_the_writer_stay(real):  # noqa: F811
    asked = ["Ikke *zxcvgrunn*, men 2 * 3 og #nei @dere.", "Jeg har en blockchainløsning og zxcvgrunn."]
    answer = real.translate(asked, "nb", "nn")
    assert answer.texts == (
        "Ikkje *zxcvgrunn*, men 2 * 3 og #nei @de.",
        "Eg har ein blockchainløsning og zxcvgrunn.",
    )
    assert answer.unknown_words == ("zxcvgrunn", "blockchainløsning")


def test_what_is_to_be_kept_is_kept(real):  # noqa: F811
    hostile = f"{KEEP}%(email)s{KEPT} {KEEP}{{antall}}{KEPT} &lt;script&gt; &amp;amp; «ikke» [^a$] \\ /ikke"
    (text,) = real.translate([hostile], "nb", "nn").texts
    assert text == hostile.replace("ikke", "ikkje")


def test_nothing_to_translate_is_translated(real):  # noqa: F811
    assert real.translate([], "nb", "nn").texts == ()
    assert real.translate(["", "Hei"], "nb", "nn").texts == ("", "Hei")


@pytest.mark.parametrize("pair", [("nb", "en"), ("en", "nn"), ("nn", "nn"), ("xx", "nb")])
def test_english_is_for_people(real, pair):  # noqa: F811
    assert real.pairs() == {("nb", "nn"), ("nn", "nb")}
    with pytest.raises(Unsupported):
        real.translate(["Hei"], *pair)


def test_a_pair_without_its_dictionaries_is_not_offered(fake):  # noqa: F811
    assert fake("exit 1").pairs() == {("nb", "nn")}
    with pytest.raises(Unsupported):
        fake("exit 1").translate(["Korleis"], "nn", "nb")


def test_a_text_that_is_too_long_is_not_begun(fake):  # noqa: F811
    asked = fake("touch $HERE/begun")
    with pytest.raises(TooLong):
        asked.translate(["&amp;" * (LONGEST // 2), "a" * (LONGEST // 2 + 1)], "nb", "nn")
    assert not (Path(asked.path).parent / "begun").exists()


def test_control_characters_never_reach_it(fake):  # noqa: F811
    with pytest.raises(Rejected):
        fake("cat").translate(["a\0b"], "nb", "nn")


def lives(number: int) -> bool:
    """The process runs: it is there, and not merely waiting to be forgotten."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


HANGS = "sleep 600 & echo $! >$HERE/child; echo $$ >$HERE/self; (sleep 600; true) | cat"


@pytest.mark.parametrize("does", [HANGS, f"echo '<p>Hei</p>'; {HANGS}", f"{HANGS} & sleep 0.1; exit 0"])
def test_an_engine_that_never_answers_is_ended_with_all_that_it_started(fake, does):  # noqa: F811
    hanging = fake(does, timeout=0.7)
    with pytest.raises(TimedOut):
        hanging.translate(["Hei"], "nb", "nn")
    folder = Path(hanging.path).parent
    started = [int((folder / name).read_text(encoding="ascii")) for name in ("self", "child")]
    for _ in range(200):  # a process that was killed takes its moment to go
        if not any(map(lives, started)):
            break
        time.sleep(0.02)
    assert not any(map(lives, started))


@pytest.mark.parametrize(
    ("does", "error"),
    [
        ("head -c 12", Rejected),  # half
        ("echo '<p>Hei</p>'", Rejected),  # a paragraph too few
        ("true", Rejected),  # nothing at all
        ("cat; echo '<p>Og meir</p>'", Rejected),
        ("yes '<p>Hei</p>'", Rejected),  # without end
        ("cat; exit 3", Unavailable),
        ("cat; kill -9 $$", Unavailable),
    ],
)
def test_an_answer_that_is_not_the_whole_answer_is_none(fake, does, error):  # noqa: F811
    with pytest.raises(error):
        fake(does).translate(["Hei dere", "Ha det"], "nb", "nn")


def test_it_is_told_nothing_of_the_sites_own_settings(fake, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    asked = fake("env >$HERE/env; cat")
    assert asked.translate(["Hei"], "nb", "nn").engine_version == "9.8.7"
    told = (Path(asked.path).parent / "env").read_text(encoding="utf-8")
    assert "AP_SETVAR=vart_blei" in told
    assert "hemmelig" not in told


def test_an_installation_without_it_has_none(tmp_path):
    assert engine(settings_with("")) is None
    assert engine(settings_with(str(tmp_path / "absent"))) is None
    assert engine(settings_with("/bin/sh")) == Apertium("/bin/sh", 3)


def test_a_program_that_went_away_meanwhile_is_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        Apertium(str(tmp_path / "gone")).translate(["Hei"], "nb", "nn")
