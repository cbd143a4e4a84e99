"""Nothing is reachable by default, and a change of access is seen in review."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app.cli.operations import route_table
from app.core import access

GOLDEN = Path(__file__).with_name("routes.txt")


def test_the_golden_file_names_every_route_with_its_policy(app):
    """After a wanted change: `flask --app wsgi policies > tests/architecture/routes.txt`, and say so in the commit."""
    small = [line for line in route_table(app) if "/small/" not in line]
    assert small == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_application_does_not_start_with_an_undeclared_route():
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/bare", "bare", lambda: "")
    with pytest.raises(RuntimeError, match="bare"):
        access.require_policies(bare)


def test_no_unsafe_method_shares_the_policy_of_a_reader(app):
    """A POST under a read permission was the gravest finding of a peer's audit."""
    shared = [
        str(rule)
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
        if re.search(r"\.can_(view|read|list)", access.policy_name(app.view_functions[rule.endpoint]))
    ]
    assert shared == []


def test_every_page_of_ours_stands_under_a_language(app):
    without = {"home.root", "home.health", "home.ready", "home.robots", "assets.serve", "improvement.calendar_feed"}
    without |= {"safety.scan_poster"}  # printed once, for readers of any language
    bare = {rule.endpoint for rule in app.url_map.iter_rules() if not str(rule).startswith("/<any(nb, nn, en):lang>")}
    assert bare <= without | {name for name in bare if name.startswith("small.")}


def test_no_two_routes_answer_the_same_address(app):
    """Whatever a part of the address is called: the second would never be asked."""
    shapes: dict[tuple[str, str], list[str]] = {}
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            shapes.setdefault((method, re.sub(r"<(?:(\w+)[^<>:]*:)?\w+>", r"<\1>", rule.rule)), []).append(
                rule.endpoint
            )
    assert {shape: endpoints for shape, endpoints in shapes.items() if len(endpoints) > 1} == {}
