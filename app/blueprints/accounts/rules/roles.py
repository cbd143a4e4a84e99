"""Which roles an organisation gives, and which of two lets one do more."""

from app.blueprints.accounts.terms import Kind, Role

# Of a firm that sells here: it is its safety that is kept and shown.
OF_SUPPLIERS = frozenset({Role.SAFETY_REPRESENTATIVE, Role.WORKER})
_RANKS = (Role.WORKER, Role.READER, Role.SAFETY_REPRESENTATIVE, Role.EDITOR, Role.OWNER)


def may_be_given(role: Role, kind: Kind) -> bool:
    return role not in OF_SUPPLIERS or kind is Kind.SUPPLIER


def rank(role: Role) -> int:
    """The higher, the more."""
    return _RANKS.index(role)
