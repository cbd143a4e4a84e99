"""Built files: found by their plain name, served compressed and for ever, and nothing else is served."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from app.core import assets

FIRST_VISIT = 120 * 1024


def test_a_built_file_is_kept_for_ever(client: Any) -> None:
    answer = client.get(assets.asset("app.css"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in answer.headers


def test_whoever_takes_compressed_bytes_gets_them_and_others_the_same_unpacked(client: Any) -> None:
    plain = client.get(assets.asset("app.css"))
    zipped = client.get(assets.asset("app.css"), headers={"Accept-Encoding": "gzip"})
    best = client.get(assets.asset("app.css"), headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(zipped.data) == plain.data
    assert best.headers["Content-Encoding"] == "br"
    assert len(best.data) < len(zipped.data) < len(plain.data) / 4


@pytest.mark.parametrize("name", ["manifest.json", "..%2f..%2f..%2fconfig.py", "app.css", "%2e%2e", "app-XXXXXXXX.css"])
def test_only_what_the_build_names_is_served(client: Any, name: str) -> None:
    assert client.get(f"/static/dist/{name}").status_code == 404


def test_the_first_visit_is_light(client: Any) -> None:
    page = client.get("/nb/")
    needed = ("app.css", "site.js", "inter-latin-wght-normal.woff2", "favicon.svg")
    answers = [client.get(assets.asset(name), headers={"Accept-Encoding": "br"}) for name in needed]
    assert len(gzip.compress(page.data)) + sum(len(answer.data) for answer in answers) <= FIRST_VISIT
    for name in needed:
        assert assets.asset(name) in page.get_data(as_text=True)


def test_an_icon_is_hidden_from_screen_readers_unless_it_has_a_name() -> None:
    assert 'aria-hidden="true"' in assets.icon("Bell")
    named = assets.icon("Bell", 'Ring "twice"')
    assert 'role="img"' in named
    assert "Ring &#34;twice&#34;" in named


def test_an_unknown_icon_or_file_says_what_to_do() -> None:
    with pytest.raises(LookupError, match=r"icons\.json"):
        assets.icon("NoSuchIcon")
    with pytest.raises(LookupError, match=r"app\.css"):
        assets.asset("nothing.css")


def test_a_missing_build_says_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "DIST", tmp_path)
    assets.manifest.cache_clear()
    try:
        with pytest.raises(assets.NotBuilt, match="make setup"):
            assets.asset("app.css")
    finally:
        assets.manifest.cache_clear()
