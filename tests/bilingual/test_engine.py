"""A draft goes out protected and comes back looked at; an engine that fails is left alone for a while."""

from datetime import timedelta

import pytest

from app.adapters.translation import Rejected, Result, TimedOut, TooLong, Unavailable, Unsupported
from app.blueprints.bilingual.services import engine as drafts
from app.blueprints.bilingual.services.engine import Breaker, draft_text, draft_texts
from app.core.clock import moved_to, now
from tests.adapters.engines import real  # noqa: F401 - a fixture


class Engine:
    """Answers as it is told: a function of one fragment, or an error."""

    name = "Prøvemotor"
    longest = 200

    def __init__(self, answer=None, error=None):
        self.answer, self.error, self.asked = answer or (lambda text: text), error, []

    def pairs(self):
        return frozenset({("nb", "nn")})

    def translate(self, paragraphs, source, target):
        self.asked.append(list(paragraphs))
        if self.error:
            raise self.error
        return Result(tuple(map(self.answer, paragraphs)), self.name, "1", ("zxcv",))


@pytest.fixture(autouse=True)
def breaker(monkeypatch):
    """Whole again, whatever another test did to it."""
    whole = Breaker()
    monkeypatch.setattr(drafts, "breaker", whole)
    return whole


def test_a_draft_of_a_whole_post_by_the_real_engine(real):  # noqa: F811
    post = (
        "# Hvilke krav\r\n\r\nHei @[Kari Ikke], **hvordan** er [dette](https://x.example/ikke)?\n\n"
        "> Det er ikke\n> bestemt, {navn}.\n\n- fra 20 km\n- `ikke røre`\n"
    )
    draft = draft_text(real, post, "nb", "nn")
    assert draft.text == (
        "# Kva krav\n\nHei @[Kari Ikke], **korleis** er [dette](https://x.example/ikke)?\n\n"
        "> Det er ikkje\n> bestemt, {navn}.\n\n- frå 20 km\n- `ikke røre`\n"
    )
    assert draft.engine == "Apertium"


def test_names_given_stay_and_only_the_words_of_this_text_are_called_unknown():
    engine = Engine(lambda text: text.replace("ikke", "ikkje"))
    draft = draft_text(engine, "Ikke Pro sier ikke zxcv.", "nb", "nn", ["Ikke Pro"])
    assert (draft.text, draft.unknown_words) == ("Ikke Pro sier ikkje zxcv.", ("zxcv",))
    assert draft_text(engine, "Hei.", "nb", "nn").unknown_words == ()


@pytest.mark.parametrize(
    "answer",
    [lambda text: text[: len(text) // 2], lambda text: text.removesuffix("."), lambda text: "", lambda text: text[:-2] + "9."],
)  # fmt: skip
def test_half_an_answer_is_no_draft(answer):
    with pytest.raises(Rejected):
        draft_text(Engine(answer), "Vi leverer fra Voss til Bergen innen 12 dager, 3.", "nb", "nn")


def test_where_there_is_no_engine_it_is_said():
    with pytest.raises(Unavailable, match="absent"):
        draft_text(None, "Hei", "nb", "nn")


def test_a_text_that_is_too_long_is_not_sent():
    engine = Engine()
    with pytest.raises(TooLong):
        draft_text(engine, "a" * 201, "nb", "nn")
    assert engine.asked == []


@pytest.mark.parametrize("error", [TimedOut(), Unavailable("died")])
def test_three_failures_in_a_row_and_it_is_left_alone_for_ten_minutes(error):
    broken = Engine(error=error)
    for _ in range(3):
        with pytest.raises(type(error)):
            draft_text(broken, "Hei", "nb", "nn")
    with pytest.raises(Unavailable, match="resting"):
        draft_text(broken, "Hei", "nb", "nn")
    assert len(broken.asked) == 3
    with moved_to(now() + timedelta(minutes=10, seconds=1)):
        assert draft_text(Engine(), "Hei", "nb", "nn").text == "Hei"


def test_failures_that_are_not_in_a_row_or_not_the_engines_do_not_count():
    for error in (TimedOut(), TimedOut(), None, TimedOut(), TimedOut(), *[Unsupported()] * 5, *[TooLong()] * 5):
        try:
            draft_text(Engine(error=error), "Hei", "nb", "nn")
        except (TimedOut, Unsupported, TooLong):
            continue
    for _ in range(5):
        with pytest.raises(Rejected):
            draft_text(Engine(lambda text: ""), "Hei", "nb", "nn")
    assert draft_text(Engine(), "Hei", "nb", "nn").text == "Hei"


def test_a_text_that_upsets_the_engine_takes_the_drafts_from_nobody_else(real):  # noqa: F811
    upsetting = "*sterk* @ kontoret ^i dag^"
    for _ in range(4):
        with pytest.raises(Rejected):
            draft_text(real, upsetting, "nb", "nn")
    assert draft_text(real, "Jeg kommer ikke", "nb", "nn").text == "Eg kjem ikkje"
    found = draft_texts(real, ["ikke ett", upsetting, "ikke to"], "nb", "nn")
    assert [draft and draft.text for draft in found] == ["ikkje eitt", None, "ikkje to"]


def test_many_texts_go_in_few_runs_and_one_that_is_damaged_spoils_no_other():
    engine = Engine(lambda text: text.replace("%(a)s", "%(b)s").replace("ikke", "ikkje"))
    texts = ["ikke ett", "ikke %(a)s to", "123", *[f"{'ikke ' * 15}{n}" for n in range(5)]]
    found = draft_texts(engine, texts, "nb", "nn")
    assert [draft and draft.text for draft in found] == [
        None if "%" in text else text.replace("ikke", "ikkje") for text in texts
    ]
    assert 1 < len(engine.asked) < len(texts)
