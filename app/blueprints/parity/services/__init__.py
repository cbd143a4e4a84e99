"""Every write of the room, and what it registers with the rooms below."""
