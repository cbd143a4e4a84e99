"""Every write of the room, one module a noun."""

from app.blueprints.internal_control.services.control import hear_of_evidence, left, save_point, take_over
from app.blueprints.internal_control.services.duties import (
    answer_duty,
    duties_of,
    industries_of,
    is_without_representative,
    register_headcount,
    say_firm,
    size_of,
)
from app.blueprints.internal_control.services.hearing import on_control, tell_control
from app.blueprints.internal_control.services.reminding import remind_of_review, reviews_due
from app.blueprints.internal_control.services.review import (
    answer_for_staff,
    change_review,
    sign_for_firm,
    signing_of,
    write_review,
)
from app.blueprints.internal_control.services.training import (
    add_training,
    correct_training,
    end_training,
    renew_training,
)
from app.blueprints.internal_control.services.training_jobs import (
    forget_names,
    old_names,
    remind_of_training,
    training_ends,
)

__all__ = [
    "add_training",
    "answer_duty",
    "answer_for_staff",
    "change_review",
    "correct_training",
    "duties_of",
    "end_training",
    "forget_names",
    "hear_of_evidence",
    "industries_of",
    "is_without_representative",
    "left",
    "old_names",
    "on_control",
    "register_headcount",
    "remind_of_review",
    "remind_of_training",
    "renew_training",
    "reviews_due",
    "save_point",
    "say_firm",
    "sign_for_firm",
    "signing_of",
    "size_of",
    "take_over",
    "tell_control",
    "training_ends",
    "write_review",
]
