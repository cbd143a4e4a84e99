"""Flask with one transaction a request."""

import logging

from flask import Flask, Response, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.core import once
from app.core.access import SAFE
from app.core.db import commit, db, rollback, write_asides
from app.core.errors import DomainError
from app.core.render import Environment

log = logging.getLogger("samhandel.requests")


class Application(Flask):
    jinja_environment = Environment

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
        try:
            response = self.make_response(super().dispatch_request())
        except (DomainError, IntegrityError, StaleDataError):
            if led := self._led_meanwhile():
                return led
            raise
        if response.status_code >= 400:
            return self._led_meanwhile() or response
        try:
            once.keep(response)
            commit()
        except IntegrityError:
            if led := self._led_meanwhile():
                return led
            raise
        return response

    def _led_meanwhile(self) -> Response | None:
        """Take everything back; then where the same form led that was sent at the same moment and came first.

        To whoever came second the thing often looks refused: the month is reported, the version is another.
        """
        rollback()
        led = once.earlier()
        return self.make_response(led) if led else None
