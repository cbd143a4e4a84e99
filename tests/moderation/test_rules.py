from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from app.blueprints.moderation.rules import reasons as rules
from app.blueprints.moderation.terms.reasons import REASONS, ReasonCode

LOCALES = ("nb", "nn", "en")


def test_every_reason_is_in_force_today_in_three_languages():
    for code in ReasonCode:
        reason = rules.reason_in_force(code, date(2026, 11, 22))
        assert all(reason.title.get(locale) and reason.text.get(locale) for locale in LOCALES)
        assert reason.text["nb"] != reason.text["en"]


def test_versions_of_a_reason_are_numbered_and_dated_in_order():
    for code in ReasonCode:
        versions = [reason for reason in REASONS if reason.code == code]
        assert [reason.version for reason in versions] == list(range(1, len(versions) + 1))
        assert all(a.valid_from < b.valid_from for a, b in pairwise(versions))


def test_a_later_version_does_not_change_what_was_given_before(monkeypatch):
    old = rules.reason_in_force(ReasonCode.M6, date(2026, 11, 22))
    new = replace(old, version=old.version + 1, valid_from=date(2027, 1, 1))
    monkeypatch.setattr(rules, "REASONS", (*REASONS, new))
    assert rules.reason_in_force(ReasonCode.M6, new.valid_from - timedelta(days=1)) == old
    assert rules.reason_in_force(ReasonCode.M6, new.valid_from) == new
    assert rules.reason_as_given(ReasonCode.M6, old.version) == old


def test_the_placeholder_says_the_reason_in_the_readers_language():
    assert rules.hidden_reason("M1", date(2026, 11, 22)).in_("nn") == "Personopplysningar"
