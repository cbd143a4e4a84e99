"""Forms of screening, and what it says to people, one module a noun."""
