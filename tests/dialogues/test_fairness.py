"""The fairness check, without a database."""

from datetime import date
from types import SimpleNamespace

import pytest

from app.blueprints.dialogues.rules import languages_do
from app.blueprints.dialogues.rules.fairness import unanswered, warnings
from app.blueprints.dialogues.rules.shipped import SHIPPED
from app.blueprints.dialogues.terms.fairness import FairAnswer, FairPoint, FairWarning


def facts(opens_on=date(2027, 2, 1), closes_on=date(2027, 4, 1), questions_until=None, open_to="all"):
    return SimpleNamespace(opens_on=opens_on, closes_on=closes_on, questions_until=questions_until, open_to=open_to)


@pytest.mark.parametrize(
    ("plan", "needs", "point", "seen"),
    [
        (facts(closes_on=date(2027, 2, 27)), 1, FairPoint.TIME, [FairWarning.SHORT]),  # 27 days
        (facts(closes_on=date(2027, 2, 28)), 1, FairPoint.TIME, []),  # 28: four weeks
        # 21 June to 9 August is fifty days, of which July takes thirty-one.
        (facts(date(2027, 6, 21), date(2027, 8, 9)), 1, FairPoint.TIME, [FairWarning.HOLIDAY]),
        # 1 December to 4 January: thirty-five days, fourteen of them from 20 December to 2 January.
        (facts(date(2027, 12, 1), date(2028, 1, 4)), 1, FairPoint.TIME, [FairWarning.HOLIDAY]),
        (facts(questions_until=date(2027, 3, 26)), 1, FairPoint.TIME, [FairWarning.QUESTIONS_LATE]),
        (facts(questions_until=date(2027, 3, 25)), 1, FairPoint.TIME, []),
        (facts(open_to="invited"), 1, FairPoint.OPEN, [FairWarning.INVITED]),
        (facts(), 9, FairPoint.EFFORT, [FairWarning.MANY_NEEDS]),
        (facts(None, None), 1, FairPoint.TIME, []),
    ],
)
def test_the_site_says_what_it_sees_against_a_plain_yes(plan, needs, point, seen) -> None:
    assert warnings(plan, needs)[point] == seen


def test_a_no_and_what_the_site_sees_something_against_want_a_reason() -> None:
    plain = {point: FairAnswer("yes") for point in FairPoint}
    assert unanswered({}, {}) == list(FairPoint)
    assert unanswered(plain, warnings(facts(), 1)) == []
    assert unanswered(plain | {FairPoint.HELP: FairAnswer("no")}, {}) == [FairPoint.HELP]
    assert unanswered(plain | {FairPoint.HELP: FairAnswer("no", "En har, og alt ligger her.")}, {}) == []
    short = warnings(facts(closes_on=date(2027, 2, 8)), 1)
    assert unanswered(plain, short) == [FairPoint.TIME]
    assert unanswered(plain | {FairPoint.TIME: FairAnswer("yes", "Bare ett spørsmål.")}, short) == []


@pytest.mark.parametrize(
    ("lang", "languages", "enough"),
    [
        ("nb", {"nb", "en"}, True), ("nn", {"nn", "en"}, True), ("en", {"en", "nn"}, True), ("nb", {"nb", "nn", "en"}, True),
        ("nb", {"nb"}, False), ("nn", {"nb", "en"}, False), ("en", {"en"}, False), ("nb", {"nb", "en", "se"}, False),
    ],
)  # fmt: skip
def test_a_dialogue_speaks_its_own_language_a_norwegian_one_and_english(lang, languages, enough) -> None:
    assert languages_do(lang, languages) is enough


def test_what_is_shipped_is_whole_in_every_language_and_gives_at_least_four_weeks() -> None:
    for each in SHIPPED:
        texts = [each.name, each.about, each.purpose, each.scope, *(phase.name for phase in each.phases)]
        assert all(set(text) == {"nb", "nn", "en"} and all(text.values()) for text in texts)
        assert each.weeks >= 4
