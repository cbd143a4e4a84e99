"""Pure rules of the room, one module a noun."""
