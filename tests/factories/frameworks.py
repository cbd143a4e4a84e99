"""Versions of frameworks for tests: plain functions that commit."""

import copy
from datetime import timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.capability import queries, services
from app.blueprints.capability.models import Framework
from app.blueprints.capability.terms import LANGUAGES
from app.core.clock import today
from app.core.db import unit_of_work


def texts(text: str) -> dict[str, str]:
    """The same text in three languages, told apart by the language in front."""
    return {language: f"{language}: {text}" for language in LANGUAGES}


def dimension(code: str = "OWN1", **values: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": texts(f"{code} name"),
        "short_name": texts(f"{code} short"),
        "about": texts(f"{code} about"),
        "levels": [texts(f"{code} at {number}") for number in range(6)],
    } | values


def own_data(buyer: Organisation, *codes: str, version: int = 1, **values: Any) -> dict[str, Any]:
    """A buyer's own dimensions with these codes, valid from today."""
    common = queries.current_framework()
    assert common is not None
    return {
        "code": f"own-{buyer.id}",
        "version": version,
        "valid_from": str(today()),
        "name": texts("Own"),
        "scale": copy.deepcopy(common.scale),
        "dimensions": [dimension(code) for code in codes],
    } | values


def own_framework(buyer: Organisation, *codes: str, version: int = 1, **values: Any) -> Framework:
    with unit_of_work():
        return services.add_version(own_data(buyer, *codes, version=version, **values), organisation=buyer, by=None)


def next_common(*, days: int = 0) -> dict[str, Any]:
    """The next version of the common dimensions: HSE reads otherwise, LOC is gone, SEC is new; the rest is the same."""
    former = queries.newest_version("default")
    assert former is not None
    data = copy.deepcopy(former.as_data())
    data["version"] += 1
    data["valid_from"] = str(today() + timedelta(days=days))
    data["dimensions"][0]["levels"][3] = texts("Another wording.")
    data["dimensions"][-1] = dimension("SEC")
    return data


def common_framework(data: dict[str, Any] | None = None, *, days: int = 0) -> Framework:
    with unit_of_work():
        return services.add_version(data or next_common(days=days), by=None)
