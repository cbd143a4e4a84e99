import pytest

from app import Unsafe, create_app
from config import Settings

SAFE = {
    "environment": "production",
    "secret_key": "k" * 40,
    "database_url": "postgresql://web@db/s",
    "database_worker_url": "postgresql://worker@db/s",
    "database_owner_url": "postgresql://owner@db/s",
    "public_url": "https://samhandel.example",
    "scanner_url": "unix:///run/clamav/clamd.ctl",
}


def test_safe_settings_start():
    assert create_app(Settings(_env_file=None, **SAFE)) is not None


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"secret_key": "development-only-key-never-in-production"}, "SECRET_KEY"),
        ({"database_url": ""}, "DATABASE_URL"),
        ({"database_worker_url": ""}, "DATABASE_WORKER_URL"),
        ({"database_owner_url": "postgresql://web@db/s"}, "DATABASE_OWNER_URL"),
        ({"public_url": "http://samhandel.example"}, "PUBLIC_URL"),
        ({"register_is_double": True}, "REGISTER_IS_DOUBLE"),
        ({"register_url": "http://register.example"}, "REGISTER_URL"),
        ({"mail_catcher_url": "http://127.0.0.1:1"}, "MAIL_CATCHER_URL"),
        ({"smtp_host": "mail.example"}, "SMTP_SECURITY"),
        ({"scanner_url": ""}, "SCANNER_URL"),
        ({"files_url": "s3://files", "s3_endpoint": "http://store.example"}, "S3_ENDPOINT"),
    ],
)
def test_production_refuses_to_start_with_an_unsafe_value_and_says_which(changed, named):
    with pytest.raises(Unsafe, match=named):
        create_app(Settings(_env_file=None, **(SAFE | changed)))
