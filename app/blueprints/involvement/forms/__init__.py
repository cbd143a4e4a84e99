"""Forms of the room: shape and wording."""
