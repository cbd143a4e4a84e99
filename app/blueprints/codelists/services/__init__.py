"""What the room does: loads a publisher's file, and gives forms a picker for each list."""
