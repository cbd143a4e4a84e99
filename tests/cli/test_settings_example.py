"""`.env.example` is what people copy: it lists every setting, and says of each what the site would do without it."""

from dotenv import dotenv_values

from config import ROOT, Settings

EXAMPLE = ROOT / ".env.example"


def test_the_example_lists_every_setting_and_no_other():
    assert set(dotenv_values(EXAMPLE)) == {name.upper() for name in Settings.model_fields}


def test_the_example_holds_the_defaults(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(ROOT)
    copied, silent = Settings(_env_file=EXAMPLE), Settings(_env_file=None)
    assert copied.model_dump(exclude={"var_dir"}) == silent.model_dump(exclude={"var_dir"})
    assert copied.var_dir.resolve() == silent.var_dir


def test_every_setting_stands_under_a_comment():
    above = ""
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        assert not line or line.startswith("#") or above, f"{line} has nothing above it"
        above = line
