"""Flask with one transaction a request."""

import logging
from functools import cached_property
from typing import Any

from flask import Flask, Response, has_request_context, request
from sqlalchemy.exc import IntegrityError

from app.core import once
from app.core.access import SAFE
from app.core.db import commit, db, rollback, write_asides
from app.core.i18n import locale
from app.core.render import Environment

log = logging.getLogger("samhandel.requests")
PLAIN = frozenset({str, int})
MOST_ADDRESSES = 10_000


class Application(Flask):
    jinja_environment = Environment

    def url_for(self, endpoint: str, **values: Any) -> str:  # type: ignore[override]
        """As Flask does, but a plain address is built once a language: menus are full of them."""
        if not has_request_context() or endpoint.startswith(".") or not PLAIN.issuperset(map(type, values.values())):
            return super().url_for(endpoint, **values)
        key = (endpoint, locale(), request.root_path, *values.items())
        address = self._addresses.get(key)
        if address is None:
            if len(self._addresses) > MOST_ADDRESSES:
                self._addresses.clear()
            address = self._addresses[key] = super().url_for(endpoint, **values)
        return address

    @cached_property
    def _addresses(self) -> dict[tuple[Any, ...], str]:
        return {}

    def dispatch_request(self) -> Response:
        """Run the view in one transaction, end it here, and then write what must outlive a refusal.

        A safe request reads only, and ends by commit too: psycopg drops its prepared statements on a rollback. An
        unsafe one commits when it answers below 400. Both before the answer leaves; `after_request` must not write.
        """
        safe = request.method in SAFE
        db.session().info["read_only"] = safe
        try:
            response = self._answer(safe=safe)
        except BaseException:
            rollback()
            write_asides()
            raise
        write_asides()
        return response

    def _answer(self, *, safe: bool) -> Response:
        if safe:
            response = self.make_response(super().dispatch_request())
            commit()
            return response
        if led_before := once.earlier():
            commit()
            return self.make_response(led_before)
        response = self.make_response(super().dispatch_request())
        if response.status_code >= 400:
            rollback()
            return response
        try:
            once.keep(response)
            commit()
        except IntegrityError:
            rollback()
            led_meanwhile = once.earlier()
            if led_meanwhile is None:
                raise
            return self.make_response(led_meanwhile)
        return response
