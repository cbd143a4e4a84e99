"""Pages import components, say nothing inline, and mark nothing as safe by themselves."""

import re

import pytest

from app import ROOMS
from config import ROOT

PAGES = sorted((ROOT / "app").rglob("*.html"))
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_a_template_has_no_inline_style_or_script(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"""\sstyle=["']|<style|\son[a-z]+=["']|javascript:""", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_a_template_trusts_no_text_by_itself(path):
    """Stored HTML is of a type that says it was made safe when written; `|safe` would let anything pass."""
    assert "|safe" not in path.read_text(encoding="utf-8").replace(" ", "")


def test_every_template_compiles_in_every_language(app):
    for environment in app.extensions["samhandel_environments"].values():
        for name in environment.list_templates():
            if name.endswith((".html", ".txt")):
                environment.get_template(name)


def test_every_room_with_pages_keeps_its_templates_at_home():
    strays = [
        str(path) for room in ROOMS for path in (ROOT / "app" / "blueprints" / room).rglob("*.html")
        if path.relative_to(ROOT / "app" / "blueprints" / room).parts[:2] != ("templates", room)
    ]  # fmt: skip
    assert strays == []
