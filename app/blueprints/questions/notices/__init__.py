"""Who is told of what, one module a noun."""

from app.blueprints.questions.notices import answers, asking  # noqa: F401
