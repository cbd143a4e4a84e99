"""The vocabulary of people and organisations."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may do in an organisation.

    The first four read its papers; a safety representative also signs off what the firm does for safety. A worker
    reports to the firm and sees what she herself has reported: nothing else of the firm is hers to read.
    """

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"
    SAFETY_REPRESENTATIVE = "safety_representative"
    WORKER = "worker"


class PlatformRole(StrEnum):
    """What a person may do on the platform itself; given on the command line, journaled."""

    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    LAWYER = "lawyer"  # sees the cases that a moderator has asked her about, and nothing else


class Kind(StrEnum):
    """What an organisation is here as."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    INTEREST = "interest"
    MINISTRY = "ministry"


class Check(StrEnum):
    """How far the organisation itself has been checked."""

    UNCHECKED = "unchecked"
    MATCHED = "matched"
    VERIFIED = "verified"


class Authority(StrEnum):
    """What shows that those who act for the organisation may do so. Unproven: "Not verified" is shown in public."""

    UNPROVEN = "unproven"
    DOMAIN = "domain"
    STAFF = "staff"


class RegisterState(StrEnum):
    """What the register said last."""

    PENDING = "pending"
    FOUND = "found"
    UNKNOWN = "unknown"
    DELETED = "deleted"
    REMOVED = "removed"
    ELSEWHERE = "elsewhere"


OUTSIDE_MONTHS = 24
"""So long somebody has had no role in an organisation before she is an outsider to it."""


class Purpose(StrEnum):
    """What a link in a mail is for; one made for one purpose opens nothing else."""

    CONFIRM_ADDRESS = "confirm_address"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a purpose, not a password
    CHANGE_ADDRESS = "change_address"
    INVITATION = "invitation"


class ClaimKind(StrEnum):
    """What somebody asks about an organisation: owners answer `join`, the ministry's staff answer the others."""

    JOIN = "join"
    CONTEST = "contest"
    VERIFY = "verify"


class ClaimState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class MembershipFact:
    """One organisation that the actor may act for, as it is in this request."""

    organisation_id: int
    name: str
    kind: Kind
    role: Role
    check: Check
    authority: Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The signed-in person of this request, with what she may do; made by one statement, never kept between requests.

    `memberships` and `platform` hold only powers that are awake: those that demand a second factor sleep until it has
    been given in this session, and `dormant` then says so. `workplaces` are the firms where the person is a worker:
    they are no memberships, so that whatever asks for a member never lets a worker in.
    """

    person_id: int
    name: str
    email: str
    locale: str
    reads: tuple[str, ...]
    session_id: int
    session_token: str
    memberships: tuple[MembershipFact, ...] = ()
    workplaces: tuple[MembershipFact, ...] = ()
    platform: frozenset[PlatformRole] = frozenset()
    has_second_factor: bool = False
    second_factor: bool = False
    dormant: bool = False
    stepped_up_at: datetime | None = None
    seen_at: datetime | None = None
    unread: int = 0
    translate: str = "auto"
    sees_machine: bool = False
    # A moderator's measures that hold now. Who is suspended has neither memberships nor platform roles meanwhile.
    silenced_until: datetime | None = None
    suspended_until: datetime | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def id(self) -> int:
        return self.person_id

    @property
    def mail_domain(self) -> str:
        """What stands after the @ of her address, in lower case."""
        return self.email.rpartition("@")[2].lower()

    def get_id(self) -> str:
        """What the session cookie holds: the token of the server-side session, not the person."""
        return self.session_token

    @property
    def is_moderator(self) -> bool:
        return PlatformRole.MODERATOR in self.platform

    @property
    def is_administrator(self) -> bool:
        return PlatformRole.ADMINISTRATOR in self.platform

    @property
    def is_lawyer(self) -> bool:
        return PlatformRole.LAWYER in self.platform

    @property
    def is_staff(self) -> bool:
        """The ministry's people who run the site; a lawyer who is asked for an opinion does not."""
        return self.is_moderator or self.is_administrator

    def membership(self, organisation_id: int) -> MembershipFact | None:
        return next((m for m in self.memberships if m.organisation_id == organisation_id), None)

    def role_in(self, organisation_id: int) -> Role | None:
        found = self.membership(organisation_id)
        return found.role if found else None

    def has_role(self, organisation_id: int, *roles: Role) -> bool:
        role = self.role_in(organisation_id)
        return role is not None and (not roles or role in roles)

    def organisations(self, kind: Kind | None = None) -> tuple[MembershipFact, ...]:
        return tuple(m for m in self.memberships if kind is None or m.kind == kind)

    def works_at(self, organisation_id: int) -> bool:
        """Whether she is a worker there: may report, and see what she has reported."""
        return any(m.organisation_id == organisation_id for m in self.workplaces)

    def belongs_to(self, organisation_id: int) -> bool:
        """Whether she has any role there at all, a worker's included."""
        return self.has_role(organisation_id) or self.works_at(organisation_id)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Nobody yet: answers every question about power with no."""

    person_id: None = None
    name: str = ""
    email: str = ""
    locale: None = None
    reads: tuple[str, ...] = ()
    session_id: None = None
    memberships: tuple[MembershipFact, ...] = ()
    workplaces: tuple[MembershipFact, ...] = ()
    platform: frozenset[PlatformRole] = frozenset()
    has_second_factor: bool = False
    second_factor: bool = False
    dormant: bool = False
    stepped_up_at: None = None
    unread: int = 0
    translate: str = "auto"
    sees_machine: bool = False
    silenced_until: None = None
    suspended_until: None = None

    is_authenticated = False
    is_active = False
    is_anonymous = True
    is_moderator = False
    is_administrator = False
    is_lawyer = False
    is_staff = False

    @property
    def id(self) -> None:
        return None

    def get_id(self) -> None:
        return None

    def membership(self, organisation_id: int) -> None:
        return None

    def role_in(self, organisation_id: int) -> None:
        return None

    def has_role(self, organisation_id: int, *roles: Role) -> bool:
        return False

    def organisations(self, kind: Kind | None = None) -> tuple[MembershipFact, ...]:
        return ()

    def works_at(self, organisation_id: int) -> bool:
        return False

    def belongs_to(self, organisation_id: int) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpDraft:
    """Somebody who wants an account; nothing is known of the address yet."""

    name: str
    email: str
    password: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileDraft:
    name: str
    locale: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDraft:
    """How a person reads: her languages, what is done with the others, and whether a machine's words are shown."""

    reads: tuple[str, ...]
    translate: str
    sees_machine: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    """An organisation that somebody brings here. `name` counts only where the register has not given one."""

    scheme: str
    number: str
    kind: Kind
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDraft:
    email: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """The answer to a claim, with its reason; `role` is what a person who asked to join is given."""

    granted: bool
    reason: str = ""
    role: Role = Role.READER
