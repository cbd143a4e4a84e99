"""The vocabulary of moderation, one module a noun."""
