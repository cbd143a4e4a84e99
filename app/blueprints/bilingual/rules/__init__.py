"""Pure rules of languages and translations, one module a noun."""
