"""Tables of translations and of the glossary, one module a noun."""
