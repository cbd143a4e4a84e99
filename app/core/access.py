"""Deny by default: a route names its policy, or says aloud that it is public."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, NoReturn, TypeVar

from flask import Flask, abort, g, request, session
from flask_login import current_user
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import BadRequest, Forbidden

from app.core.clock import now
from app.core.db import Context, set_context

View = Callable[..., Any]
STEP_UP_LASTS = timedelta(minutes=15)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SecondFactorNeeded(Forbidden):
    """The actor has powers that sleep until the second factor has been given in this session."""


class Suspended(Forbidden):
    """The actor's powers sleep until a time, after a moderator's decision; some doors stay open (`even_suspended`)."""


class StepUpNeeded(Forbidden):
    """What is asked for is grave: password or code again first."""


def actor() -> Any:
    """The person behind this request, or the Visitor; from here on the database works for that person."""
    who = current_user._get_current_object()  # noqa: SLF001 - what stands behind the proxy, as Werkzeug documents
    if who.is_authenticated and g.get("works_for") != who.person_id:
        g.works_for = who.person_id
        set_context(
            Context(
                person_id=who.person_id,
                organisation_ids=tuple(m.organisation_id for m in who.memberships),
                workplace_ids=tuple(m.organisation_id for m in who.workplaces),
                platform=tuple(sorted(role.value for role in who.platform)),
            )
        )
    return who


def also(name: str, load: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A loader that reads the number of the loader `name` once more: what the actor has to do with that thing.

    `guard(can_read, organisation=get_organisation, advice=also("organisation", advice_on))`.
    """

    def loader(number: Any) -> Any:
        return load(number)

    loader.number_of = name  # type: ignore[attr-defined]
    return loader


def signed_in_first(load: Callable[[int], Any]) -> Callable[[int], Any]:
    """A loader for pages where one writes: 401 before anything is looked up.

    A number tells a stranger nothing then, and a session that was lost keeps what was typed.
    """

    @wraps(load)
    def loader(number: int) -> Any:
        if not actor().is_authenticated:
            abort(401)
        return load(number)

    return loader


def guard(
    policy: Callable[..., bool], *, conceal: bool = False, **loaders: Callable[[Any], Any]
) -> Callable[[View], View]:
    """Load what the URL names (404), ask the policy (401 or 403; 404 with `conceal`), then run the view with it.

    `guard(can_edit, plan=get_plan)` takes `plan_id` from the URL and gives the view `plan`. A loader raises
    `NoResultFound` for what is not there. The loader named `organisation` also says whose pages are shown.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**kwargs: Any) -> Any:
            who = actor()
            numbers = {name: kwargs.pop(f"{name}_id") for name in loaders if f"{name}_id" in kwargs}
            try:
                loaded = {name: load(numbers[getattr(load, "number_of", name)]) for name, load in loaders.items()}
            except NoResultFound:
                refuse(who, absent=True, conceal=conceal)
            if not policy(who, *loaded.values()):
                refuse(who, absent=False, conceal=conceal)
            if who.suspended_until and is_for_writing() and not getattr(policy, "even_suspended", False):
                raise Suspended
            if "organisation" in loaded:
                g.organisation = loaded["organisation"]
            return view(**kwargs, **loaded)

        guarded.policy = policy  # type: ignore[attr-defined]
        guarded.conceal = conceal  # type: ignore[attr-defined]
        return guarded

    return decorate


def is_for_writing() -> bool:
    """Whether something is sent, or the page is the form in which it is typed."""
    rule = request.url_rule
    return request.method not in SAFE or (rule is not None and "POST" in (rule.methods or ()))


def refuse(who: Any, *, absent: bool, conceal: bool) -> NoReturn:
    """401, 403 or 404. What is concealed, and what row-level security hides, answers alike whether it is there or not.

    Somebody whose session has ended, or who sends what she wrote while signed out, is asked to sign in, whatever the
    address: she must not lose her text to a page that says "not found".
    """
    if not who.is_authenticated and (request.method not in SAFE or "_user_id" in session):
        abort(401)
    if who.suspended_until:
        raise Suspended
    if who.dormant:
        raise SecondFactorNeeded
    if absent or conceal:
        abort(404)
    abort(403 if who.is_authenticated else 401)


Policy = TypeVar("Policy", bound=Callable[..., bool])


def even_suspended(policy: Policy) -> Policy:
    """Stands above a policy: what it lets somebody send, she may also send while she is suspended.

    Her own account and inbox, an appeal, a report of danger at work. Everything else that is sent is refused her, and
    so is its form, whatever the policy says; what others may read, she may read.
    """
    policy.even_suspended = True  # type: ignore[attr-defined]
    return policy


def public(view: View) -> View:
    """Everybody may."""
    view.policy = None  # type: ignore[attr-defined]
    return view


def stateless(view: View) -> View:
    """Stands below `public`: a form that does nothing in the reader's name, and so carries no token of her session.

    Such a token guards what a signed-in browser could be made to do by another site. Here there is nothing of the kind
    to be had, and a phone that keeps no cookies must get its text through. Another site's post is refused all the same.
    """
    view.stateless = True  # type: ignore[attr-defined]
    return view


def step_up(view: View) -> View:
    """Stands below `guard`: asks for the password or a code again unless that was done in the last 15 minutes."""

    @wraps(view)
    def stepped_up(**kwargs: Any) -> Any:
        when = actor().stepped_up_at
        if when is None or now() - when > STEP_UP_LASTS:
            raise StepUpNeeded
        return view(**kwargs)

    stepped_up.step_up = True  # type: ignore[attr-defined]
    return stepped_up


def policy_name(view: View) -> str:
    """How the golden file names a route's policy."""
    policy = getattr(view, "policy", None)
    if policy is None:
        return "public"
    name = f"{policy.__module__.removeprefix('app.blueprints.').removesuffix('.policies')}.{policy.__name__}"
    marks = [mark for mark in ("conceal", "step_up") if getattr(view, mark, False)]
    return " ".join([name, *marks])


def require_policies(app: Flask) -> None:
    """Called last by `create_app`: the app does not start with an undeclared route."""
    bare = sorted(name for name, view in app.view_functions.items() if not hasattr(view, "policy"))
    if bare:
        raise RuntimeError(f"routes with neither @guard nor @public: {', '.join(bare)}")


def refuse_foreign_posts() -> None:
    """A browser says where an unsafe request comes from; another site's is refused before anything is read."""
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        raise BadRequest
