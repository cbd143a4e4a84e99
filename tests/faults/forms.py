"""Every form of the site, as a reader's browser finds it: where it leads, its fields, and what stands in them."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import html5lib

from tests.walker.world import World, address

TEXTS = {"text", "email", "password", "search", "tel", "url", "number", "date", "time", "textarea"}


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        return self.kind in TEXTS


@dataclass
class FoundForm:
    """A form on a page: who saw it where, where it is sent, and what it holds."""

    reader: str
    page: str
    action: str
    fields: list[Field]

    def values(self, typed: Any = None) -> list[tuple[str, str]]:
        """What a browser would send, each field that is typed in holding `typed` (or what stands there)."""
        sent = []
        for one in self.fields:
            if one.is_typed:
                sent.append((one.name, one.value if typed is None else typed))
            elif one.choices:
                sent.append((one.name, one.value or next((c for c in one.choices if c), "")))
            else:
                sent.append((one.name, one.value))
        return sent


def parse(page: str) -> Any:
    return html5lib.parse(page, namespaceHTMLElements=False)


def forms_on(page: str, path: str, reader: str) -> list[FoundForm]:
    """The forms of a page that are sent by POST."""
    return [
        FoundForm(reader, path, urlsplit(node.get("action") or path).path, fields_of(node))
        for node in parse(page).iter("form")
        if (node.get("method") or "get").lower() == "post"
    ]


def fields_of(form: Any) -> list[Field]:
    fields: dict[str, Field] = {}
    for node in form.iter():
        name = node.get("name") if isinstance(node.tag, str) else None
        if not name or name == "csrf_token":
            continue
        if node.tag == "textarea":
            fields[name] = Field(name, "textarea", (node.text or "").removeprefix("\n"))
        elif node.tag == "select":
            options = [(o.get("value") or "", o.get("selected") is not None) for o in node.iter("option")]
            chosen = next((value for value, selected in options if selected), "")
            fields[name] = Field(name, "select", chosen, [value for value, _ in options])
        elif node.tag == "input":
            kind, value = node.get("type") or "text", node.get("value") or ""
            if kind in ("radio", "checkbox"):
                one = fields.setdefault(name, Field(name, kind))
                one.choices.append(value)
                if node.get("checked") is not None:
                    one.value = value
            else:
                fields[name] = Field(name, kind, value)
    return list(fields.values())


def rules(world: World, method: str) -> list[Any]:
    return sorted((r for r in world.app.url_map.iter_rules() if method in (r.methods or ())), key=lambda r: r.rule)


def path_of(world: World, rule: str, lang: str, **other: Any) -> str:
    plain = rule.replace("<any(nb, nn, en):lang>", "<lang>")
    values = {**address(plain, world.values), "lang": lang, **other}
    return re.sub(r"<([^>]+)>", lambda match: str(values[match[1].split(":")[-1]]), plain)


READERS = ("supplier_a", "buyer_a", "moderator_a", "administrator", "lawyer", "supplier_b", "anonymous")


def forms_of(world: World, lang: str = "en") -> dict[str, FoundForm]:
    """A form of each unsafe route, as the first reader who sees one finds it; keyed by the route's endpoint."""
    found: dict[str, FoundForm] = {}
    urls = world.app.url_map.bind("localhost")
    pages = {r.rule for r in rules(world, "GET") if "lang" in r.arguments and r.endpoint != "home.styleguide"}
    for reader in READERS:
        client = world.client(reader)
        for rule in sorted(pages):
            if any(rule.endswith(end) and reader != who for end, who in SHOWN_TO.items()):
                continue
            path = path_of(world, rule, lang)
            answer = client.get(path)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            pages.discard(rule)
            for one in forms_on(answer.text, path, reader):
                endpoint = str(urls.match(one.action, method="POST")[0])
                if endpoint not in found or len(one.fields) > len(found[endpoint].fields):
                    found[endpoint] = one
    for rule in rules(world, "POST"):
        # Its page is not reached without a link from a mail, or it is a button elsewhere.
        if rule.endpoint not in found:
            reader, *names = KNOWN.get(rule.endpoint, ("supplier_a",))
            path = path_of(world, rule.rule, lang, **PLACES.get(rule.endpoint, {}))
            found[rule.endpoint] = FoundForm(
                reader, "", path, [BUTTONS.get(name) or Field(name, "text") for name in names]
            )
    return found


