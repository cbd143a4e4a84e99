"""Processor time of the application and of its database, and what the database touched."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

NANO = 1e6  # nanoseconds in a millisecond


@dataclass
class Cost:
    """Milliseconds of processor a request, of application and database, each the median over the rounds."""

    app: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)

    @property
    def app_ms(self) -> float:
        return statistics.median(self.app)

    @property
    def database_ms(self) -> float:
        return statistics.median(self.database)

    @property
    def total_ms(self) -> float:
        return statistics.median(a + d for a, d in zip(self.app, self.database, strict=True))


def in_lockstep(
    targets: dict[str, Callable[[], Any]], watch: "Backends", *, rounds: int, requests: int
) -> dict[str, Cost]:
    """Each target in turn, round after round, so that what else the machine does falls on all alike."""
    costs = {name: Cost() for name in targets}
    for request in targets.values():
        for _ in range(12):  # psycopg prepares a statement at its fifth time
            request()
    for _ in range(rounds):
        for name, request in targets.items():
            database, cpu, wall = watch.cpu(), time.process_time(), time.perf_counter()
            for _ in range(requests):
                request()
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            costs[name].app.append(cpu * 1000 / requests)
            costs[name].database.append((watch.cpu() - database) / NANO / requests)
            costs[name].rate.append(requests / wall)
    return costs


class Backends:
    """The processes of the database that serve the site."""

    def __init__(self, conninfo: str, database: str) -> None:
        self.connection = psycopg.connect(conninfo, autocommit=True)
        self.database = database

    def cpu(self) -> int:
        """Nanoseconds of processor so far; 0 where the database is not on this machine."""
        rows = self.connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [self.database]
        )
        return sum(_schedule(row[0]) for row in rows)

    def buffers(self, sent: list[tuple[str, Any]]) -> int:
        """Blocks that these statements touch, when what they need has been touched before."""
        total = 0
        for statement, values in sent:
            if not statement.lstrip().upper().startswith(("SELECT", "WITH")) or "set_config" in statement:
                continue
            for _ in range(2):
                explained = self.connection.execute(
                    f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", values
                ).fetchone()
            plan = explained[0] if not isinstance(explained[0], str) else json.loads(explained[0])
            total += plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]
        return total


def _schedule(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    except (OSError, ValueError):
        return 0
