"""The demo's settings, and how its processes hear of them."""

import os
import secrets
from pathlib import Path

from app.cli.demo import HOST
from app.core.db import conninfo
from config import Settings


def secret_key(folder: Path) -> str:
    """A key of this demo's own, made once: without it sessions and second factors would end with every start."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def settings_for(port: int, register: int, mail_page: int, smtp: int) -> Settings:
    """The demo's settings: what `.env` says of databases, mail and register does not count here."""
    var = Settings().var_dir.resolve()
    quiet = {
        "database_url": "",
        "database_worker_url": "",
        "database_owner_url": "",
        "smtp_user": "",
        "smtp_password": "",
    }
    return Settings(
        environment="demo",
        secret_key=secret_key(var / "demo"),
        public_url=f"http://{HOST}:{port}",
        var_dir=var,
        smtp_host=HOST,
        smtp_port=smtp,
        smtp_security="none",
        mail_catcher_url=f"http://{HOST}:{mail_page}",
        register_url=f"http://{HOST}:{register}",
        register_is_double=True,
        proxy_hops=0,
        **quiet,  # type: ignore[arg-type]
    )


def environment_of(settings: Settings) -> dict[str, str]:
    """The same settings for the children, with an address for each of the three roles."""
    chosen = {
        "ENVIRONMENT": settings.environment,
        "SECRET_KEY": settings.secret_key,
        "PUBLIC_URL": settings.public_url,
        "VAR_DIR": str(settings.var_dir),
        "DATABASE_NAME": settings.database_name,
        "DATABASE_URL": conninfo(settings, "web"),
        "DATABASE_WORKER_URL": conninfo(settings, "worker"),
        "DATABASE_OWNER_URL": conninfo(settings, "owner"),
        "SMTP_HOST": settings.smtp_host,
        "SMTP_PORT": str(settings.smtp_port),
        "SMTP_USER": "",
        "SMTP_PASSWORD": "",
        "SMTP_SECURITY": "none",
        "MAIL_CATCHER_URL": settings.mail_catcher_url,
        "REGISTER_URL": settings.register_url,
        "REGISTER_IS_DOUBLE": "true",
        "PROXY_HOPS": "0",
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **chosen}
