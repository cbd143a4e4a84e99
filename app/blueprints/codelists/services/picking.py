"""A picker for a form: `CodesField` of `core.code_fields` asks it what was typed, and how codes are called.

    from app.blueprints.codelists.services.picking import picker
    class CodesForm(PickingForm, Form):
        cpv = CodesField(_l("CPV codes"), picker=picker("cpv"))

in a template `{% from "components/code_picker.html" import code_picker %}{{ code_picker(form.cpv) }}`, and in the view
`if form.validate_on_submit()`: it is false, without an error, when somebody only pressed "Search"; the page is then
shown again with what was found. `form.cpv.data` is a list of codes as they are stored. Nothing needs a script.
"""

from functools import cache

from app.blueprints.codelists import queries
from app.blueprints.codelists.rules import codes as rules
from app.blueprints.codelists.terms import Kind, Label, Narrowed, Understood

SHOWN = 15


class Picker:
    """What a field asks of a list. `short`: the list is offered whole, such as the counties."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.short = kind is Kind.COUNTY

    def everything(self, locale: str) -> list[Label]:
        return queries.everything(self.kind, locale)

    def named(self, codes: list[str], locale: str) -> list[Label]:
        """Those of `codes` that the list knows, in their order."""
        known = queries.named(self.kind, codes, locale)
        return [known[code] for code in codes if code in known]

    def search(self, text: str, locale: str) -> list[Label]:
        """At most fifteen that fit, the best first."""
        return queries.search(self.kind, text, locale, most=SHOWN)

    def understood(self, text: str, locale: str) -> Understood:
        """The one code that was typed or named: by its figures, or by words that fit one code alone.

        Reasons when it is none: "check_digit" (with what may have been meant), "unknown", "several".
        """
        typed = rules.understand(self.kind, text)
        if typed.reason == "check_digit":
            return typed
        if typed.code and rules.can_be_chosen(self.kind, typed.code) and self.named([typed.code], locale):
            return typed
        found = self.search(text, locale)
        exact = [label for label in found if label.name.casefold() == text.strip().casefold()]
        if len(exact or found) == 1:
            return Understood((exact or found)[0].code)
        return Understood(reason="several" if found else "unknown")

    def narrowing(self, text: str, locale: str) -> Narrowed:
        """For a search box over things that have codes: a code means what is under it, words mean all codes that fit.

        A code built as one of the list counts also where the list that is loaded does not have it.
        """
        if not text:
            return Narrowed()
        typed = rules.understand(self.kind, text)
        if typed.reason == "check_digit":
            return Narrowed(text, reason=typed.reason, meant=typed.meant)
        if typed.code:
            labels = tuple(self.named([typed.code], locale))
            return Narrowed(text, tuple(queries.prefixes(self.kind, typed.code)), labels)
        found = self.search(text, locale)
        exact = [label for label in found if label.name.casefold() == text.casefold()]
        labels = tuple(exact or found)
        beginnings = tuple(rules.prefix(self.kind, label.code) for label in labels)
        return Narrowed(text, beginnings, labels, reason="" if labels else "unknown")


@cache
def picker(kind: str) -> Picker:
    return Picker(Kind(kind))
