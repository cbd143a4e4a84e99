"""A short text of our own in nb, nn and en: names of levels, phases and reasons. What people write is not this."""

from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator


class Localized(dict[str, str]):
    """`{"nb": ..., "nn": ..., "en": ...}`; `in_("nn")` falls back to the other written form, then English."""

    def in_(self, locale: str) -> str:
        order = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}[locale]
        return next((self[code] for code in order if self.get(code)), "")


class LocalizedText(TypeDecorator[Localized]):
    """Column type of a `Localized`, stored as JSONB."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return dict(value) if value is not None else None

    def process_result_value(self, value: Any, dialect: Dialect) -> Localized | None:
        return Localized(value) if value is not None else None
