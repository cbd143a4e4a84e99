"""Who takes part in the demo. Every person is invented; the organisations are those of `demo_firms`."""

import base64
import hashlib
from dataclasses import dataclass, field

from flask import current_app

from app.blueprints.accounts.services import grants, memberships, second_factor
from app.blueprints.accounts.services import people as services
from app.blueprints.accounts.terms import PlatformRole, Role, SignUpDraft
from app.cli.demo_content import organisations
from app.cli.demo_content.world import World
from app.core.db import unit_of_work

PASSWORD = "laks-mot-straumen-31"  # noqa: S105 - printed by `make demo`, and good for nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """`what` is what the table of `make demo` says of her."""

    name: str
    email: str
    locale: str = "nb"
    organisations: dict[str, Role] = field(default_factory=dict)
    platform: frozenset[PlatformRole] = frozenset()
    what: str = ""

    @property
    def has_second_factor(self) -> bool:
        """Moderators, administrators, and whoever acts for a buyer or a ministry."""
        return bool(self.platform) or any(key in organisations.STRICT for key in self.organisations)


def _ministry(
    name: str, email: str, locale: str, platform: PlatformRole, what: str, role: Role = Role.EDITOR
) -> DemoPerson:
    return DemoPerson(
        name=name,
        email=f"{email}@departementet.example",
        locale=locale,
        organisations={"ministry": role},
        platform=frozenset({platform}),
        what=what,
    )


def _member(name: str, email: str, organisation: str, role: Role, locale: str = "nb", what: str = "") -> DemoPerson:
    domain = organisations.FIRMS[organisation].domain
    return DemoPerson(
        name=name, email=f"{email}@{domain}", locale=locale, organisations={organisation: role}, what=what
    )


OWNER, EDITOR, READER = Role.OWNER, Role.EDITOR, Role.READER
REPRESENTATIVE, WORKER = Role.SAFETY_REPRESENTATIVE, Role.WORKER

