"""Every statement of the room, one module a noun."""
