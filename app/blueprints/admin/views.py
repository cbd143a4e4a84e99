from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.policies import is_administrator
from app.blueprints.admin import bp, queries, services
from app.blueprints.journal import queries as journal
from app.core import navigation
from app.core.access import actor, guard
from app.core.render import render

PER_PAGE = 50


def menu_item(who, organisation):  # type: ignore[no-untyped-def]
    return navigation.Item(_("Administration"), url_for("admin.show_jobs")) if who.is_administrator else None


navigation.add(90, menu_item)


@bp.get("/jobs")
@guard(is_administrator)
def show_jobs() -> ResponseReturnValue:
    return render("admin/jobs.html", states=queries.jobs_by_state(), failed=queries.failed_jobs())


@bp.post("/jobs/<int:job_id>/retry")
@guard(is_administrator, job=queries.get_failed_job)
def retry_job(job) -> ResponseReturnValue:  # type: ignore[no-untyped-def]
    services.retry_job(job, by=actor())
    flash(_("The job is on the queue again."), "success")
    return redirect(url_for(".show_jobs"), 303)


@bp.get("/journal")
@guard(is_administrator)
def show_journal() -> ResponseReturnValue:
    before = request.args.get("before", type=int)
    entries = journal.latest(before, PER_PAGE + 1)
    older = entries[PER_PAGE - 1].seq if len(entries) > PER_PAGE else None
    return render("admin/journal.html", entries=entries[:PER_PAGE], older=older, newest=before is None)
