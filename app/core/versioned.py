"""Forms about things that several people edit: the form carries the version that was read.

Whoever comes second gets a 409 page that says who was first and what stands there now, with everything typed kept; sent
once more, the form then carries the version that its sender has seen.
"""

from typing import Any

from app.core.errors import Conflict, DomainError, StaleVersion
from app.core.fields import VersionField
from app.core.forms import OnceForm


class VersionedForm(OnceForm):
    """`conflict` is what came in between, if anything; `form.status` is then 409."""

    version = VersionField()
    conflict: Conflict | None = None

    @property
    def status(self) -> int:
        return 409 if self.conflict else super().status

    @property
    def stale(self) -> StaleVersion | None:
        """Who changed the thing meanwhile, and when."""
        return self.conflict if isinstance(self.conflict, StaleVersion) else None

    def take(self, error: DomainError, *, now_at: int | None = None) -> None:
        """`now_at` is the version that the page shows beside what was typed."""
        if isinstance(error, Conflict):
            self.conflict = error
            self.version.data = now_at or 0
        if not isinstance(error, StaleVersion):
            super().take(error)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict = None
