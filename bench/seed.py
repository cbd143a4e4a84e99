# ruff: noqa: E501 - SQL is written as SQL is read
"""Dialogues, threads and posts in a number, by plain SQL: what is measured is reading."""

from sqlalchemy import text

from app.core.db import db

POSTS_PER_THREAD = 50
THREADS_PER_DIALOGUE = 4
BODY = (
    "<p>Vi er åtte ansatte og klarer fint å stille innen to timer på hverdager. I helgene blir det vanskelig alene, "
    "så vi lurer på om to eller tre firma kan dele på beredskapen, med én felles vakttelefon.</p>\n"
    "<p>Da kunne vi også dekke nordsiden av fjorden. <em>Returmat</em> kan hentes på samme tur, og vi har plass til "
    "kjølebeholdere i begge bilene. Prisen avhenger av hvor ofte dere vil ha henting, og om vi kan bruke rampen om "
    "natten. Vi deler gjerne tall fra fjoråret med alle som vil se dem.</p>"
)

ORGANISATIONS = """
INSERT INTO accounts_organisation (scheme, number, name, sort_key, kind, "check", authority, country, bankrupt, winding_up,
                                   register_state, version)
SELECT 'bench', n::text, 'Prøvefirma ' || n || ' AS', n::text, CASE WHEN n = 1 THEN 'buyer' ELSE 'supplier' END, 'verified',
       'staff', 'NO', false, false, 'found', 1
FROM generate_series(1, 50) n
"""
PEOPLE = """
INSERT INTO accounts_person (email, name, locale, reads, email_confirmed_at, version)
SELECT 'bench' || n || '@prove.example', 'Kari Nordmann ' || n, 'nb', '{nb,nn,en}', now(), 1 FROM generate_series(1, 50) n
"""
MEMBERSHIPS = """
INSERT INTO accounts_membership (person_id, organisation_id, role)
SELECT p.id, o.id, 'owner' FROM accounts_person p JOIN accounts_organisation o
    ON o.scheme = 'bench' AND p.email = 'bench' || o.number || '@prove.example'
"""
DIALOGUES = """
INSERT INTO dialogues_dialogue (organisation_id, lang, title, summary, background, background_html, contact, state, opens_on,
                                closes_on, published_at, changed_at, thread_count, post_count, version)
SELECT (SELECT min(id) FROM accounts_organisation WHERE scheme = 'bench'), (ARRAY['nb', 'nn', 'en'])[1 + n % 3],
       'Mindre matsvinn på sengepostene ' || n, 'Vi vil halvere matsvinnet innen 2028, og vil vite hva markedet kan.', '', :body,
       'dialog@prove.example', 'published', current_date - 60, current_date + (n % 90)::int - 30, now() - n * interval '1 hour',
       now(), :threads, :threads * :posts, 1
FROM generate_series(1, :dialogues) n
"""
TRANSLATIONS = """
INSERT INTO dialogues_translation (dialogue_id, lang, title, summary, updated_at)
SELECT id, 'en', 'Less food waste on wards ' || id, 'We want to halve food waste by 2028.', now()
FROM dialogues_dialogue WHERE lang <> 'en'
"""
NEEDS = """
INSERT INTO dialogues_need (dialogue_id, position, kind, lang, title, affected, baseline, effect, indicator, by_when, open_for)
SELECT id, n, 'outcome', lang, 'Halvere matsvinnet', 'Pasienter', '34 prosent kastes', 'Høyst 17 prosent', 'Vekt',
       date '2028-12-31', 'Måling og transport' FROM dialogues_dialogue, generate_series(1, 3) n
"""
PHASES = """
INSERT INTO dialogues_phase (dialogue_id, position, name, starts_on)
SELECT id, n, jsonb_build_object('nb', 'Fase ' || n, 'en', 'Phase ' || n), opens_on + (n * 10)::int
FROM dialogues_dialogue, generate_series(1, 5) n
"""
THREADS = """
INSERT INTO dialogues_thread (dialogue_id, title, title_hidden, lang, author_id, organisation_id, seq, post_count, last_post_at,
                              locked)
SELECT d.id, 'Kan små firma dele på beredskapen? ' || n, false, 'nb', p.id, o.id, :posts, :posts, now() - n * interval '1 hour',
       false
FROM dialogues_dialogue d CROSS JOIN generate_series(1, :threads) n
JOIN accounts_organisation o ON o.scheme = 'bench' AND o.number = (1 + (d.id + n) % 50)::text
JOIN accounts_person p ON p.email = 'bench' || o.number || '@prove.example'
"""
# In the order in which people write: everybody's first posts, then everybody's second.
POSTS = """
INSERT INTO dialogues_post (thread_id, seq, author_id, organisation_id, role, lang, revision, state, posted_at)
SELECT t.id, n, p.id, o.id, o.kind, (ARRAY['nb', 'nn', 'en'])[1 + n % 3], 1, 'visible',
       now() - (:posts - n) * interval '3 hours'
FROM generate_series(1, :posts) n CROSS JOIN dialogues_thread t
JOIN accounts_organisation o ON o.scheme = 'bench' AND o.number = (1 + (t.id + n) % 50)::text
JOIN accounts_person p ON p.email = 'bench' || o.number || '@prove.example'
ORDER BY n, t.id
"""
REVISIONS = """
INSERT INTO dialogues_revision (post_id, number, lang, body, html, sha256, by_id, at)
SELECT id, 1, lang, :body, :body, sha256('x'), author_id, posted_at FROM dialogues_post ORDER BY id
"""


def fill(posts: int) -> None:
    """About `posts` posts, in threads of fifty."""
    dialogues = max(1, posts // (POSTS_PER_THREAD * THREADS_PER_DIALOGUE))
    values = {"posts": POSTS_PER_THREAD, "threads": THREADS_PER_DIALOGUE, "dialogues": dialogues, "body": BODY}
    for statement in (
        ORGANISATIONS, PEOPLE, MEMBERSHIPS, DIALOGUES, TRANSLATIONS, NEEDS, PHASES, THREADS, POSTS, REVISIONS,
    ):  # fmt: skip
        wanted = {name: value for name, value in values.items() if f":{name}" in statement}
        db.session.execute(text(statement), wanted)
    db.session.commit()
