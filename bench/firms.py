"""Firms with their assessments, evidence, plans and shares: what a page costs must not grow with how many there are.

Two databases, of 2,000 firms and of 20,000, with ten assessments and ten pieces of evidence each. In both, the same 200
firms share their profile with the same buyer. Counted, not timed: statements and blocks of the database touched.
"""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from flask import Flask
from psycopg.types.json import Jsonb

from app.core.clock import today
from bench import seed
from bench.counting import Asks, counted, growth
from bench.pages import LANGUAGE, asking, cookie_of
from bench.report import Figures

SIZES = {"2000": 2_000, "20000": 20_000}
SHARING = 200  # firms that share with the buyer who compares, at both sizes
ASSESSMENTS = EVIDENCE = 10
BUYER, FIRM = 1, 2  # the numbers of who reads
CODES = ("HSE", "QUA", "ENV", "ETH", "TEC", "DIG", "FIN", "BID", "INN", "LOC")
TYPES = ("risk_assessment", "routine", "iso_9001", "insurance", "record")
STRENGTH = (1, 1, 2, 2, 1)
TOKENS = {BUYER: "the-token-of-a-buyer-in-the-bench", FIRM: "the-token-of-a-firm-in-the-bench"}
DAY = today()


def measure(watch: psycopg.Connection[Any], figures: Figures) -> Figures:
    """Statements, blocks and bytes of each page at both sizes (`firms.gap.20000.sql`), and how the blocks grew."""
    for size, firms in SIZES.items():
        settings = seed.prepare(f"firms_{size}", firms, fill)
        for name, one in counted(watch, settings, asks):
            figures[f"firms.{name}.{size}.sql"] = one.sql
            figures[f"firms.{name}.{size}.buffers"] = one.buffers
            figures[f"firms.{name}.{size}.bytes"] = one.bytes
            figures["rows_written"] = figures["rows_written"] + one.written
    return figures | growth(figures, "firms", paths(), ("2000", "20000"))


def asks(app: Flask) -> Asks:
    return {
        name: asking(app, f"/{LANGUAGE}{path}", cookie_of(app, TOKENS[who])) for name, (who, path) in paths().items()
    }


def paths() -> dict[str, tuple[int, str]]:
    firm, buyer = f"/organisations/{FIRM}", f"/organisations/{BUYER}"
    return {
        "home": (FIRM, f"{firm}/overview"),
        "overview": (FIRM, f"{firm}/capability"),
        "dimension": (FIRM, f"{firm}/capability/dimensions/HSE"),
        "evidence": (FIRM, f"{firm}/evidence"),
        "plan": (FIRM, f"{firm}/plan"),
        "gap": (FIRM, f"{firm}/capability/check/1"),
        "comparison": (BUYER, f"{buyer}/comparison?profile=1&purpose=development"),
        "profiles": (BUYER, "/requirements"),
    }


def fill(connection: psycopg.Connection[Any], firms: int) -> None:
    """One buyer, then `firms` suppliers; every table in the order in which people would have written it."""
    start = datetime.combine(DAY, datetime.min.time(), tzinfo=UTC) - timedelta(days=900)
    everybody = range(1, firms + 2)
    suppliers = range(FIRM, firms + 2)
    with connection.cursor() as cursor:
        row = cursor.execute("SELECT id FROM capability_framework WHERE code = 'default' AND version = 1").fetchone()
        assert row is not None
        framework = row[0]
        dimensions = dict(
            cursor.execute("SELECT code, id FROM capability_dimension WHERE framework_id = %s", [framework]).fetchall()
        )
        seed.organisations(cursor, everybody, start, kind=lambda n: "buyer" if n == BUYER else "supplier")
        seed.copy(
            cursor,
            "accounts_session",
            "person_id token_hash device seen_at expires_at second_factor_at",
            [(n, hashlib.sha256(token.encode()).digest(), "", start, start + timedelta(days=2000), start)
             for n, token in TOKENS.items()],
        )  # fmt: skip
        assessments(cursor, suppliers, framework, dimensions, start)
        evidence(cursor, suppliers, start)
        endorsements(cursor, suppliers, framework, start)
        plans(cursor, suppliers, start)
        shares(cursor, suppliers, framework, start)


