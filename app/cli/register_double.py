"""The demo's own register: answers as Enhetsregisteret does, about invented firms only.

`python -m app.cli.register_double --port 8081` serves the same addresses and the same JSON as the real one, and a page
that lists the numbers one can try.
"""

import argparse
import html
import json
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.cli.demo_firms import BY_NUMBER, FIRMS, Firm

API = "/enhetsregisteret/api/"


def answer(path: str, base: str = "") -> tuple[int, dict[str, Any]]:
    """Status and body for a path under the API, as the real register gives them."""
    kind, _, number = path.removeprefix(API).partition("/")
    if not path.startswith(API) or kind not in ("enheter", "underenheter") or "/" in number:
        return 404, {}
    if len(number) != 9 or not number.isdigit():
        return 400, {"status": 400, "feilmelding": "Organisasjonsnummeret må bestå av ni siffer"}
    firm = BY_NUMBER.get(number)
    if firm is None or (firm.parent is not None) != (kind == "underenheter"):
        return 404, {}
    links = {"self": {"href": f"{base}{API}{kind}/{number}"}}
    if firm.removed:
        return 410, {"organisasjonsnummer": number, "slettedato": "2025-05-24", "_links": links}
    return 200, {**(deleted(firm) if firm.deleted_on else entity(firm)), "_links": links}


def deleted(firm: Firm) -> dict[str, Any]:
    return {
        "organisasjonsnummer": firm.number,
        "navn": firm.name,
        "organisasjonsform": dict(zip(("kode", "beskrivelse"), firm.form, strict=True)),
        "slettedato": firm.deleted_on,
    }


def entity(firm: Firm) -> dict[str, Any]:
    """A living organisation in the register's own words; what it does not have is left out, as there."""
    where = "beliggenhetsadresse" if firm.parent else "forretningsadresse"
    body: dict[str, Any] = {
        "organisasjonsnummer": firm.number,
        "navn": firm.name,
        "organisasjonsform": dict(zip(("kode", "beskrivelse"), firm.form, strict=True)),
        "registreringsdatoEnhetsregisteret": "2014-03-12",
        "registrertIMvaregisteret": firm.vat,
        "harRegistrertAntallAnsatte": firm.counted,
        where: address(firm),
        "konkurs": firm.bankrupt,
        "underAvvikling": firm.winding_up,
        "underTvangsavviklingEllerTvangsopplosning": False,
        "maalform": firm.written_form,
    }
    if firm.industry:
        body["naeringskode1"] = dict(zip(("kode", "beskrivelse"), firm.industry, strict=True))
    if firm.headcount is not None:
        body["antallAnsatte"] = firm.headcount
    if firm.domain:
        body["hjemmeside"] = f"www.{firm.domain}"
        body["epostadresse"] = f"post@{firm.domain}"
    if firm.parent:
        body["overordnetEnhet"] = firm.parent
    return body


def address(firm: Firm) -> dict[str, Any] | None:
    if firm.street is None:
        return None
    return {
        "land": "Norge",
        "landkode": "NO",
        "postnummer": firm.post[0] or None,
        "poststed": firm.post[1] or None,
        "adresse": list(firm.street),
        "kommune": firm.place[1] if firm.place else None,
        "kommunenummer": firm.place[0] if firm.place else None,
    }


def page() -> str:
    """What a person sees who opens the double in a browser."""
    rows = "".join(
        f"<tr><td>{firm.number[:3]} {firm.number[3:6]} {firm.number[6:]}</td><td>{html.escape(firm.name or '–')}</td>"
        f"<td>{html.escape(note(firm))}</td></tr>"
        for firm in FIRMS
    )
    return (
        '<!doctype html><html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>Demoregister</title></head><body><h1>Demoregister</h1>"
        "<p>Dette er ikke Enhetsregisteret. Alle virksomheter og numre her er oppdiktet, og laget for å prøve Samhandel.</p>"
        "<table><thead><tr><th>Nummer</th><th>Navn</th><th>Merknad</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></body></html>"
    )


def note(firm: Firm) -> str:
    """What is special about it, for the person who looks for a number to try."""
    notes = {
        "konkurs": firm.bankrupt,
        "under avvikling": firm.winding_up,
        "slettet": firm.deleted_on is not None,
        "fjernet av juridiske årsaker (410)": firm.removed,
        "underenhet": firm.parent is not None,
        "uten adresse": firm.street is None,
        "uten antall ansatte": firm.headcount is None and not firm.deleted_on and not firm.removed,
    }
    return ", ".join(words for words, present in notes.items() if present)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            self.send(200, "text/html; charset=utf-8", page().encode())
            return
        status, body = answer(path)
        self.send(status, "application/json", json.dumps(body, ensure_ascii=False).encode() if body else b"")

    def send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def serve(port: int, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """The double as a server, not yet running."""
    server = ThreadingHTTPServer((host, port), Handler)
    server.daemon_threads = True
    return server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    chosen = parser.parse_args()
    with serve(chosen.port, chosen.host) as server, suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
