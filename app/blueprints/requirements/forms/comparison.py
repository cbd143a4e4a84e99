"""What a buyer asks a comparison for, out of an address."""

from flask_babel import lazy_gettext as _l

from app.blueprints.requirements.terms import Order, Purpose, Verdict

ORDER_LABELS = {Order.NAME: _l("Name"), Order.NUMBER: _l("Organisation number")}

VERDICT_LABELS = {
    Verdict.READY: _l("Ready"),
    Verdict.PARTLY: _l("Partly ready"),
    Verdict.NOT_READY: _l("Not ready"),
    Verdict.NO_REQUIREMENTS: _l("No requirements"),
}


def asked_purpose(typed: str | None) -> Purpose:
    """Development unless another purpose is asked for by its code."""
    return Purpose(typed) if typed in {purpose.value for purpose in Purpose} else Purpose.DEVELOPMENT


def asked_order(typed: str | None) -> Order:
    return Order(typed) if typed in {order.value for order in Order} else Order.NAME
