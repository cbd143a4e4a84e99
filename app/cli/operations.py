"""Commands for whoever runs the site: policies, journal, worker, database."""

import click
from flask import Flask
from flask.cli import AppGroup

from app.blueprints.journal import queries as journal
from app.core import embedded, jobs
from app.core.access import policy_name
from app.core.db import unit_of_work


def route_table(app: Flask) -> list[str]:
    """Method, URL and policy of every route, sorted: what the golden file holds."""
    rows = []
    for rule in app.url_map.iter_rules():
        policy = policy_name(app.view_functions[rule.endpoint])
        url = rule.rule.replace("<any(nb, nn, en):lang>", "<lang>")
        rows += [(url, method, policy) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return [f"{method:6} {url}  {policy}" for url, method, policy in sorted(rows)]


def register(app: Flask) -> None:
    @app.cli.command("policies")
    def policies() -> None:
        """Method, URL and policy of every route."""
        for line in route_table(app):
            click.echo(line)

    group = AppGroup("journal", help="The chain of what happened.")

    @group.command("verify")
    @click.option("--head", metavar="SEQ:HASH", help="A head that was noted earlier, elsewhere.")
    def verify(head: str | None) -> None:
        """Find a changed, missing or inserted entry; with --head also a tail cut off. Exits 1 on a fault."""
        with unit_of_work():
            verdict = journal.verify(head)
        for fault in verdict.faults:
            click.echo(f"FAULT {fault}")
        click.echo(f"{verdict.count} entries, head {verdict.head}: " + ("broken" if verdict.faults else "whole"))
        if verdict.faults:
            raise SystemExit(1)

    app.cli.add_command(group)

    @app.cli.command("worker")
    @click.option("--concurrency", default=2, show_default=True)
    def worker(concurrency: int) -> None:
        """Run jobs until told to stop."""
        jobs.work(app, concurrency=concurrency)

    @app.cli.command("database")
    def database() -> None:
        """Make sure the embedded database is there, and migrate to the newest schema."""
        from flask_migrate import upgrade

        settings = app.extensions["samhandel_settings"]
        if settings.embedded:
            embedded.ensure_database(settings.var_dir / "postgres", settings.database_name)
        upgrade()
