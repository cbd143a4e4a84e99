"""What this installation has: a store always, a scanner perhaps."""

from flask import current_app

from app.adapters.antivirus import Scanner, scanner_of
from app.adapters.storage import Store, store_of
from config import Settings


def _settings() -> Settings:
    found: Settings = current_app.extensions["samhandel_settings"]
    return found


def store() -> Store:
    """Where the bytes are; one for each application, since an S3 client keeps its connections."""
    kept: dict[str, Store] = current_app.extensions.setdefault("samhandel_store", {})
    settings = _settings()
    if settings.files_url not in kept:
        kept[settings.files_url] = store_of(settings)
    return kept[settings.files_url]


def scanner() -> Scanner | None:
    """Who looks for viruses; None when nobody does."""
    return scanner_of(_settings())
