"""The real Apertium, from Debian's packages, and engines that misbehave: small scripts on disk."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.adapters.apertium import Apertium
from config import Settings

APERTIUM = shutil.which(os.environ.get("APERTIUM") or "apertium") or ""


@pytest.fixture
def real() -> Apertium:
    if not APERTIUM:
        if os.environ.get("CI"):
            pytest.fail("these tests need Apertium: Debian's apertium and apertium-nno-nob, or APERTIUM=path")
        pytest.skip("no Apertium on this machine (Debian: apertium and apertium-nno-nob); APERTIUM=path names another")
    return Apertium(APERTIUM, 60)


@pytest.fixture
def fake(tmp_path: Path) -> Callable[..., Apertium]:
    """`fake("what it does when it is to translate")`: sh, in a folder of its own, `$HERE`."""

    def _make(does: str, timeout: float = 20) -> Apertium:
        script = tmp_path / "motor"
        script.write_text(
            f'#!/bin/sh\nHERE={tmp_path}\ncase "$1" in\n-l) echo "  nob-nno_e"; exit;;\n'
            f'-V) echo "Apertium 9.8.7"; exit;;\nesac\n{does}\n',
            encoding="utf-8",
        )
        script.chmod(0o755)
        return Apertium(str(script), timeout)

    return _make


def settings_with(apertium: str) -> Settings:
    return Settings(_env_file=None, apertium=apertium, apertium_timeout=3)
