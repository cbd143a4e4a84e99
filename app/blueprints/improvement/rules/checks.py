"""Who sees whether an action worked."""

from collections.abc import Mapping

from app.blueprints.accounts.terms import Role

MAY_CHECK = frozenset({Role.OWNER, Role.EDITOR, Role.SAFETY_REPRESENTATIVE})


def checkers(people: Mapping[int, Role], owner_id: int, finished_by_id: int | None) -> frozenset[int]:
    """Who of the firm's `people` (workers not among them) may check an action.

    Somebody else than its owner where the firm has two people or more; somebody else, too, than whoever said that it
    was done, if there is such a person. Empty: nobody but the owner has a role in which one checks.
    """
    able = frozenset(number for number, role in people.items() if role in MAY_CHECK)
    if len(people) < 2:
        return able
    others = able - {owner_id}
    return others - {finished_by_id} or others
