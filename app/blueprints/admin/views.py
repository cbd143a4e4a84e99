from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.policies import Anyone, is_administrator
from app.blueprints.admin import bp, queries, services
from app.blueprints.journal import queries as journal
from app.core import navigation
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.render import render

PER_PAGE = 50


def menu_item(who: Anyone, organisation: object) -> navigation.Item | None:
    return navigation.Item(_("Administration"), url_for("admin.show_jobs")) if who.is_administrator else None


navigation.add(90, menu_item)


def landing(who: Anyone, language: str) -> str | None:
    """An administrator begins where failed jobs are seen."""
    return url_for("admin.show_jobs", lang=language) if who.is_administrator else None


navigation.add_landing(20, landing)


@bp.get("/jobs")
@guard(is_administrator)
def show_jobs() -> ResponseReturnValue:
    return render("admin/jobs.html", states=queries.jobs_by_state(), failed=queries.failed_jobs())


@bp.post("/jobs/<int:job_id>/retry")
@guard(is_administrator, job=queries.get_failed_job)
def retry_job(job: queries.FailedJob) -> ResponseReturnValue:
    services.retry_job(job, by=actor())
    flash(_("The job is on the queue again."), "success")
    return redirect(url_for(".show_jobs"), 303)


@bp.get("/journal")
@guard(is_administrator)
def show_journal() -> ResponseReturnValue:
    before = asked_number("before")
    entries = journal.latest(before, PER_PAGE + 1)
    older = entries[PER_PAGE - 1].seq if len(entries) > PER_PAGE else None
    return render("admin/journal.html", entries=entries[:PER_PAGE], older=older, newest=before is None)
