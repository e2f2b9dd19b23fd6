"""The settings, and what a production start refuses."""

from pathlib import Path

import pytest

from app import config
from app.config import DEMO_SECRET
from app.errors import ConfigError

SAFE = {"CAUCE_SECRET_KEY": "k" * 48}


def test_defaults_put_everything_into_the_home() -> None:
    settings = config.load({"CAUCE_HOME": "/srv/cauce", **SAFE})
    assert settings.database_url == "sqlite:////srv/cauce/cauce.db"
    assert settings.redis_url == "unix:///srv/cauce/redis.sock"
    assert settings.public_url == "http://127.0.0.1:8000"


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
        ({**SAFE, "CAUCE_MODE": "staging"}, "must be production, demo or test"),
        ({**SAFE, "PORT": "http"}, "PORT is 'http'; it must be a whole number"),
        ({**SAFE, "DATABASE_URL": "mysql://db/cauce"}, "DATABASE_URL must start with"),
    ],
    ids=["no secret", "short secret", "the demo's secret", "unknown mode", "port", "database"],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        config.load(environ)


def test_a_deep_home_gets_a_short_socket() -> None:
    deep = Path("/srv") / ("x" * 120)
    assert len(str(config.redis_socket(deep))) <= config.SOCKET_PATH_LIMIT
    assert config.redis_socket(deep) != config.redis_socket(deep / "other")
