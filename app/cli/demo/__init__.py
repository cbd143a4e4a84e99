"""Everything at once on one machine, with invented content: `python -m app.cli.demo --port 8000`.

Starts PostgreSQL under `var/`, migrates, fills an empty database, and then keeps five processes: the register's double, the
mail catcher, the site, its worker and PostgreSQL. Ctrl-C stops all of them; so does the death of any. What was typed is kept.
"""

HOST = "127.0.0.1"


class Failed(Exception):
    """Something that the person at the keyboard should read, without a traceback."""


def say(line: str = "") -> None:
    print(line, flush=True)
