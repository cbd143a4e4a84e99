"""Every write of the room, and the door before what is confidential."""