# Where others see the page too, and no form on it.
SHOWN_TO = {"/looking-after": "moderator_a"}
# Who sends what where no page of the world shows the form.
KNOWN = {
    "accounts.found_organisation": ("supplier_a", "name", "kind", "once"),
    "accounts.reset_password": ("anonymous", "password"),
    "accounts.second_factor": ("supplier_a", "code"),
    "accounts.switch_on_second_factor": ("supplier_a", "code"),
    "accounts.confirm_address": ("anonymous", "anything"),
    "admin.retry_job": ("administrator", "anything"),
    "dialogues.add_code": ("buyer_a", "kind", "code"),
    "dialogues.answer_host": ("buyer_b", "organisation_id", "answer"),
    "dialogues.answer_need": ("buyer_a", "version"),
    "dialogues.ask_host": ("buyer_a", "organisation_id"),
    "dialogues.check_against_dialogue": ("supplier_a", "anything"),
    "dialogues.close_dialogue": ("buyer_a", "version"),
    "dialogues.drop_template": ("buyer_a", "version"),
    "dialogues.invite": ("buyer_a", "organisation_id"),
    "dialogues.leave_hosts": ("cohost", "organisation_id"),
    "dialogues.publish_document": ("buyer_a", "anything"),
    "dialogues.remove_code": ("buyer_a", "kind", "code"),
    "dialogues.remove_need": ("buyer_a", "version"),
    "dialogues.remove_notice": ("buyer_a", "anything"),
    "dialogues.uninvite": ("buyer_a", "organisation_id"),
    "dialogues.withdraw_document": ("buyer_a", "anything"),
    "dialogues.withdraw_host": ("buyer_a", "organisation_id"),
    "inputs.publish": ("buyer_a", "version"),
    "inputs.publish_paraphrases": ("buyer_a", "anything"),
    "inputs.remove_question": ("buyer_a", "version"),
    "inputs.remove_section": ("buyer_a", "version"),
    "inputs.start": ("buyer_a", "ready", "copy"),
    "inputs.use": ("buyer_a", "version"),
    "meetings.remove_note": ("buyer_a", "version"),
    "meetings.remove_said": ("buyer_a", "version"),
    "meetings.share_note": ("buyer_a", "version"),
    "parity.approve_exemption": ("buyer_a", "anything"),
    "parity.decline_exemption": ("buyer_a", "anything"),
    "questions.answer_proposal": ("supplier_a", "version", "answer"),
    "questions.approve_answer": ("buyer_a", "version"),
    "questions.keep_question": ("supplier_a", "anything"),
    "questions.prepare_batch": ("buyer_a", "anything"),
    "questions.put_in_batch": ("buyer_a", "answer"),
    "moderation.close": ("moderator_a", "version"),
    "moderation.let_go": ("moderator_a", "anything"),
    "moderation.renew": ("moderator_a", "anything"),
    "screening.look_at_number": ("moderator_a", "anything"),
    "notifications.send_again": ("administrator", "anything"),
}
BUTTONS = {
    "version": Field("version", "hidden", "1"),
    "organisation_id": Field("organisation_id", "hidden", "1"),
    "answer": Field("answer", "radio", "", ["yes", "no"]),
    "anything": Field("anything", "hidden", "x"),
    "kind": Field("kind", "radio", "", ["supplier", "buyer", "interest"]),
    "once": Field("once", "hidden", "a-key"),
    "code": Field("code", "text", "123456"),
    "password": Field("password", "password"),
}
PLACES = {"accounts.found_organisation": {"scheme": "SE", "number": "5560360793"}}
