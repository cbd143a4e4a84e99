"""What nearly every migration says: who may touch a table, and which rows they see."""

from alembic import op

WEB, WORKER = "samhandel_web", "samhandel_worker"
BOTH = (WEB, WORKER)
BY_ORGANISATION = "{column} = ANY ((SELECT app_organisations())::bigint[])"

# Rows of a dialogue (`dialogue_id`) that one of the actor's organisations hosts: alone, or with others.
HOSTED = (
    "dialogue_id IN (SELECT h.dialogue_id FROM dialogues_host h"
    " WHERE h.state = 'host' AND h.organisation_id = ANY ((SELECT app_organisations())::bigint[]))"
)


def grant(table: str, *verbs: str, to: tuple[str, ...] = BOTH) -> None:
    """Let the site and the worker `verbs` (select, insert, update, delete) on `table`, and nothing more."""
    op.execute(f"GRANT {', '.join(verb.upper() for verb in verbs)} ON {table} TO {', '.join(to)}")


def confidential(
    table: str,
    column: str = "organisation_id",
    *,
    rule: str | None = None,
    write: str | None = None,
    make: str | None = None,
) -> None:
    """Row-level security, forced: a forgotten WHERE returns nothing, and nothing is written for somebody else.

    `rule` is the condition for seeing a row (by default that its organisation is one the actor works for), `write` the
    condition for a row written, both as it was and as it becomes, and for one deleted (by default the same). Seeing is
    then a policy of its own: whoever may only read a row can neither delete it nor make it over to herself. `make` is
    the condition for a new row, where not everybody who may change one may make one.
    """
    seen = rule or BY_ORGANISATION.format(column=column)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for role in BOTH:
        short = role.removeprefix("samhandel_")
        if write is None and make is None:
            op.execute(f"CREATE POLICY {short} ON {table} TO {role} USING ({seen}) WITH CHECK ({seen})")
            continue
        op.execute(f"CREATE POLICY {short} ON {table} FOR SELECT TO {role} USING ({seen})")
        changed = write or seen
        op.execute(f"CREATE POLICY {short}_insert ON {table} FOR INSERT TO {role} WITH CHECK ({make or changed})")
        op.execute(
            f"CREATE POLICY {short}_update ON {table} FOR UPDATE TO {role} USING ({changed}) WITH CHECK ({changed})"
        )
        op.execute(f"CREATE POLICY {short}_delete ON {table} FOR DELETE TO {role} USING ({changed})")