PEOPLE = {
    # The one whose story it is, and those who work there.
    "workshop_owner": _member("Ragnhild Eide", "ragnhild", "workshop", OWNER, "nn", "manages a small workshop"),
    "workshop_editor": _member("Piotr Zielinski", "piotr", "workshop", EDITOR, "en", "foreman in the same workshop"),
    "workshop_reader": _member(
        "Jorunn Hjelle", "jorunn", "workshop", READER, "nn", "keeps the accounts of the same workshop"
    ),
    "workshop_representative": _member(
        "Gro Hundeide", "gro", "workshop", REPRESENTATIVE, "nn", "safety representative in the same workshop"
    ),
    "workshop_worker": _member("Jonas Sætren", "jonas", "workshop", WORKER, "nb", "welds in the same workshop"),
    "workshop_worker_two": _member("Ewelina Nowak", "ewelina", "workshop", WORKER, "en"),
    # Buyers.
    "trust_lead": _member("Marte Lundgren", "marte.lundgren", "trust", OWNER, "nb", "project lead at a health trust"),
    "trust_editor": _member("Henrik Stai", "henrik.stai", "trust", EDITOR),
    "havndal_lead": _member(
        "Tor Asle Brekke", "tor.asle.brekke", "havndal", OWNER, "nb", "project lead at a municipality"
    ),
    "havndal_editor": _member("Maren Lie", "maren.lie", "havndal", EDITOR),
    "fjordane_editor": _member("Eirik Myklebust", "eirik.myklebust", "fjordane", EDITOR, "nn"),
    "fjordane_lead": _member(
        "Gunnhild Sande",
        "gunnhild.sande",
        "fjordane",
        OWNER,
        "nn",
        "project lead at another municipality, checks translations",
    ),
    # The ministry.
    "moderator": _ministry(
        "Ingrid Solvang", "ingrid.solvang", "nb", PlatformRole.MODERATOR, "moderates, at the ministry"
    ),
    "moderator_two": _ministry(
        "Eivind Aarset", "eivind.aarset", "nn", PlatformRole.MODERATOR, "moderates, at the ministry"
    ),
    "moderator_three": _ministry(
        "Kari Nordbotn", "kari.nordbotn", "nb", PlatformRole.MODERATOR, "moderates, at the ministry"
    ),
    "lawyer": _ministry(
        "Torunn Bergseth", "torunn.bergseth", "nn", PlatformRole.LAWYER, "lawyer whom moderators ask, at the ministry"
    ),
    "administrator": _ministry(
        "Nina Thoresen", "nina.thoresen", "nb", PlatformRole.ADMINISTRATOR, "runs the site, at the ministry", OWNER
    ),
    # Interest organisations.
    "interest_lead": _member(
        "Kjersti Vatne", "kjersti", "fjordogfjell", OWNER, "nn", "adviser at an interest organisation"
    ),
    "council_lead": _member(
        "Anders Holmboe", "anders", "council", OWNER, "nb", "adviser at another interest organisation"
    ),
    # Other suppliers.
    "data_owner": _member("James Okafor", "james", "data", OWNER, "en", "manages a small data company"),
    "cleaning_owner": _member("Silje Fredriksen", "silje", "cleaning", OWNER, "nb", "manages a cleaning company"),
    "cleaning_editor": _member(
        "Amina Warsame", "amina", "cleaning", EDITOR, "en", "translates, at the same cleaning company"
    ),
    "electro_owner": _member("Oddbjørn Molvær", "oddbjorn", "electro", OWNER, "nn"),
    "kitchen_owner": _member("Bente Hauan", "bente", "kitchen", OWNER),
    "seafood_owner": _member("Stig Are Nilsen", "stig.are", "seafood", OWNER),
    "textile_owner": _member("Wenche Bakkejord", "wenche", "textile", OWNER),
    "canteen_owner": _member(
        "Olav Innstrand", "olav", "canteen", OWNER, "nb", "reads Bokmål only, with machine drafts"
    ),
    "compost_owner": _member("Trude Vefsnmo", "trude", "compost", OWNER),
    "joinery_owner": _member("Arnfinn Angedal", "arnfinn", "joinery", OWNER, "nn"),
    "medical_owner": _member("Camilla Frønningen", "camilla", "medical", OWNER),
    # Writes from an address that is not the firm's: "not verified" wherever it speaks.
    "transport_owner": DemoPerson(
        name="Inga Márjá Sara", email="inga.sara@epost.example", organisations={"transport": OWNER}
    ),
    "prosthesis_owner": _member("Håvard Rønning", "havard", "prosthesis", OWNER),
    "abroad_owner": _member("Aino Lehtovaara", "aino", "abroad", OWNER, "en", "manages a small firm in Finland"),
}


def introduced() -> list[tuple[str, str, str, str]]:
    """Address, role, part and language of everybody; those come first whose part is told."""
    rows = []
    for who in sorted(PEOPLE.values(), key=lambda who: not who.what):
        roles = [role.value for role in (*who.platform, *who.organisations.values())]
        part = who.what or ", ".join(organisations.FIRMS[key].name for key in who.organisations)
        rows.append((who.email, roles[0], part, who.locale))
    return rows


def seed(world: World) -> None:
    """Everybody and every organisation, more than three years ago: the oldest dialogue is from then."""
    with world.at(days_ago=1230), unit_of_work():
        for key, who in PEOPLE.items():
            world.people[key] = person = services.create_person(
                SignUpDraft(name=who.name, email=who.email, password=PASSWORD, locale=who.locale), confirmed=True
            )
            for role in sorted(who.platform):
                grants.grant_role(person, role, by=None)
            if who.has_second_factor:
                second_factor.set_up(person, secret=totp_secret(key))
            world.platform[key] = who.platform
        for name in organisations.FIRMS:
            bring(world, name)


def bring(world: World, name: str) -> None:
    """One organisation: its owner first, then the others."""
    roles = {key: who.organisations[name] for key, who in PEOPLE.items() if name in who.organisations}
    owner = next(key for key, role in roles.items() if role is OWNER)
    world.organisations[name] = organisations.bring(organisations.FIRMS[name], world.people[owner], world.actor(owner))
    for key, role in roles.items():
        if key != owner:
            memberships.admit(world.organisations[name], world.people[key].id, role, by=None)
        world.roles.setdefault(key, {})[name] = role


def totp_secret(key: str) -> str:
    """The same secret for this person every time the demo is made with the same key."""
    mixed = f"{current_app.config['SECRET_KEY']}:{key}".encode()
    return base64.b32encode(hashlib.sha256(mixed).digest()[:20]).decode()
