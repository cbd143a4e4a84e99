"""What the room's kinds are called, and what its refusals say to people."""

from flask_babel import lazy_gettext as _l

from app.blueprints.involvement.terms.assessments import Conclusion, MeasureKind, MeasureState
from app.blueprints.involvement.terms.parties import PartyKind, Relation
from app.blueprints.parity.terms import How
from app.core.errors import words

PARTY_WORDS = {PartyKind.ADVISER: _l("Adviser to the buyer"), PartyKind.RELATED: _l("Related undertaking")}
HOW_WORDS = {
    How.INPUT: _l("Input"),
    How.MEETING: _l("Meeting"),
    How.SHARED: _l("Shared its profile"),
    How.TOLD: _l("Was told something"),
    How.NAMED: _l("Named by the buyer"),
}
RELATION_WORDS = {
    Relation.PARENT: _l("Parent company"),
    Relation.SUBSIDIARY: _l("Subsidiary"),
    Relation.SISTER: _l("Sister company in the same group"),
    Relation.SAME_OWNER: _l("The same owner"),
    Relation.PARTNER: _l("Partner or subcontractor"),
    Relation.OTHER: _l("Another tie"),
}
MEASURE_WORDS = {
    MeasureKind.SHARE: _l("Give everybody the same information"),
    MeasureKind.TIME: _l("A longer time limit for tenders"),
    MeasureKind.NEUTRAL: _l("Write the requirement anew, without what this supplier proposed"),
    MeasureKind.SEPARATE: _l("Keep people who were part of it away from the competition"),
    MeasureKind.OTHER: _l("Another measure"),
}
STATE_WORDS = {MeasureState.TAKEN: _l("Taken"), MeasureState.REJECTED: _l("Rejected")}
CONCLUSION_WORDS = {
    Conclusion.NO_ADVANTAGE: _l("There is no advantage"),
    Conclusion.EVENED_OUT: _l("The advantage is evened out by the measures"),
    Conclusion.EXCLUDED: _l("The supplier is kept out of the competition"),
}

words(
    {
        "related_to_nobody": _l("Choose whom it is related to: somebody who takes part in this dialogue."),
        "relation_is_missing": _l("Say what the tie is."),
        "party_is_taken_back": _l("This has been taken back already."),
        "assessed_did_not_take_part": _l("Choose somebody who has taken part in this dialogue."),
        "assessed_already": _l("There is an assessment of this supplier already. Open it from the list."),
        "assessment_is_concluded": _l("The assessment is concluded. Change the conclusion before you add to it."),
        "hearing_is_open": _l("The supplier has been asked, and its time to answer is not over."),
        "hearing_too_short": _l("Give the supplier at least %(least)s days to answer, and at most %(most)s."),
        "hearing_is_answered": _l("This has been answered already."),
        "hearing_is_over": _l("The last day for an answer has passed. What you wrote has not been sent."),
        "no_lesser_measure_rejected": _l(
            "Nobody is kept out while something less would do. Reject at least one lesser measure first, with the"
            " reason why it would not be enough."
        ),
        "supplier_not_heard": _l(
            "Nobody is kept out unheard. Ask the supplier first, and wait for its answer or for the last day to pass."
        ),
    }
)
