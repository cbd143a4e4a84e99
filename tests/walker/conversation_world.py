"""One conversation with everything in it: forums, drafts, translations, files, the glossary, and what was taken away."""

from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.bilingual.services import glossary
from app.blueprints.forum.models import Attachment, Post, Space, Thread
from app.blueprints.forum.queries.drafts import draft_at
from app.blueprints.forum.services import drafts, files, posts, tending
from app.blueprints.forum.services.following import follow
from app.blueprints.forum.terms.following import Followed, Level
from app.blueprints.forum.terms.spaces import SpaceState
from app.blueprints.forum.terms.writing import Place, PlaceKind, Typed
from app.blueprints.notifications import services as notifications
from app.blueprints.screening.services import documents
from app.core.db import Context, acting_for, db, unit_of_work
from app.core.localized import Localized
from tests.factories import accounts, attachments, bilingual, bilingual_glossary, forum

WORDS = {"nb": "¤ prøveord", "nn": "¤ prøveord på nynorsk", "en": "¤ trial term"}
# What nobody may find by any address. A name is a parameter of a route; each row is asked for together.
SECRETS = (
    {"post_id": "hidden_post_id", "subject_id": "hidden_post_id", "file_id": "hidden_file_id",
     "translation_id": "hidden_translation_id"},
    {"post_id": "waiting_post_id", "subject_id": "waiting_post_id", "file_id": "waiting_file_id"},
    {"post_id": "withdrawn_post_id", "subject_id": "withdrawn_post_id", "file_id": "withdrawn_file_id",
     "translation_id": "withdrawn_translation_id"},
    {"post_id": "taken_post_id", "subject_id": "taken_post_id", "file_id": "taken_file_id", "space_id": "taken_space_id",
     "forum_id": "taken_space_id", "thread_id": "taken_thread_id", "number": "one", "translation_id": "taken_translation_id"},
    {"translation_id": "unchecked_id"},
)  # fmt: skip


def translated_post(where: Thread, firm: Organisation, people: dict[str, Any], canary: str) -> tuple[Post, int, int]:
    """A post of supplier A's with a checked translation and a file; and their numbers."""
    made = forum.post(where, firm, people["supplier_a"], f"¤ {canary}", lang="en")
    version = bilingual.approved(made, "nn", people["interest"], people["moderator_b"], f"¤ {canary}")
    return made, version.id, _file(made, firm, canary)


def conversation(
    people: dict[str, Any], firm: Organisation, thread: Thread, reported: Post, waiting: Post, fresh: Any
) -> dict[str, Any]:
    """Numbers of one of each; `reported` is to be hidden afterwards, and `waiting` waits."""
    hidden_version = bilingual.approved(reported, "nn", people["interest"], people["moderator_b"], "¤ canary-hidden")
    open_post, approved_id, file_id = translated_post(thread, firm, people, "open to all")
    unchecked = bilingual.in_review(open_post, "nb", people["interest"], "¤ canary-unchecked")
    withdrawn, withdrawn_version, withdrawn_file = translated_post(thread, firm, people, "canary-withdrawn")
    with unit_of_work(Context(person_id=people["supplier_a"].id)):
        posts.withdraw_post(db.session.merge(withdrawn), by=accounts.actor(people["supplier_a"]))
    with unit_of_work():
        tending.share(db.session.merge(open_post), _firm_of(people["interest"]), by=accounts.actor(people["interest"]))
    _follow(people["interest"], thread)
    return {
        "translation_id": approved_id, "unchecked_id": unchecked.id, "post_file_id": file_id, "translated_post_id": open_post.id,
        "hidden_translation_id": hidden_version.id, "hidden_file_id": _file(reported, firm, "canary-hidden"),
        "waiting_file_id": _file(waiting, fresh, "canary-report"), "withdrawn_post_id": withdrawn.id,
        "withdrawn_translation_id": withdrawn_version, "withdrawn_file_id": withdrawn_file,
        "translation_kind": "post", "post_number": 1, "one": 1, "since": 1,
        "post_draft_id": _draft(people["buyer_a"], thread),
        "unsubscribe_token": notifications.unsubscribe_token(people["supplier_a"].id, f"thread:{thread.id}"),
    } | _forums(people, firm) | _glossary(people["moderator_a"])  # fmt: skip


def _firm_of(person: Person) -> int:
    return accounts.actor(person).memberships[0].organisation_id


def _file(post: Post, firm: Organisation, canary: str) -> int:
    """The number under which a file of this name hangs on the post. What is in it, nobody opens with such a post."""
    words = "canary-file" if post.seq and "canary" in canary else canary
    held = attachments.file(firm, f"¤ {canary}.pdf", content=attachments.pdf(f"{words} {post.id}"))
    with unit_of_work(acting_for(firm.id)):
        files.hang(db.session.merge(post), [held.id])
    documents.read_document(held.id, firm.id)  # nobody else opens it before
    return int(db.session.query(Attachment).filter_by(file_id=held.id).one().id)


def _follow(person: Person, thread: Thread) -> None:
    with unit_of_work(Context(person_id=person.id)):
        follow(Followed.THREAD, thread.id, Level.ALL, by=accounts.actor(person))


def _draft(person: Person, thread: Thread) -> int:
    """What she has begun to write in the thread, which is nobody's but hers."""
    place = Place(PlaceKind.THREAD, thread.id)
    with unit_of_work(Context(person_id=person.id)):
        typed = Typed(
            version=0,
            organisation_id=_firm_of(person),
            lang="nb",
            title="",
            body="¤ canary-own-draft",
            reply_to=None,
            quote=None,
        )
        drafts.save(place, typed, by=accounts.actor(person))
        return int(draft_at(person.id, str(place)).id)


def _forums(people: dict[str, Any], firm: Organisation) -> dict[str, Any]:
    """An open forum with a thread, and one that was taken away with all that stood in it."""
    shown, taken = (
        forum.open_forum(names=Localized(nb=words, en=words), about=Localized(nb="¤ om", en="¤ about"))
        for words in ("¤ Små firma", "¤ canary-forum")
    )
    forum.thread(shown, firm, people["supplier_a"], title="¤ Om frister", body="¤ Er tre uker nok?", lang="nb")
    thread = forum.thread(taken, firm, people["supplier_a"], title="¤ canary-forum", body="¤ canary-forum", lang="en")
    post, version, file_id = translated_post(thread, firm, people, "canary-forum")
    with unit_of_work():
        db.session.get_one(Space, taken.id).state = SpaceState.HIDDEN
    return {
        "forum_id": shown.id, "taken_space_id": taken.id, "taken_thread_id": thread.id, "taken_post_id": post.id,
        "taken_translation_id": version, "taken_file_id": file_id,
    }  # fmt: skip


def _glossary(moderator: Person) -> dict[str, Any]:
    """A concept, one that is withdrawn, and a file that waits for its sender to carry it out."""
    by = accounts.actor(moderator)
    held = bilingual_glossary.concept(by=by, **WORDS)
    gone = bilingual_glossary.concept(by=by, **{lang: f"{words}, gone" for lang, words in WORDS.items()})
    with unit_of_work(Context(person_id=moderator.id, platform=("moderator",))):
        glossary.withdraw_concept(db.session.merge(gone), gone.version, by=by)
        sent = glossary.take_in("en,nb,nn,domain\n¤ canary-glossary,¤ a,¤ b,ict\n", "¤ ord.csv", by=by)
        return {"concept_id": held.id, "gone_concept_id": gone.id, "glossary_file_id": sent.id}
