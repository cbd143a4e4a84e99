"""Every write of the room, one module a noun."""
