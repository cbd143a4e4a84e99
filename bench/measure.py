"""Processor time of the application and of its own database backend, and what the database touched and wrote."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def backend_ms(pid: int) -> float | None:
    """Milliseconds of processor that a process has used; None where /proc is not there.

    `schedstat` counts nanoseconds; where the kernel does not keep it, `stat` counts user and system time in ticks.
    """
    proc = Path(f"/proc/{pid}")
    try:
        used = int((proc / "schedstat").read_text().split()[0]) / 1e6
        if used:
            return used
    except (OSError, ValueError, IndexError):
        pass
    try:
        user, system = (proc / "stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) * 1000 / TICKS
    except (OSError, ValueError):
        return None


@dataclass
class Target:
    """Something that is asked again and again, and the backend that works for it (None: no database)."""

    ask: Callable[[], Any]
    backend: int | None = None
    app: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def round(self, requests: int) -> None:
        """Milliseconds of processor and seconds on the clock, a request, are added to what was measured."""
        before = backend_ms(self.backend) if self.backend else None
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(requests):
            self.ask()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        after = backend_ms(self.backend) if self.backend else None
        self.app.append(cpu * 1000 / requests)
        self.database.append((after - before) / requests if before is not None and after is not None else 0.0)
        self.seconds.append(wall / requests)

    @property
    def totals(self) -> list[float]:
        return [app + database for app, database in zip(self.app, self.database, strict=True)]


def in_lockstep(targets: Sequence[Target], *, rounds: int, requests: int) -> None:
    """Each target in turn, round after round, so that what else the machine does falls on all alike."""
    for target in targets:
        for _ in range(12):  # psycopg prepares a statement when it is sent for the sixth time
            target.ask()
    for number in range(rounds):
        turn = number % len(targets)  # nobody is always behind the same neighbour's rubbish
        for target in [*targets[turn:], *targets[:turn]]:
            target.round(requests)


def ratio(upper: Target, lower: Target) -> tuple[float, float, float]:
    """(lower quartile, median, upper quartile) of the ratios of each round."""
    ratios = [above / below for above, below in zip(upper.totals, lower.totals, strict=True)]
    first, middle, third = statistics.quantiles(ratios, n=4, method="inclusive")
    return first, middle, third


def touched(
    watch: psycopg.Connection[Any], database: str, flush: Callable[[], None], ask: Callable[[], Any]
) -> tuple[float, int]:
    """(blocks read from the cache or from disk a request, rows written in all) while a page is asked for fifty times.

    `flush` makes the page's own backend tell its counters now, and not up to a second later.
    """
    query = (
        "SELECT blks_hit + blks_read, tup_inserted + tup_updated + tup_deleted FROM pg_stat_database WHERE datname = %s"
    )

    def counters() -> tuple[int, int]:
        flush()
        time.sleep(0.02)
        row = watch.execute(query, [database]).fetchone()
        assert row is not None
        return int(row[0]), int(row[1])

    for _ in range(12):
        ask()
    counters()
    idle_before = counters()
    before = counters()
    for _ in range(50):
        ask()
    after = counters()
    own = before[0] - idle_before[0]  # what telling itself touches
    return (after[0] - before[0] - own) / 50, after[1] - before[1]
