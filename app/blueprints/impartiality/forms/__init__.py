"""Forms of the room, and its words."""
