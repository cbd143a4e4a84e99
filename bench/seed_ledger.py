"""Who takes part in the dialogue that the bench reads, what they were told and when, and what they answered."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench import seed

DIALOGUE, BUYER = 1, 1
FIRST = 3  # the first supplier's number; the buyer's two people come before
ASKED = 10  # questions of the questionnaire
RED, EXEMPTED = 100, 250  # every so many items
TOLD_ALONE = 4  # every so many items somebody knew before everybody did


def participants(cursor: psycopg.Cursor[Any], firms: int, start: datetime) -> None:
    """All have handed in; the buyer's owner has declared for them as they are."""
    seed.copy(
        cursor, "parity_participant", "dialogue_id organisation_id number ways joined_at",
        ((DIALOGUE, FIRST + n, n + 1, ["input"], start + timedelta(minutes=n)) for n in range(firms)),
    )  # fmt: skip
    seed.copy(
        cursor, "impartiality_declaration", "dialogue_id person_id stance participants_version",
        [(DIALOGUE, BUYER, "none", firms)],
    )  # fmt: skip


def ledger(cursor: psycopg.Cursor[Any], items: int, firms: int, start: datetime) -> None:
    """Of four items one was told to two firms an hour or some days before all; of a hundred one is red still."""
    seed.copy(
        cursor,
        "parity_item",
        "dialogue_id kind subject_type subject_id title lang words first_told_at channel by_id published_at path"
        " exempted_at receivers version",
        (item(n, start) for n in range(1, items + 1)),
    )
    seed.copy(
        cursor, "parity_told", "dialogue_id item_id organisation_id at channel words by_id",
        ((DIALOGUE, n, FIRST + (n * 7 + k * 31) % firms, told_at(n, start), "call", "", BUYER)
         for n in range(1, items + 1) if is_told_alone(n) for k in range(2)),
    )  # fmt: skip
    exempted = [n for n in range(1, items + 1) if is_exempted(n)]
    seed.copy(
        cursor, "parity_exemption", "dialogue_id item_id reason state proposed_by decided_by decided_at answer",
        ((DIALOGUE, n, "Gjelder bare firmaets eget personell.", "approved", BUYER, BUYER + 1, start, "")
         for n in exempted),
    )  # fmt: skip
    red = sum(1 for n in range(1, items + 1) if is_red(n))
    cursor.execute("SET LOCAL session_replication_role = origin")
    cursor.execute(
        "INSERT INTO parity_standing (dialogue_id, told, published, exempted, red, participants, last_published_at,"
        " head_start_days) SELECT %s, %s, %s, %s, %s, %s, max(published_at), 8 FROM parity_item"
        " WHERE dialogue_id = 1",
        [DIALOGUE, items, items - len(exempted) - red, len(exempted), red, firms],
    )
    cursor.execute("SET LOCAL session_replication_role = replica")


def elsewhere(cursor: psycopg.Cursor[Any], dialogues: range, start: datetime) -> None:
    """Ten items in each of the other dialogues, all published: the ledger that is read has no table of its own."""
    seed.copy(
        cursor,
        "parity_item",
        "dialogue_id kind subject_type subject_id title lang first_told_at channel published_at path",
        (
            (dialogue, "text", "dialogues_dialogue", n, "Fristen er flyttet", "nb", start, "site", start,
             f"/dialogues/{dialogue}")
            for n in range(10) for dialogue in dialogues
        ),
    )  # fmt: skip


def item(number: int, start: datetime) -> tuple[Any, ...]:
    stands = is_red(number) or is_exempted(number)
    published = (
        None if stands else told_at(number, start) + timedelta(hours=number % 200 if is_told_alone(number) else 0)
    )
    return (
        DIALOGUE, "message", "by_hand", number, f"Rampen kan brukes om natten, sak {number}", "nb",
        Jsonb({"nb": {"title": f"Rampen, sak {number}", "text": seed.SAID["nb"][0]}}), told_at(number, start),
        "call" if is_told_alone(number) else "site", BUYER, published, f"/dialogues/{DIALOGUE}/told",
        told_at(number, start) if is_exempted(number) else None, 2 if is_told_alone(number) else 0, 1,
    )  # fmt: skip


def told_at(number: int, start: datetime) -> datetime:
    return start + timedelta(minutes=number)


def is_exempted(number: int) -> bool:
    return number % EXEMPTED == 0


def is_red(number: int) -> bool:
    return number % RED == 0 and not is_exempted(number)


def is_told_alone(number: int) -> bool:
    return number % TOLD_ALONE == 0 or is_red(number) or is_exempted(number)


def inputs(cursor: psycopg.Cursor[Any], firms: int, start: datetime) -> None:
    """A questionnaire of ten questions, which each firm has answered; of ten answers one is in confidence in part."""
    seed.copy(
        cursor, "inputs_questionnaire",
        "dialogue_id number published_at locked_at firms cap_hours over_cap changed_at version",
        [(DIALOGUE, 1, start, start, firms, 1_000, "", start, 1)],
    )  # fmt: skip
    seed.copy(
        cursor, "inputs_section", "dialogue_id position title",
        [(DIALOGUE, 1, Jsonb({"nb": "Om løsningen", "en": "The solution"}))],
    )  # fmt: skip
    seed.copy(
        cursor,
        "inputs_question",
        "dialogue_id section_id position kind words hint choices unit minutes required published_at why_withdrawn",
        (
            (DIALOGUE, 1, k, "text", Jsonb({"nb": f"Hva koster del {k}?", "en": f"What is the cost of part {k}?"}),
             Jsonb({}), Jsonb([]), "", 10, False, start, "")
            for k in range(1, ASKED + 1)
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "inputs_input",
        "dialogue_id organisation_id lang state times questionnaire handed_in_at sha256 changed_at version",
        (
            (DIALOGUE, FIRST + n, "nb", "handed_in", 1, 1, start + timedelta(minutes=n),
             hashlib.sha256(b"").hexdigest(), start, 2)
            for n in range(firms)
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "inputs_answer",
        "dialogue_id organisation_id input_id question_id lang lane body passages reason chosen changed_at",
        answers(firms, start),
    )


def answers(firms: int, start: datetime) -> Iterator[tuple[Any, ...]]:
    said = " ".join(seed.SAID["nb"]).replace("<em>", "").replace("</em>", "")
    for n in range(firms):
        for k in range(1, ASKED + 1):
            secret = k == ASKED
            yield (
                DIALOGUE, FIRST + n, n + 1, k, "nb", "confidential" if secret else "buyer", said,
                Jsonb([{"start": 0, "end": 40}] if secret else []), "Pris." if secret else "", [], start,
            )  # fmt: skip


def themes(cursor: psycopg.Cursor[Any], number: int, start: datetime) -> None:
    """With words in both languages, and nothing gathered in them."""
    seed.copy(
        cursor, "outcome_theme", "dialogue_id position lang changed_at version",
        ((DIALOGUE, k, "nb", start, 1) for k in range(1, number + 1)),
    )  # fmt: skip
    seed.copy(
        cursor, "outcome_wording", "dialogue_id theme_id lang title said did shows",
        ((DIALOGUE, k, lang, f"Tema {k}", "", "", "") for k in range(1, number + 1) for lang in ("nb", "en")),
    )  # fmt: skip
