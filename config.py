"""Settings, typed, read once from the environment (or a `.env` file beside this one).

`.env.example` lists every setting. `Settings.unsafe()` says, by name, what must not be so in production; `create_app`
refuses to start while the list is not empty.
"""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent
DEVELOPMENT_KEY = "development-only-key-never-in-production"
SHORTEST_KEY = 32


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_file_encoding="utf-8", extra="ignore")

    environment: Literal["development", "demo", "test", "production"] = "development"
    secret_key: str = DEVELOPMENT_KEY
    secret_key_fallbacks: list[str] = Field(default_factory=list)

    # Where the site is seen from outside: absolute links in mail, hreflang, trusted host.
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: list[str] = Field(default_factory=list)
    proxy_hops: int = 0

    # Three roles, three addresses: the site, the jobs, the migrations. Without the first, one starts under `var_dir`.
    database_url: str = ""
    database_worker_url: str = ""
    database_owner_url: str = ""
    database_name: str = "samhandel"
    database_pool: int = 5
    var_dir: Path = ROOT / "var"

    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_timeout: float = 20
    mail_from: str = "Samhandel <ikke-svar@samhandel.example>"
    # Mail that cannot be delivered comes back to bounce-<its id>@here; "": to `mail_from`.
    bounce_domain: str = ""

    # Enhetsregisteret. `register_is_double` marks every page when the demo's own register answers.
    register_url: str = "https://data.brreg.no"
    register_timeout: float = 5
    register_is_double: bool = False
    mail_catcher_url: str = ""

    # Where uploaded files are kept: "" is `var_dir`/files, file:///a/folder, or s3://a-bucket with what follows.
    files_url: str = ""
    s3_endpoint: str = ""
    s3_access_key: str = ""
    s3_secret_key: str = ""
    s3_region: str = "us-east-1"
    # ClamAV's daemon: clamd://host:3310 or unix:///path/of/its/socket. "": nothing is scanned.
    scanner_url: str = ""
    scanner_timeout: float = 30
    # Machine drafts between nb and nn: Apertium's program, found on PATH by its name. "": there are none.
    apertium: str = "apertium"
    apertium_timeout: float = 20

    # So long a moderator can undo what she has decided; the author is told when it is over. 0: at once.
    moderation_undo_seconds: int = 30
    # How many of a hundred decisions a second moderator judges again, without seeing the first.
    moderation_sampled_percent: int = 5
    # Whether authors are told which moderator decided. The journal knows in any case.
    moderation_shows_names: bool = False

    moderation_mail: str = "moderering@samhandel.example"
    contact_mail: str = "kontakt@samhandel.example"

    request_bytes: int = 2_000_000
    text_characters: int = 100_000
    log_level: str = "INFO"

    # How soon a killed worker's job is taken up again: heartbeat and patience, in seconds.
    worker_heartbeat: float = 10
    worker_patience: float = 25

    @property
    def embedded(self) -> bool:
        """True when PostgreSQL comes out of its wheel and lives under `var_dir`."""
        return not self.database_url

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def host(self) -> str:
        return urlsplit(self.public_url).netloc

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    def unsafe(self) -> list[str]:
        """The settings that must not be so in production, each with its reason; empty elsewhere."""
        if not self.is_production:
            return []
        faults = {
            "SECRET_KEY is the one for development": self.secret_key == DEVELOPMENT_KEY,
            f"SECRET_KEY has fewer than {SHORTEST_KEY} characters": len(self.secret_key) < SHORTEST_KEY,
            "DATABASE_URL is not set (the embedded server is for demo and development)": self.embedded,
            "DATABASE_WORKER_URL is not set": not self.database_worker_url,
            "DATABASE_URL and DATABASE_OWNER_URL are the same (the site must own nothing)": bool(self.database_url)
            and self.database_url == self.database_owner_url,
            "PUBLIC_URL is not https": not self.is_https,
            "REGISTER_IS_DOUBLE is set": self.register_is_double,
            "REGISTER_URL is not https": not self.register_url.startswith("https://"),
            "MAIL_CATCHER_URL is set": bool(self.mail_catcher_url),
            "SMTP_SECURITY is none to a server that is not this machine": self.smtp_security == "none"
            and self.smtp_host not in ("127.0.0.1", "::1", "localhost"),
            "SCANNER_URL is not set (uploaded files would not be scanned for viruses)": not self.scanner_url,
            "FILES_URL names a bucket, and S3_ENDPOINT is not https": self.files_url.startswith("s3://")
            and not self.s3_endpoint.startswith("https://"),
        }
        return [fault for fault, present in faults.items() if present]
