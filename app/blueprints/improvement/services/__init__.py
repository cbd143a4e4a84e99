"""Every write of the room, one module a noun."""

from app.blueprints.improvement.services.actions import (
    add_action,
    change_action,
    finish_action,
    on_plan,
    see_effect,
    start_action,
    take_up_again,
)
from app.blueprints.improvement.services.advisers import (
    accept_advice,
    end_adviser,
    invite_adviser,
    open_advice_invitation,
    stop_advising,
)
from app.blueprints.improvement.services.calendar import (
    DaysToCome,
    end_feed,
    read_feed,
    renew_feed,
)
from app.blueprints.improvement.services.checks import (
    check_effect,
    people_to_check,
)
from app.blueprints.improvement.services.comments import (
    comment,
    withdraw_comment,
)
from app.blueprints.improvement.services.evidence import (
    add_evidence,
    begin_evidence,
    change_evidence,
    discard_unfinished,
    draft_of,
    erase_evidence,
    finish_evidence,
    on_evidence,
    register_uses,
    take_in_file,
    uses_of,
    withdraw_evidence,
)
from app.blueprints.improvement.services.evidence_jobs import (
    erase_personal,
    erase_withdrawn_files,
    remind,
    remind_firm,
    tidy,
)
from app.blueprints.improvement.services.permits import (
    end_permits,
    give_permits,
    note_opening,
    open_file,
)
from app.blueprints.improvement.services.requests import (
    answer_request,
    ask_for,
    decline_request,
    held_for_askers,
    withdraw_request,
)
from app.blueprints.improvement.services.subjects import (
    describe_subjects,
    hint_about,
    is_checked_by_another,
    register_subject,
    subject_choices,
    tell_effect,
)
from app.blueprints.improvement.services.succession import (
    left_to_take_over,
    register_succession,
    take_over,
)

__all__ = [
    "DaysToCome",
    "accept_advice",
    "add_action",
    "add_evidence",
    "answer_request",
    "ask_for",
    "begin_evidence",
    "change_action",
    "change_evidence",
    "check_effect",
    "comment",
    "decline_request",
    "describe_subjects",
    "discard_unfinished",
    "draft_of",
    "end_adviser",
    "end_feed",
    "end_permits",
    "erase_evidence",
    "erase_personal",
    "erase_withdrawn_files",
    "finish_action",
    "finish_evidence",
    "give_permits",
    "held_for_askers",
    "hint_about",
    "invite_adviser",
    "is_checked_by_another",
    "left_to_take_over",
    "note_opening",
    "on_evidence",
    "on_plan",
    "open_advice_invitation",
    "open_file",
    "people_to_check",
    "read_feed",
    "register_subject",
    "register_succession",
    "register_uses",
    "remind",
    "remind_firm",
    "renew_feed",
    "see_effect",
    "start_action",
    "stop_advising",
    "subject_choices",
    "take_in_file",
    "take_over",
    "take_up_again",
    "tell_effect",
    "tidy",
    "uses_of",
    "withdraw_comment",
    "withdraw_evidence",
    "withdraw_request",
]
