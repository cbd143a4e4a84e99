"""What is lent for a few statements is given back, whatever happens in between."""

import pytest
from sqlalchemy import text

from app.core.db import acting_for, db, lent, unit_of_work
from app.core.errors import Refused


def organisations() -> list[int]:
    return list(db.session.scalar(text("SELECT app_organisations()")))


def refused_while_lent() -> None:
    with lent(7):
        assert organisations() == [1, 7]
        raise Refused("no")


def test_what_is_lent_counts_inside_and_no_longer_after(app):
    with app.app_context(), unit_of_work(acting_for(1)):
        assert organisations() == [1]
        with lent(7):
            assert organisations() == [1, 7]
        assert organisations() == [1]


def test_what_is_lent_is_given_back_when_the_work_is_refused_and_the_page_goes_on(app):
    with app.app_context(), unit_of_work(acting_for(1)):
        with pytest.raises(Refused):
            refused_while_lent()
        assert organisations() == [1]


def test_what_is_lent_is_given_back_when_the_statement_fails(app):
    with app.app_context(), unit_of_work(acting_for(1)):
        with pytest.raises(Exception, match="division by zero"), lent(7):
            db.session.execute(text("SELECT 1 / 0"))
        db.session.rollback()
        assert organisations() == [1]
