"""`make i18n` says what is missing, and changes nothing by itself."""

import pytest
from babel.messages import Catalog

from app.cli import translations


@pytest.fixture
def strings():
    strings = Catalog()
    strings.add("Send")
    strings.add("%(name)s asks", flags=["python-format"])
    strings.add(("%(num)s day", "%(num)s days"), flags=["python-format"])
    return strings


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    return tmp_path / "nb" / "LC_MESSAGES" / "messages.po"


def translate(place, source, target):
    text = place.read_text(encoding="utf-8")
    place.write_text(
        text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"'), encoding="utf-8"
    )


def test_a_string_without_a_translation_is_told_of(place, strings):
    found = translations.faults("nb", translations.update("nb", strings))
    assert len(found) == 3
    assert all("not translated" in fault for fault in found)


def test_a_translation_is_kept_and_a_second_run_changes_no_byte(place, strings, capsys):
    translations.update("nb", strings)
    translate(place, "Send", "Send inn")
    before = place.read_bytes()
    capsys.readouterr()
    catalogue = translations.update("nb", strings)
    assert catalogue.get("Send").string == "Send inn"
    assert place.read_bytes() == before
    assert capsys.readouterr().out == ""


def test_a_string_that_changed_is_new_and_nothing_is_guessed(place, strings):
    translations.update("nb", strings)
    translate(place, "Send", "Send inn")
    changed = Catalog()
    changed.add("Send it")
    catalogue = translations.update("nb", changed)
    assert catalogue.get("Send it").string == ""
    assert not catalogue.get("Send it").fuzzy
    assert catalogue.get("Send") is None


def test_another_placeholder_than_the_source_has_is_a_fault(place, strings):
    translations.update("nb", strings)
    translate(place, "%(name)s asks", "%(navn)s spør")
    found = translations.faults("nb", translations.update("nb", strings))
    assert any("%(name)s asks" in fault and "not translated" not in fault for fault in found)


def test_no_date_is_written(place, strings):
    translations.update("nb", strings)
    assert "Date" not in place.read_text(encoding="utf-8")
