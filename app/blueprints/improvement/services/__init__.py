"""Every write of the room, one module a noun."""

from app.blueprints.improvement.services.actions import (
    add_action,
    change_action,
    describe_subjects,
    finish_action,
    hint_about,
    register_subject,
    subject_choices,
)
from app.blueprints.improvement.services.evidence import (
    add_evidence,
    begin_evidence,
    change_evidence,
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

__all__ = [
    "add_action",
    "add_evidence",
    "answer_request",
    "ask_for",
    "begin_evidence",
    "change_action",
    "change_evidence",
    "decline_request",
    "describe_subjects",
    "draft_of",
    "end_permits",
    "erase_evidence",
    "erase_personal",
    "finish_action",
    "finish_evidence",
    "give_permits",
    "held_for_askers",
    "hint_about",
    "note_opening",
    "on_evidence",
    "open_file",
    "register_subject",
    "register_uses",
    "remind",
    "remind_firm",
    "subject_choices",
    "take_in_file",
    "tidy",
    "uses_of",
    "withdraw_evidence",
    "withdraw_request",
]
