"""Every write of the room, one module a noun."""

from app.blueprints.internal_control.services.hearing import on_control, tell_control

__all__ = ["on_control", "tell_control"]
