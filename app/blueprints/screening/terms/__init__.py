"""The vocabulary of screening."""
