"""Where one writes, whatever it becomes: a draft that is kept, a preview, and the way to what was published."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.blueprints.accounts.services import throttles
from app.blueprints.attachments.terms import ACCEPTED, MEGABYTE
from app.blueprints.bilingual.services.detection import Detected, warning
from app.blueprints.forum.models import Post
from app.blueprints.forum.services import drafts, mentions, moderated, quotes, screened
from app.blueprints.forum.services.words import as_html
from app.blueprints.forum.terms.writing import MOST_FILE_BYTES, MOST_FILES, Called, FoundLine, Kept, Place
from app.blueprints.forum.views.thread_following import after_writing
from app.blueprints.screening.services.telling import kind_words
from app.blueprints.screening.terms.documents import MOST_PAGES
from app.core import text
from app.core.access import actor
from app.core.errors import Refused, Throttled
from app.core.i18n import LOCALES, locale
from app.core.language_tags import understood

STOPPED = "identity_number_in_text"
LIMITS = {
    "files_accepted": ACCEPTED,
    "most_files": MOST_FILES,
    "most_megabytes": MOST_FILE_BYTES // MEGABYTE,
    "most_pages": MOST_PAGES,
}
IN_WORDS = {
    "nb": _l("Norwegian Bokmål"),
    "nn": _l("Norwegian Nynorsk"),
    "en": _l("English"),
    "da": _l("Danish"),
    "sv": _l("Swedish"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Which language a text is in: what is said of it, and the answers (code, name) to choose from."""

    words: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The post as it will be, and what its author should know before others see it."""

    html: Markup
    lang: str
    title: str
    called: Called
    question: Question | None
    quoted: quotes.Quotable | None
    quoted_words: str
    files: int
    kept: bool = True


@dataclass(slots=True)
class Desk:
    """What the page says besides the form."""

    form: Any
    place: Place
    answer: ResponseReturnValue | None = None
    preview: Preview | None = None
    saved: Kept | None = None
    restored: Kept | None = None
    other: Kept | None = None
    throttled: bool = False
    found: tuple[FoundLine, ...] = ()
    stopped: bool = False
    warned: bool = False

    @property
    def status(self) -> int:
        if self.other or self.throttled:
            return 409 if self.other else 429
        return 422 if self.warned else int(self.form.status)

    @property
    def found_lines(self) -> list[str]:
        """What was found, a line of the text to a line: of a text that was stopped, what stopped it."""
        return lines_in_words(line for line in self.found if line.stops or not self.stopped)

    @property
    def fingerprint(self) -> str:
        return screened.fingerprint(*self.form.words)

    @property
    def can_claim(self) -> bool:
        """A moderator can look first; not at what everybody reads already."""
        return "not_a_number" in self.form


def sit_down(form: Any, place: Place) -> Desk:
    """The page as it is opened: with the draft in it, if there is one."""
    desk = Desk(form, place)
    if not form.is_submitted() and (kept := drafts.draft_at(place, actor())):
        form.restore(kept)
        desk.restored = kept
    return desk


def take(
    desk: Desk,
    publish: Callable[[], ResponseReturnValue],
    *,
    thread_id: int | None,
    host_id: int | None,
) -> Desk:
    """Do what the button that was pressed says: publish (also without a word), preview, or keep a draft."""
    form, pressed = desk.form, request.form.get("do", "publish")
    if not form.is_submitted():
        return desk
    if pressed.startswith("lang:"):
        form.lang.data = form.sure.data = understood(pressed.removeprefix("lang:")) or form.lang.data
        pressed = "preview"
    try:
        if pressed == "save":
            _keep(desk)
        elif form.validate():
            _do(desk, pressed, publish, thread_id, host_id)
    except Refused as error:
        _let_go(form, error)
        if error.code == STOPPED and error.field in ("body", "title"):
            _stop(desk, error.field)
        else:
            form.take(error)
    except Throttled as error:
        desk.throttled = True
        form.take(error)
    return desk


def _do(
    desk: Desk,
    pressed: str,
    publish: Callable[[], ResponseReturnValue],
    thread_id: int | None,
    host_id: int | None,
) -> None:
    """Show how it will look, or publish; in between stands what was found, for her to think of once."""
    if pressed == "preview":
        desk.preview = _preview(desk.form, thread_id, host_id)
        desk.found = screened.found_in(*desk.form.words)
        if desk.preview.kept:
            _keep(desk)
    elif _is_to_be_warned(desk):
        desk.warned = True
    else:
        desk.answer = _published(publish)


def _stop(desk: Desk, field: str) -> None:
    """An identity number: where it stands is told at the field, and above the form what can be done."""
    desk.stopped, desk.found = True, screened.found_in(*desk.form.words)
    lines = lines_in_words(line for line in desk.found if line.stops and line.field == field)
    told = [_("It must not stand here. %(where)s.", where=", ".join(lines))] if lines else []
    desk.form[field].errors = told or [_("What looks like a national identity number must not stand here.")]


def _is_to_be_warned(desk: Desk) -> bool:
    """Something was found in this text that its author has not been told of. What is stopped is told at once."""
    desk.found = screened.found_in(*desk.form.words)
    told = desk.form.warned.data == desk.fingerprint
    return bool(desk.found) and not told and not screened.is_stopped(*desk.form.words)


def lines_in_words(found: Iterable[FoundLine]) -> list[str]:
    """ "Line 3: a phone number, a price per unit"."""
    lines = []
    for (field, number), each in groupby(found, key=lambda line: (line.field, line.line)):
        kinds = ", ".join(dict.fromkeys(kind_words(line.kind, line.certainty) for line in each))
        said = _("Title: %(kinds)s", kinds=kinds) if field == "title" else None
        lines.append(said or _("Line %(line)s: %(kinds)s", line=number, kinds=kinds))
    return lines


def _published(publish: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """Publish, and count it: each post may be a mail to thousands, so nobody floods a thread."""
    door = throttles.writing_door(actor().person_id)
    throttles.check(door)
    answer = publish()
    throttles.count(door)
    return answer


def _keep(desk: Desk) -> None:
    """Keep the draft. In another window it may have become another: then both texts are on the page."""
    try:
        desk.saved = drafts.save(desk.place, desk.form.typed(), by=actor())
        desk.form.draft_version.data = desk.saved.version if desk.saved else 0
    except drafts.ChangedElsewhere as error:
        desk.other = error.other
        desk.form.draft_version.data = error.other.version


def _let_go(form: Any, error: Refused) -> None:
    """What is no longer there does not stand in the way a second time."""
    if error.code == "answered_is_gone":
        form.reply_to.data = ""
    if error.code == "quoted_is_gone":
        form.put_quote(None)


def _preview(form: Any, thread_id: int | None, host_id: int | None) -> Preview:
    who, quote = actor(), form.quote()
    title = form.title.data if "title" in form else ""
    called = mentions.called_in(form.body.data, thread_id=thread_id, host_id=host_id, by_id=who.person_id)
    return Preview(
        html=as_html(text.clean(form.body.data), title=title or None, for_moderator=form.claims),
        lang=form.lang.data,
        title=title or "",
        called=called,
        question=None if form.sure.data == form.lang.data else question(form.lang.data, form.body.data),
        quoted=quotes.check(thread_id, quote) if quote and thread_id else None,
        quoted_words=quote.words if quote else "",
        files=len(form.files.data or ()),
        kept=not (form.claims and screened.is_stopped(*form.words)),
    )


def in_words(code: str) -> str:
    """A language as it stands in a sentence, where Norwegian writes it small."""
    name = str(IN_WORDS[code])
    return name if locale() == "en" else name[:1].lower() + name[1:]


def question(declared: str, body: str) -> Question | None:
    """What the author is asked when her text reads like another language than she has said; it stops nothing."""
    found = warning(declared, body)
    if found is None:
        return None
    likely = [code for code in (found.mixed or (found.language or "",)) if code in LOCALES]
    codes = [declared, *(code for code in likely if code != declared)]
    return Question(_asked(declared, found), tuple((code, in_words(code)) for code in codes))


def _asked(declared: str, found: Detected) -> str:
    said = in_words(declared)
    if not found.mixed:
        reads_like = in_words(found.language or declared)
        told = _("You have said %(declared)s, but this reads like %(found)s.", declared=said, found=reads_like)
        which = _("Which is right?")  # not within the braces of a string: there no translator would find it
        return f"{told} {which}"
    several = ", ".join(in_words(code) for code in found.mixed)
    told = _(
        "You have said %(declared)s, but this is in several languages: %(several)s.", declared=said, several=several
    )
    which = _("Readers are told one. Which is most of it in?")
    return f"{told} {which}"


def led_to(post: Post, form: Any) -> ResponseReturnValue:
    """To the post on its page; there she is asked about its language, if that was not done before."""
    after_writing(post)
    address = moderated.url(post.id)
    if form.sure.data != form.lang.data and warning(form.lang.data, form.body.data):
        path, _sign, anchor = address.partition("#")
        address = f"{path}{'&' if '?' in path else '?'}check={post.id}#{anchor}"
    return redirect(address, 303)
