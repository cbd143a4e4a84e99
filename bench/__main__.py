"""`make bench`: measures, prints, and writes the figures as one flat object to build/bench.json."""

import argparse
import gc
import logging
import statistics
import subprocess
import sys
import time
from typing import Any

import psycopg

from app.blueprints.accounts.services.passwords import hash_password, verify_password
from app.core import embedded
from app.core.assets import DIST, manifest
from bench import dialogues, documents, firms, following, forum, moderation, portfolio, report, safety, screening, seed
from bench.floor import Floor
from bench.measure import Target, backend_ms, in_lockstep, ratio, touched
from bench.pages import Page, Site, asking
from bench.report import Figures
from config import ROOT

SIZES = {"1e3": 1_000, "1e5": 100_000}
REQUESTS = 10  # at a time
FIRST_VISIT = ("app.css", "site.js", "inter-latin-wght-normal.woff2", "favicon.svg")


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--rounds", type=int, default=60, help="rounds of ten requests to each page and floor")
    asked.add_argument("--quick", action="store_true", help="twelve rounds: the ratios are rough, all else is the same")
    asked.add_argument(
        "--million", action="store_true", help="threads also with a million posts: minutes, and 3 GB once"
    )
    options = asked.parse_args()
    logging.disable(logging.CRITICAL)
    figures: Figures = {}
    say("seeding 1e3 and 1e5 posts (kept for the rest of the day)")
    sites = [Site(size, posts) for size, posts in SIZES.items()]
    pages = {page.key: page for site in sites for page in site.pages()}
    figures["rows_written"] = 0
    with psycopg.connect(embedded.conninfo(seed.CLUSTER, "postgres", "postgres"), autocommit=True) as watch:
        for site in sites:
            for page in pages.values():
                if page.key.endswith(site.size):
                    count(figures, page, watch, site)
        say("seeding 2,000 and 20,000 firms (kept for the rest of the day)")
        figures |= firms.measure(watch, figures)
        say("seeding a firm of 250 with one, five and ten years of events (kept for the rest of the day)")
        figures |= safety.measure(watch, figures)
        say("seeding 500 firms that let a buyer see, with one and ten years of events (kept for the rest of the day)")
        figures |= portfolio.measure(watch)
        say(
            f"seeding forums of 1e3 and 1e5{' and 1e6' if options.million else ''} posts (kept for the rest of the day)"
        )
        figures |= forum.measure(watch, figures, million=options.million)
        say("seeding moderators' queues of 1e3 and 1e5 cases (kept for the rest of the day)")
        figures |= moderation.measure(watch, figures)
        say(
            "seeding 500 and 5,000 market dialogues, one with 40,000 items of its ledger (kept for the rest of the day)"
        )
        figures |= dialogues.measure(watch, figures)
    say("seeding a forum that 50,000 people follow (kept for the rest of the day)")
    figures |= following.measure()
    floors = {name: sites[-1].floor(pages[f"{name}.anonymous.1e5"]) for name in ("front", "list", "dialogue", "thread")}
    say("measuring in lockstep")
    targets = targets_of(pages, floors)
    gc.collect()
    in_lockstep(list(targets.values()), rounds=12 if options.quick else options.rounds, requests=REQUESTS)
    time_figures(figures, targets)
    ratios(figures, targets)
    figures["thread.growth"] = figures["thread.anonymous.1e5.buffers"] / figures["thread.anonymous.1e3.buffers"]
    figures["first_visit.kb"] = (pages["front.anonymous.1e5"].compressed + first_visit()) / 1024
    figures |= alone()
    figures |= screening.measure()
    figures |= documents.measure()
    for floor in floors.values():
        floor.engine.dispose()
    for site in sites:
        site.close()
    report.write(figures, ROOT / "build" / "bench.json")
    return tell(figures)


