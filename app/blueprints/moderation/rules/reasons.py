"""Which wording of a reason is in force on a day."""

from collections.abc import Iterable
from datetime import date

from app.blueprints.moderation.terms.reasons import REASONS, ReasonCode, ReasonText
from app.core.localized import Localized


def reason_in_force(code: ReasonCode, on: date) -> ReasonText:
    """The wording of `code` that was in force on a day; before there was any, the first."""
    wordings = [reason for reason in REASONS if reason.code == code]
    return max(
        (reason for reason in wordings if reason.valid_from <= on),
        key=lambda reason: reason.version,
        default=wordings[0],
    )


def reason_as_given(code: ReasonCode, version: int) -> ReasonText:
    """The wording that a decision was given with."""
    return next(reason for reason in REASONS if reason.code == code and reason.version == version)


def reasons_as_given(codes: Iterable[str], versions: Iterable[int]) -> list[ReasonText]:
    """The wordings of a decision, whose codes and versions stand side by side."""
    return [reason_as_given(ReasonCode(code), version) for code, version in zip(codes, versions, strict=True)]


def hidden_reason(code: str, on: date) -> Localized:
    """The public words in a placeholder ("Personal information"), for the code and date given to `Subject.hide`."""
    return reason_in_force(ReasonCode(code), on).title
