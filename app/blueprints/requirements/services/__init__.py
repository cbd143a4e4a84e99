"""Every write of the room, and what a firm's numbers come to against a profile; one module a noun."""

from app.blueprints.requirements.services.comparison import (
    compare,
)
from app.blueprints.requirements.services.gap import (
    coming,
    measured,
    readiness_of,
    relevant,
    requirements_of,
    shown_value,
)
from app.blueprints.requirements.services.profiles import (
    copy_profile,
    create_profile,
    delete_profile,
    draft_faults,
    harsh,
    publish_profile,
    save_profile,
    weight_fault,
    withdraw_profile,
)
from app.blueprints.requirements.services.shares import (
    check_share,
    end_shares,
    ground,
    note_opening,
    prepare,
    renew_plans,
    renew_shares,
    share,
    withdraw_share,
)
from app.blueprints.requirements.services.shares_plan import (
    plan_content,
)
from app.blueprints.requirements.services.shares_reading import (
    day_of,
    fallen_since,
    read_profile,
)

__all__ = [
    "check_share",
    "coming",
    "compare",
    "copy_profile",
    "create_profile",
    "day_of",
    "delete_profile",
    "draft_faults",
    "end_shares",
    "fallen_since",
    "ground",
    "harsh",
    "measured",
    "note_opening",
    "plan_content",
    "prepare",
    "publish_profile",
    "read_profile",
    "readiness_of",
    "relevant",
    "renew_plans",
    "renew_shares",
    "requirements_of",
    "save_profile",
    "share",
    "shown_value",
    "weight_fault",
    "withdraw_profile",
    "withdraw_share",
]
