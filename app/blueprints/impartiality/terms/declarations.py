"""What somebody says of her ties, and how she stands to a dialogue because of it."""

from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """`TIES`: there are some, told to the lead, and she judges that they do not make her partial."""

    NONE = "none"
    TIES = "ties"
    CONFLICT = "conflict"


class TieKind(StrEnum):
    """Why the service asks about an organisation that takes part. A likeness of names may be chance."""

    MEMBER = "member"
    WORKER = "worker"
    FORMER_MEMBER = "former_member"
    SAME_DOMAIN = "same_domain"
    NAMESAKE = "namesake"


class Why(StrEnum):
    """Why what is confidential does not open."""

    UNDECLARED = "undeclared"
    OUTDATED = "outdated"
    CONFLICT = "conflict"
    RULED_OUT = "ruled_out"
    ACTS_FOR = "acts_for"


@dataclass(frozen=True, slots=True)
class Standing:
    """`version`: how many take part now. `declared_for`: how many did when she declared; None: she has not.

    `acts_for`: she is an owner or editor of one that takes part, and no declaration helps.
    """

    version: int
    declared_for: int | None = None
    stance: Stance | None = None
    ruled_out: bool = False
    acts_for: bool = False

    @property
    def why(self) -> Why | None:
        """Why not; None: what is confidential opens."""
        if self.acts_for:
            return Why.ACTS_FOR
        if self.declared_for is None:
            return Why.UNDECLARED
        if self.ruled_out:
            return Why.RULED_OUT
        if self.stance is Stance.CONFLICT:
            return Why.CONFLICT
        return Why.OUTDATED if self.declared_for < self.version else None

    @property
    def opens(self) -> bool:
        return self.why is None


@dataclass(frozen=True, slots=True)
class Tie:
    """What she says of one organisation that the service asked about, or that she named."""

    organisation_id: int
    kind: TieKind
    is_conflict: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationDraft:
    """`version`: of the list of participants that she looked through."""

    stance: Stance
    ties: tuple[Tie, ...]
    note: str
    version: int
