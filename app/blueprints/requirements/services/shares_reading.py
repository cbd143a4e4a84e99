"""A shared profile, read: the numbers of a day are worked out on that day, so that what has expired counts no more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.blueprints.capability.services import three_on
from app.blueprints.capability.terms import SUBJECT_KIND, Number, Three
from app.blueprints.improvement.terms import ActionStatus
from app.blueprints.requirements.terms import (
    ChangeShown,
    DimensionShown,
    EndorsementShown,
    EvidenceShown,
    PlannedShown,
    ProfileShown,
    ShareKind,
)
from app.core.localized import Localized

Json = Mapping[str, Any]
NOTHING = Three(claimed=None, evidenced=0)


def read_profile(levels: Json, content: Json, day: date) -> ProfileShown:
    """What `capability.services.profile_content` made, with the numbers of `day`."""
    firm, framework = content["organisation"], content["framework"]
    three = three_on(levels, day)
    return ProfileShown(
        name=firm["name"],
        number=firm["number"],
        municipality=firm["municipality"] or "",
        industry=firm["industry"] or "",
        framework=Localized(framework["name"]),
        version=framework["version"],
        scale=tuple(Localized(name) for name in content["scale"]),
        on_day=date.fromisoformat(content["on_day"]),
        day=day,
        dimensions=tuple(_dimension(said, three.get(said["code"], NOTHING), day) for said in content["dimensions"]),
        plan=tuple(_planned(line) for line in content["plan"]) if "plan" in content else None,
    )


def day_of(kind: ShareKind, content: Json, today: date) -> date:
    """Whose numbers a share shows: of today while it lives with the firm, of the day it was taken for a snapshot."""
    return today if kind is ShareKind.LIVING else date.fromisoformat(content["on_day"])


def fallen_since(levels: Json, then: date, today: date) -> dict[str, tuple[int, int]]:
    """By dimension the level that counted on a day and the one that counts today, where the calendar has made it less.

    Of what is in a snapshot only: nothing that the firm has done since is known to it.
    """
    before, now = three_on(levels, then), three_on(levels, today)
    return {
        code: (before[code].effective, now[code].effective)
        for code in before
        if now[code].effective < before[code].effective
    }


def _dimension(said: Json, three: Three, day: date) -> DimensionShown:
    return DimensionShown(
        code=said["code"],
        name=Localized(said["name"]),
        short_name=Localized(said["short_name"]),
        goal=said["goal"],
        three=three,
        evidence=tuple(_evidence(line) for line in said["evidence"]),
        endorsements=tuple(_endorsement(line) for line in said["endorsements"]),
        history=tuple(_change(line) for line in said["history"]),
        day=day,
    )


def _evidence(line: Json) -> EvidenceShown:
    return EvidenceShown(
        id=line["id"],
        type=line["type"],
        title=line.get("title", ""),
        issuer=line.get("issuer", ""),
        scope=line.get("scope", ""),
        strength=line.get("strength"),
        level=line["level"],
        valid_from=_day(line["valid_from"]),
        valid_to=_day(line["valid_to"]),
        visibility=line["visibility"],
        personal=line["personal"],
    )


def _endorsement(line: Json) -> EndorsementShown:
    return EndorsementShown(
        level=line["level"],
        reviewer=line["reviewer"],
        person=line["person"] or "",
        decided_on=date.fromisoformat(line["decided_on"]),
        expires_on=date.fromisoformat(line["expires_on"]),
        seen_on=_day(line["seen_on"]),
        reason=line["reason"],
    )


def _change(line: Json) -> ChangeShown:
    return ChangeShown(
        number=Number(line["number"]),
        before=line["before"],
        after=line["after"],
        on_day=date.fromisoformat(line["on_day"]),
        cause=line["cause"],
    )


def _planned(line: Json) -> PlannedShown:
    kind, _colon, about = line["subject"].partition(":")
    code, _colon, level = about.partition(":") if kind == SUBJECT_KIND else ("", "", "")
    return PlannedShown(
        title=line["title"],
        code=code,
        level=int(level) if level else None,
        starts_on=_day(line["starts_on"]),
        due_on=date.fromisoformat(line["due_on"]),
        status=ActionStatus(line["status"]),
        expected=line["expected"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
