"""Who is told of what, one module a noun."""

from app.blueprints.questions.notices import asking  # noqa: F401
