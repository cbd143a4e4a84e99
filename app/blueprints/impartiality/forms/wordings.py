"""What the room says when it refuses, and where one goes on from there; the names of ties."""

from flask_babel import lazy_gettext as _l

from app.blueprints.impartiality.terms import Stance, TieKind, Why
from app.core.errors import ways_on, words

DECLARATION = "/dialogues/%(dialogue)s/declaration"
words(
    {
        "confidential_undeclared": _l(
            "This is confidential. Before you open it, you declare whether you have ties to those who take part. It"
            " takes a minute."
        ),
        "confidential_outdated": _l(
            "Somebody new takes part since you declared. Look at who is new, and declare again: then this opens."
        ),
        "confidential_conflict": _l(
            "You have declared that your ties make you partial. What is confidential in this dialogue is for others."
        ),
        "confidential_ruled_out": _l(
            "The buyer that leads the dialogue has judged that your ties make you partial. What is confidential in this"
            " dialogue is for others."
        ),
        "confidential_acts_for": _l(
            "You act for an organisation that takes part in this dialogue. What others have told in confidence is not"
            " for you."
        ),
        "describe_your_ties": _l("Describe the ties, so that the one who leads the dialogue can judge them."),
        "say_what_changed": _l("You declared that you are partial. Say what has changed since then."),
        "say_why": _l("Give the reason: the person reads it too."),
        "you_are_ruled_out": _l("The buyer that leads the dialogue has ruled on your declaration. It stands."),
        "declaration_is_replaced": _l("This declaration has been ruled on, or the person has made a new one."),
        "not_about_oneself": _l("You cannot rule on your own declaration. Declare that you are partial instead."),
    }
)
ways_on(
    {
        "confidential_undeclared": (DECLARATION, _l("Declare your ties")),
        "confidential_outdated": (DECLARATION, _l("See who is new, and declare")),
        "confidential_conflict": (DECLARATION, _l("See your declaration")),
        "confidential_ruled_out": (DECLARATION, _l("See your declaration")),
        "confidential_acts_for": (DECLARATION, _l("See your declaration")),
    }
)

ASKED = {
    TieKind.MEMBER: _l("You are with %(organisation)s here."),
    TieKind.WORKER: _l("You are a worker at %(organisation)s."),
    TieKind.FORMER_MEMBER: _l("You were with %(organisation)s here, until %(day)s."),
    TieKind.SAME_DOMAIN: _l("Your e-mail address belongs to %(organisation)s."),
    TieKind.NAMESAKE: _l("Somebody with your name is with %(organisation)s. It may be chance."),
}
STANCES = {
    Stance.NONE: (_l("No ties"), "success"),
    Stance.TIES: (_l("Ties, not partial"), "warning"),
    Stance.CONFLICT: (_l("Partial"), "danger"),
}
WHYS = {
    Why.UNDECLARED: _l("had not declared"),
    Why.OUTDATED: _l("had not declared for those who are new"),
    Why.CONFLICT: _l("has declared to be partial"),
    Why.RULED_OUT: _l("is ruled out"),
    Why.ACTS_FOR: _l("acts for one that takes part"),
}
