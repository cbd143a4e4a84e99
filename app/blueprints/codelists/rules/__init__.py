"""Pure rules of the room: how codes are built and typed, how names are searched, what files look like."""
