"""Every statement of screening, one module a noun."""