def count(figures: Figures, page: Page, watch: psycopg.Connection[Any], site: Site) -> None:
    """What is counted and not timed."""
    blocks, written = touched(watch, site.settings.database_name, site.flush, page.target.ask)
    figures[f"{page.key}.sql"] = len(page.recording.sent)
    figures[f"{page.key}.buffers"] = blocks
    figures[f"{page.key}.bytes"] = len(page.recording.page)
    figures[f"{page.key}.bytes_gz"] = page.compressed
    figures["rows_written"] += written


def targets_of(pages: dict[str, Page], floors: dict[str, Floor]) -> dict[str, Target]:
    targets = {key: page.target for key, page in pages.items()}
    for name, floor in floors.items():
        targets[f"{name}.floor.core"] = Target(asking(floor.core, "/"), floor.backend)
    targets["floor.constant"] = Target(asking(floors["thread"].constant, "/"))
    targets["floor.memory"] = Target(asking(floors["thread"].memory, "/"))
    return targets


def time_figures(figures: Figures, targets: dict[str, Target]) -> None:
    for key, target in targets.items():
        name = key.replace("thread.floor", "floor")
        figures[f"{name}.cpu_ms"] = statistics.median(target.totals)
        figures[f"{name}.app_ms"] = statistics.median(target.app)
        figures[f"{name}.db_ms"] = statistics.median(target.database)
        figures[f"{name}.rps"] = 1 / statistics.median(target.seconds)


def ratios(figures: Figures, targets: dict[str, Target]) -> None:
    for name in ("thread", "list", "front", "dialogue"):
        for reader in ("anonymous", "signed_in"):
            key = f"{name}.over_core" if reader == "anonymous" else f"{name}.signed_in.over_core"
            low, middle, high = ratio(targets[f"{name}.{reader}.1e5"], targets[f"{name}.floor.core"])
            figures[key], figures[f"{key}.q1"], figures[f"{key}.q3"] = middle, low, high


def first_visit() -> int:
    """Bytes of style, script, icon and font that a first visit needs, as they are sent: compressed where that helps."""
    total = 0
    for name in FIRST_VISIT:
        path = DIST / manifest()["files"][name]
        packed = path.with_name(f"{path.name}.br")
        total += (packed if packed.exists() else path).stat().st_size
    return total


def alone() -> Figures:
    """Hashing at sign-in, and from nothing to a site that can answer: seconds of processor, and on the clock."""
    hashed = hash_password("hest batteri stift")
    spent = []
    for _ in range(5):
        start = time.process_time()
        verify_password(hashed, "hest batteri stift")
        spent.append((time.process_time() - start) * 1000)
    code = (
        "import time; t = time.perf_counter(); from app import create_app; create_app();"
        " print(time.perf_counter() - t, time.process_time())"
    )
    starts = [
        [float(part) for part in subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).split()]  # noqa: S603
        for _ in range(3)
    ]
    return {
        "sign_in.hash_cpu_ms": statistics.median(spent),
        "create_app.s": min(cpu for _, cpu in starts),
        "create_app.wall_s": min(wall for wall, _ in starts),
    }


def tell(figures: Figures) -> int:
    print(f"\n{report.tables(figures)}\n")
    lines, missed = report.goals(figures)
    print(lines)
    print(
        f"A PDF of 50 pages is read at {figures['documents.pdf50.pages_s']:.0f} pages a second,"
        f" {figures['documents.pdf50.cpu_s']:.2f} seconds of processor."
    )
    people, mails = (figures[f"dialogues.mails.5e3.{what}"] for what in ("people", "mails"))
    print(
        f"A batch of {figures['dialogues.publish.5e3.of']:g} answers is told to {people:,} people,"
        f" {mails:,} of them by mail, in {figures['dialogues.mails.5e3.s']:.1f} seconds on the clock."
    )
    if backend_ms(1) is None:
        print("\nThere is no /proc here: processor time is the application's alone, without the database's.")
    print("\nFigures are in build/bench.json; docs/performance.md says what they mean.")
    return min(missed, 1)


def say(what: str) -> None:
    print(what, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
