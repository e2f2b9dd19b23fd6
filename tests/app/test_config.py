"""The settings, and what a production start refuses."""

from pathlib import Path

import pytest

from app import config
from app.config import DEMO_SECRET
from app.errors import ConfigError

SAFE = {"CAUCE_SECRET_KEY": "k" * 48, "CAUCE_PUBLIC_URL": "https://pay.example"}


def test_defaults_put_everything_into_the_home() -> None:
    settings = config.load({"CAUCE_HOME": "/srv/cauce", **SAFE})
    assert settings.database_url == "sqlite:////srv/cauce/cauce.db"
    assert settings.redis_url == "unix:///srv/cauce/redis.sock"
    assert settings.public_url == "https://pay.example"


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_any_spelling_of_a_postgresql_address_uses_psycopg(prefix: str) -> None:
    settings = config.load({"DATABASE_URL": f"{prefix}cauce@db/cauce", **SAFE})
    assert settings.database_url == "postgresql+psycopg://cauce@db/cauce"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({}, "CAUCE_SECRET_KEY must be set"),
        ({"CAUCE_SECRET_KEY": "short"}, "CAUCE_SECRET_KEY must be set"),
        ({"CAUCE_SECRET_KEY": DEMO_SECRET}, "CAUCE_SECRET_KEY must be set"),
        ({"CAUCE_SECRET_KEY": "k" * 48}, "CAUCE_PUBLIC_URL must be set"),
        ({**SAFE, "SMTP_URL": "smtp://mail"}, "MAIL_FROM must be set"),
        ({**SAFE, "PORT": "0"}, "PORT is 0; it must be between"),
        ({**SAFE, "PORT": "²"}, "must be a whole number"),
        ({**SAFE, "CAUCE_MODE": "staging"}, "must be production, demo or test"),
        ({**SAFE, "PORT": "http"}, "PORT is 'http'; it must be a whole number"),
        ({**SAFE, "CAUCE_WEBHOOK_SECRETS": f"crm={'s' * 31}"}, "Something is wrong with number 1"),
        ({**SAFE, "CAUCE_WEBHOOK_SECRETS": f"a={'s' * 32},{'s' * 40}"}, "Something is wrong with number 2"),
        ({**SAFE, "CAUCE_SETTLEMENT_AUTHORITY": "101"}, "101; it must be between 0 and 100"),
        ({**SAFE, "CAUCE_FOUR_EYES": "yes"}, "it must be 1 for yes or 0 for no"),
        ({**SAFE, "CAUCE_PRICES": "cheap"}, "CAUCE_PRICES must look like"),
        ({**SAFE, "DATABASE_URL": "mysql://db/cauce"}, "DATABASE_URL must start with"),
    ],
    ids=[
        *("no secret", "short secret", "the demo's secret", "no address", "no sender", "port 0", "superscript"),
        *("unknown mode", "port", "short webhook secret", "nameless webhook secret", "authority"),
        *("four eyes", "prices"),
        "database",
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        config.load(environ)


def test_a_deep_home_gets_a_short_socket() -> None:
    deep = Path("/srv") / ("x" * 120)
    assert len(str(config.redis_socket(deep))) <= config.SOCKET_PATH_LIMIT
    assert config.redis_socket(deep) != config.redis_socket(deep / "other")


def test_another_terminal_reaches_the_demo_of_its_home(tmp_path: Path) -> None:
    config.keep(tmp_path, {"CAUCE_MODE": "demo", "SMTP_URL": "smtp://127.0.0.1:2525", "PATH": "/bin"})
    settings = config.load({"CAUCE_HOME": str(tmp_path)})
    assert (settings.mode, settings.smtp_url) == ("demo", "smtp://127.0.0.1:2525")
    assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600


def test_a_production_never_takes_a_demos_settings(tmp_path: Path) -> None:
    config.keep(tmp_path, {"CAUCE_MODE": "demo"})
    assert config.load({"CAUCE_HOME": str(tmp_path), **SAFE}).mode == "production"
    assert config.load({"CAUCE_HOME": str(tmp_path), "CAUCE_MODE": "test"}).mode == "test"


def test_a_command_that_serves_nobody_needs_no_secret(tmp_path: Path) -> None:
    assert config.load({"CAUCE_HOME": str(tmp_path)}, serving=False).mode == "production"


def test_a_start_refuses_a_house_policy_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text('[[windows]]\ndays = "mon-fri"\nfrom = "09:00"\nto = "08:00"\n', encoding="utf-8")
    environ = {**SAFE, "CAUCE_HOUSE_POLICY": str(path)}
    with pytest.raises(ConfigError, match=r"house\.toml: windows 1, to must be later than"):
        config.load(environ)
    assert config.load(environ, serving=False).house_policy == path


def test_webhooks_have_their_secrets_and_hosts() -> None:
    secrets = {"CAUCE_WEBHOOK_SECRETS": f"crm=whsec_{'a' * 31}=, risk={'b' * 32}"}
    settings = config.load({**SAFE, **secrets, "CAUCE_WEBHOOK_HOSTS": "CRM.internal, risk.internal"})
    assert dict(settings.webhook_secrets) == {"crm": f"whsec_{'a' * 31}=", "risk": "b" * 32}
    assert settings.webhook_hosts == {"crm.internal", "risk.internal"}
    assert "whsec" not in repr(settings)
