"""What holds, whoever asks; pure functions, one module a noun."""

from app.blueprints.capability.rules.assessments import (
    by_gap,
    following,
    goal_fault,
    next_level,
)
from app.blueprints.capability.rules.content import (
    dimension_content,
    evidence_line,
    levels_json,
    three_on,
)
from app.blueprints.capability.rules.framework_files import (
    from_json,
    plain,
    read_framework,
    to_json,
)
from app.blueprints.capability.rules.framework_sheets import (
    from_workbook,
)
from app.blueprints.capability.rules.framework_workbooks import (
    to_workbook,
)
from app.blueprints.capability.rules.frameworks import (
    compare,
    dimension_faults,
    framework_faults,
    is_framework_code,
    level_changes,
    of_kind,
)
from app.blueprints.capability.rules.levels import (
    default_expiry,
    endorsement_in_date,
    evidenced,
    evidenced_changes,
    has_year_of_data,
    is_in_use,
    is_valid,
    missing_for,
    months_after,
    next_fall,
    three,
)
from app.blueprints.capability.rules.outlook import (
    outlook,
)
from app.blueprints.capability.rules.reviews import (
    ANSWERS,
    verdict_fault,
)
from app.blueprints.capability.rules.standing import (
    by_distance,
    endorsement_on,
    is_sound,
    proofs_of,
    standings,
)
from app.blueprints.capability.rules.timeline import (
    after,
    calendar_steps,
    caused_steps,
    ended_by,
)

__all__ = [
    "ANSWERS",
    "after",
    "by_distance",
    "by_gap",
    "calendar_steps",
    "caused_steps",
    "compare",
    "default_expiry",
    "dimension_content",
    "dimension_faults",
    "ended_by",
    "endorsement_in_date",
    "endorsement_on",
    "evidence_line",
    "evidenced",
    "evidenced_changes",
    "following",
    "framework_faults",
    "from_json",
    "from_workbook",
    "goal_fault",
    "has_year_of_data",
    "is_framework_code",
    "is_in_use",
    "is_sound",
    "is_valid",
    "level_changes",
    "levels_json",
    "missing_for",
    "months_after",
    "next_fall",
    "next_level",
    "of_kind",
    "outlook",
    "plain",
    "proofs_of",
    "read_framework",
    "standings",
    "three",
    "three_on",
    "to_json",
    "to_workbook",
    "verdict_fault",
]