def assessments(cursor: Any, suppliers: range, framework: int, dimensions: dict[str, int], start: datetime) -> None:
    written = [(n, firm) for n in range(ASSESSMENTS) for firm in suppliers]  # as in life: one firm's lie apart
    seed.copy(
        cursor,
        "capability_assessment",
        "organisation_id framework_id started_at submitted_at version",
        (
            (firm, framework, start + timedelta(days=80 * n), start + timedelta(days=80 * n + 3), 1)
            for n, firm in written
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "capability_answer",
        "organisation_id assessment_id dimension_id claimed goal note version",
        (
            (firm, number, dimensions[code], (firm + n + place) % 5, 5, "", 1)
            for number, (n, firm) in enumerate(written, 1)
            for place, code in enumerate(CODES)
        ),
    )


def evidence(cursor: Any, suppliers: range, start: datetime) -> None:
    written = [(n, firm) for n in range(EVIDENCE) for firm in suppliers]
    seed.copy(
        cursor,
        "improvement_evidence",
        "organisation_id type source state title personal reference issuer scope statement link valid_from valid_to"
        " record_from record_to visibility strength changed_at version",
        (
            (firm, TYPES[n % 5], "link", "held", f"Dokument {n}", False, "", "Prøveinstituttet", "Hele firmaet", "",
             "https://prove.example/dokument", DAY - timedelta(days=300), DAY + timedelta(days=30 * n + 20),
             DAY - timedelta(days=400), DAY - timedelta(days=10), "shared", STRENGTH[n % 5], start, 1)
            for n, firm in written
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "capability_support",
        "organisation_id evidence_id dimension_code level shows_learning added_at",
        ((firm, number, CODES[n], 1 + (n + firm) % 4, False, start) for number, (n, firm) in enumerate(written, 1)),
    )


def endorsements(cursor: Any, suppliers: range, framework: int, start: datetime) -> None:
    seed.copy(
        cursor,
        "capability_review",
        "organisation_id reviewer_id framework_id dimension_code claimed message content state level reason"
        " no_conflict_at asked_at decided_at decided_by_id expires_on version",
        (
            (firm, BUYER, framework, code, 2, "", Jsonb({}), "endorsed", 2, "Sett på stedet.", start, start,
             start + timedelta(days=700), BUYER, DAY + timedelta(days=200), 1)
            for code in CODES[:3]
            for firm in suppliers
        ),
    )  # fmt: skip
    seed.copy(
        cursor,
        "capability_event",
        "organisation_id dimension_code number before after on_day cause",
        (
            (firm, code, "claimed", n, n + 1, (start + timedelta(days=200 * n)).date(), "assessment")
            for n in range(3)
            for code in CODES
            for firm in suppliers
        ),
    )


def plans(cursor: Any, suppliers: range, start: datetime) -> None:
    seed.copy(
        cursor,
        "improvement_action",
        "organisation_id subject title owner_id due_on status outcome changed_at version",
        (
            (firm, f"capability:{CODES[n]}", f"Tiltak {n}", firm, DAY + timedelta(days=20 * n - 30), "planned", "",
             start, 1)
            for n in range(10)
            for firm in suppliers
        ),
    )  # fmt: skip


def shares(cursor: Any, suppliers: range, framework: int, start: datetime) -> None:
    """The first two hundred firms share with the buyer who compares, the others with the firm before them."""
    seed.copy(
        cursor,
        "requirements_profile",
        "organisation_id framework_id title purpose language state published_at changed_at version",
        [(BUYER, framework, "Kjøkken og avfall", "", "nb", "published", start, start, 1)],
    )
    seed.copy(
        cursor,
        "requirements_requirement",
        "organisation_id profile_id dimension_code level weight must reason",
        ((BUYER, 1, code, 1 + n % 4, 1 + n % 2, n == 0, "Behovet krever det.") for n, code in enumerate(CODES)),
    )
    receivers = [BUYER if n < SHARING else firm - 1 for n, firm in enumerate(suppliers)]
    until = DAY + timedelta(days=300)
    seed.copy(
        cursor,
        "requirements_share",
        "organisation_id receiver_id name kind purpose about until shared_at content_sha256 consent version",
        (
            (firm, receiver, "Profilen vår", "living", "development", "", until, start, "0" * 64, 1, 1)
            for firm, receiver in zip(suppliers, receivers, strict=True)
        ),
    )
    content = Jsonb(json.loads('{"text": "' + "x" * 3000 + '"}'))
    seed.copy(
        cursor,
        "requirements_share_content",
        "organisation_id share_id receiver_id until levels content refreshed_at",
        (
            (firm, n, receiver, until, Jsonb(levels(firm)), content, start)
            for n, (firm, receiver) in enumerate(zip(suppliers, receivers, strict=True), 1)
        ),
    )


def levels(firm: int) -> dict[str, Any]:
    """What a share holds for comparing: see `capability.services.profile_content`."""

    def text(day: date) -> str:
        return day.isoformat()

    return {
        code: {
            "claimed": (firm + 9 + place) % 5,
            "proofs": [[
                STRENGTH[place % 5], 1 + (place + firm) % 4, text(DAY - timedelta(days=300)),
                text(DAY + timedelta(days=30 * place + 20)), text(DAY - timedelta(days=400)),
                text(DAY - timedelta(days=10)), False,
            ]],
            "endorsed": [2, text(DAY - timedelta(days=200)), text(DAY + timedelta(days=200))] if place < 3 else None,
        }
        for place, code in enumerate(CODES)
    }  # fmt: skip
