"""The room's vocabulary, one module a noun."""
