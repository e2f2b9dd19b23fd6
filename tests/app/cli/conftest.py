"""What the tests of the command line share."""

import pytest

from app.installation import Installation


@pytest.fixture
def here(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The installation that the environment describes, with a mail server that does not answer."""
    for name, value in {
        "CAUCE_MODE": "test",
        "CAUCE_HOME": str(installation.config.home),
        "DATABASE_URL": installation.config.database_url,
        "REDIS_URL": installation.config.redis_url,
        "SMTP_URL": "smtp://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    return installation
